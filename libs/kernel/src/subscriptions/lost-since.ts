// Time in which numbers came to others since an instant: what was rated by what was known then may be of who had them.
import { accountHistory } from '@farthing/billing-core'
import type { FactBook } from '../accounts/index.ts'
import { sql, type Writer } from '../persistence/index.ts'
import { type IdentityStretch, stretchesOf, zonesOf } from './identity-stretches.ts'
import { type LostStretch, lostStretches } from './lost-stretches.ts'

/** By the index of `known`. What takes such a fact back moves numbers too, and what takes that back; those of other facts lose none. */
const MOVED_SINCE = `select distinct f.account from account_fact f
    left join account_fact s on s.tenant = f.tenant and s.account = f.account and s.id = f.supersedes
  where f.tenant = $1 and f.known > $2 and (f.kind in ('moved', 'renumbered') or s.kind in ('moved', 'renumbered', 'withdrawn'))`

interface Since {
  readonly tenant: string
  readonly asOf: Temporal.Instant
  readonly now: Temporal.Instant
}

/** Takes the locks of the accounts in question, as who moves a number has them. */
export async function lostSince(writer: Writer, facts: FactBook, { asOf, now, tenant }: Since): Promise<LostStretch[]> {
  const moved = await sql<{ account: string }>(writer, MOVED_SINCE, [tenant, asOf.toString()])
  if (moved.length === 0) return []
  const accounts = moved.map(({ account }) => account)
  const locked = 'select from account where tenant = $1 and id = any($2::uuid[]) order by id for update'
  await sql(writer, locked, [tenant, accounts])
  const books = [...(await facts.ofMany(writer, tenant, accounts))]
  const stretches = async (knownAt?: Temporal.Instant): Promise<IdentityStretch[]> => {
    const histories = books.flatMap(([id, book]) => accountHistory(id, book, knownAt) ?? [])
    const zones = await zonesOf(writer, tenant, histories)
    return histories.flatMap(history => stretchesOf(history, zones))
  }
  const [before, after] = [bySubscription(await stretches(asOf)), bySubscription(await stretches())]
  return [...before].flatMap(([id, own]) => lostStretches(id, own, after.get(id) ?? [], now))
}

function bySubscription(stretches: readonly IdentityStretch[]): Map<string, IdentityStretch[]> {
  return Map.groupBy(stretches, ({ subscription }) => subscription)
}
