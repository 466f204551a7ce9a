import { formatHeld, formatParts, unitName } from '@farthing/billing-core/values'
import { PocketsService, type PocketRow } from '@farthing/kernel'
import { instantOption } from '../dates.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { localTime } from '../local-time.ts'
import { FoundProblem } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface PocketsOptions {
  readonly at?: string
  readonly json?: true
}

/** `farthing pockets A-000001`: what the account holds in advance, and until when. */
export async function pockets(account: string, { at, json }: PocketsOptions, terminal: Terminal): Promise<void> {
  const then = at === undefined ? undefined : instantOption(at, '--at')
  const held = await withKernel({ command: 'farthing pockets' }, kernel =>
    kernel.get(PocketsService).list(account, then)
  )
  if (held === undefined) throw new FoundProblem(`There is no account ${account}.`)
  if (json) terminal.out(`${JSON.stringify(held.map(jsonOf))}\n`)
  else terminal.out(held.length === 0 ? `${account} holds nothing in advance\n` : table(held.map(rowOf)))
}

export function rowOf(pocket: PocketRow): string[] {
  const { balance, expiresAt, group, number, priority, reason, reserved, services, subscription, unit, zone } = pocket
  const ends = expiresAt === null ? 'without end' : `until ${localTime(expiresAt, zone)}`
  const own = subscription === null ? 'all subscriptions' : `subscription ${subscription}`
  const paid = services === null ? '' : `, for ${services.join(', ')}`
  const whose = `${group === null ? own : `group ${group}`}${paid}`
  const held = reserved === 0n ? '' : `${formatHeld(reserved, unit)} held`
  return [`${number}`, reason, `priority ${priority}`, whose, ends, held, formatHeld(balance, unit)]
}

export function jsonOf({ balance, reserved, unit, ...pocket }: PocketRow): object {
  return { ...pocket, unit: unitName(unit), balance: formatParts(balance, unit), reserved: formatParts(reserved, unit) }
}
