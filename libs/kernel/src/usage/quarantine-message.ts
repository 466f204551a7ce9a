// What the operator is told when quarantine passes a limit, and when it is within it again.
import type { NewMessage } from '../messages/index.ts'
import type { QuarantineLimits } from '../persistence/index.ts'
import type { QuarantineSummary } from './quarantine-summary.ts'
import type { LimitName } from './quarantine-watch.ts'

interface Change {
  readonly name: LimitName
  readonly side: 'beyond' | 'within'
  readonly dueOn: Temporal.PlainDate
}

/** On no channel of its own: the rules have none for the operator. */
export function operatorMessage(
  { dueOn, name, side }: Change,
  { count, oldest, reasons, share }: QuarantineSummary,
  limits: QuarantineLimits
): NewMessage & { readonly text: string } {
  const limit = name === 'share' ? percent(limits.share ?? 0) : `${limits.ageHours ?? 0} hours`
  const reason = `quarantine is ${side === 'beyond' ? 'beyond' : 'within'} its limit of ${name}: ${limit}`
  const most = reasons[0] === undefined ? '' : `, most of them for ${reasons[0].reason}`
  const since = oldest === null ? '' : `, the oldest since ${oldest.toString({ smallestUnit: 'minute' })}`
  const waiting = `${count === 1 ? '1 line waits' : `${count} lines wait`} (${percent(share)} of the last 30 days)${since}${most}`
  const facts = {
    limit: name,
    value: limit,
    count: String(count),
    share: percent(share),
    oldest: oldest?.toString() ?? ''
  }
  return {
    ...{
      account: null,
      subscription: null,
      name: `quarantine-${side}-limit`,
      channel: null,
      language: null,
      template: null
    },
    ...{ facts, dueOn, reason, rule: null, version: null },
    text: `Usage: ${reason}. ${waiting}: farthing usage quarantine summary`
  }
}

function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`
}
