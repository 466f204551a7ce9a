// Time in which a number is answered for no more by whom it was: what was used then goes to whoever has it.
import type { Fact } from '@farthing/billing-core'
import { startOfDayMs } from '@farthing/billing-core/values'
import type { Writer } from '../persistence/index.ts'
import type { IdentityStretch } from './identity-stretches.ts'

/** Half-open; stretches of one number touch at instants, which days of different zones do not. */
interface Span {
  readonly fromMs: number
  /** Infinity while it lasts. */
  readonly untilMs: number
}

export interface LostStretch extends Span {
  readonly account: string
  readonly subscription: string
  readonly identity: string
  /** What else the subscription answered for in some of this time, before. */
  readonly others: readonly string[]
}

/** Whoever keeps usage provides it. */
export abstract class UsageFollows {
  /** In the transaction that told it: uses of that time are set aside where they are, and rated anew for who has the number. */
  abstract follow(writer: Writer, lost: readonly LostStretch[]): Promise<void>
}

type Stretches = readonly IdentityStretch[]

/** Of one subscription, up to a day from now: what is to come has no usage. */
export function lostStretches(id: string, before: Stretches, after: Stretches, now: Temporal.Instant): LostStretch[] {
  const lastMs = now.add({ hours: 24 }).epochMilliseconds
  const own = before.filter(({ subscription }) => subscription === id)
  return own.flatMap(stretch => {
    const { account, identity, subscription } = stretch
    const kept = after.filter(
      each => each.subscription === id && each.account === account && each.identity === identity
    )
    const others = own.filter(each => each.account === account && each.identity !== identity)
    return without(spanOf(stretch), kept.map(spanOf))
      .filter(({ fromMs }) => fromMs <= lastMs)
      .map(span => ({
        ...{ account, identity, subscription, ...span },
        others: others.filter(each => overlaps(spanOf(each), span)).map(each => each.identity)
      }))
  })
}

function spanOf({ fromZone, validFrom, validUntil, zone }: IdentityStretch): Span {
  const untilMs = validUntil === null ? Infinity : startOfDayMs(validUntil, zone)
  return { fromMs: startOfDayMs(validFrom, fromZone), untilMs }
}

function overlaps(one: Span, other: Span): boolean {
  return Math.max(one.fromMs, other.fromMs) < Math.min(one.untilMs, other.untilMs)
}

function without(span: Span, kept: readonly Span[]): Span[] {
  const cut = (part: Span, each: Span): Span[] => [
    { fromMs: part.fromMs, untilMs: Math.min(part.untilMs, each.fromMs) },
    { fromMs: Math.max(part.fromMs, each.untilMs), untilMs: part.untilMs }
  ]
  return kept.reduce(
    (left, each) =>
      left
        .flatMap(part => (overlaps(part, each) ? cut(part, each) : [part]))
        .filter(({ fromMs, untilMs }) => fromMs < untilMs),
    [span]
  )
}

/** Told late, it says who had a number when it was used. */
export function movesNumbers({ kind, supersedes }: Fact, before: readonly Fact[]): boolean {
  if (kind === 'renumbered' || kind === 'moved') return true
  const corrected = before.find(({ id }) => id === supersedes)
  return corrected !== undefined && movesNumbers(corrected, before)
}
