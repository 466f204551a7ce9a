import { formatParts, unitName } from '@farthing/billing-core/values'
import { PocketsService, type PocketRow } from '@farthing/kernel'
import { withKernel } from '../installation/open-kernel.ts'
import { localTime } from '../local-time.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface PocketsOptions {
  readonly at?: string
  readonly json?: true
}

/** `farthing pockets A-000001`: what the account holds in advance, and until when. */
export async function pockets(account: string, { at, json }: PocketsOptions, terminal: Terminal): Promise<void> {
  const then = at === undefined ? undefined : instantOption(at)
  const held = await withKernel({ command: 'farthing pockets' }, kernel =>
    kernel.get(PocketsService).list(account, then)
  )
  if (held === undefined) throw new FoundProblem(`There is no account ${account}.`)
  if (json) terminal.out(`${JSON.stringify(held.map(jsonOf))}\n`)
  else terminal.out(held.length === 0 ? `${account} holds nothing in advance\n` : table(held.map(rowOf)))
}

function instantOption(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text)
  } catch {
    throw new CallProblem(`--at is '${text}', which is no instant like 2026-03-31T12:00:00+11:00`)
  }
}

function rowOf(pocket: PocketRow): string[] {
  const { balance, expiresAt, number, priority, reason, reserved, subscription, unit, zone } = pocket
  const ends = expiresAt === null ? 'without end' : `until ${localTime(expiresAt, zone)}`
  const whose = subscription === null ? 'all subscriptions' : `subscription ${subscription}`
  const held = reserved === 0n ? '' : `${formatParts(reserved, unit)} held`
  return [
    `${number}`,
    reason,
    `priority ${priority}`,
    whose,
    ends,
    held,
    `${formatParts(balance, unit)} ${unitName(unit)}`
  ]
}

function jsonOf({ balance, reserved, unit, ...pocket }: PocketRow): object {
  return { ...pocket, unit: unitName(unit), balance: formatParts(balance, unit), reserved: formatParts(reserved, unit) }
}
