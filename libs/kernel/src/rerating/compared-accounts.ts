// Of each account whose next bill is compared: on which day that is, and what is new to it since its last bill, or since a re-rating told of it.
import { accountHistory, type Fact, laterDate, nextCycle } from '@farthing/billing-core'
import { compareDates } from '@farthing/billing-core/values'
import type { ClientBase } from 'pg'
import { IN_FLIGHT, instantFromSql, sql } from '../persistence/index.ts'
import { isAboutAll, isNamed } from './asked-accounts.ts'
import { type BillChunk, TOLD_BACK } from './bill-chunks.ts'
import type { ReratingReference } from './plan-rerating.ts'
import type { MovingPublication } from './rerating-bills.tables.ts'

export interface ComparedAccount {
  readonly id: string
  /** The first bill day after the day of the proposal. */
  readonly billDate: Temporal.PlainDate
  /** Ids of publications. */
  readonly without: readonly string[]
  /** Facts that its bill is made without. */
  readonly unsaid: ReadonlySet<string>
}

interface Since {
  readonly id: string
  readonly zone: string
  readonly billedTo: Temporal.PlainDate | null
  /** Null: of an account without a bill and without usage nothing can be told otherwise. */
  readonly since: Temporal.Instant | null
  /** It has a plan that rates at billing. */
  readonly settles: boolean
  /** Ids of publications that it had used something before, of their day. */
  readonly used: readonly string[]
}

/** Re-ratings of all usage, of everybody or of some, that were applied before: what moves bills was told with them. */
const READ = `with settled as materialized (
    select id, known_at, ${isAboutAll('rerating.id')} as everybody from rerating
    where tenant = $1 and id < $2 and state = 'applied' and bills is not null),
  first_use as (
    select a.id, min(coalesce(i.as_of, i.started_at, u.known - interval '${IN_FLIGHT}')) as known
    from unnest($3::uuid[]) as a (id) left join billing_cursor c on c.tenant = $1 and c.account = a.id
      cross join lateral account_usage($1, a.id, '-infinity', 'infinity') u
      left join usage_import i on i.tenant = $1 and i.id = u.import
    where c.bill_date is null group by a.id)
  select a.id, a.zone, c.bill_date::text, greatest(coalesce(c.known_at, f.known), (
      select max(s.known_at) from settled s where s.everybody or ${isNamed({ rerating: 's.id', account: 'a.id' })}))::text as since,
    exists (select from account_fact p where p.tenant = $1 and p.account = a.id and p.plan || ' ' || a.currency = any($4)) as settles,
    array(select p.id from unnest($5::text[], $6::timestamptz[], $7::timestamptz[]) as p (id, starts, published)
      where exists (select from account_usage($1, a.id, p.starts, p.published) u where u.known <= p.published)) as used
  from account a left join billing_cursor c on c.tenant = $1 and c.account = a.id and c.bill_date is not null
    left join first_use f on f.id = a.id
  where a.tenant = $1 and a.id = any($3::uuid[]) order by a.id`

export interface ComparedTask extends ReratingReference {
  readonly chunk: BillChunk
  /** Plans that rate at billing, as `planIn` tells them. */
  readonly settling: readonly string[]
  readonly facts: ReadonlyMap<string, readonly Fact[]>
}

/** Those of which something is new. */
export async function comparedAccounts(
  client: ClientBase,
  task: ComparedTask,
  accounts: readonly string[]
): Promise<ComparedAccount[]> {
  const ofDay = task.chunk.basis.publications.filter(({ moves }) => moves === 'used')
  const rows = await sql<Row>(client, READ, [
    ...[task.tenant, task.id, accounts, task.settling, ofDay.map(each => each.id)],
    ...[ofDay.map(each => each.startsAt), ofDay.map(each => each.publishedAt)]
  ])
  return rows.flatMap(({ bill_date, since, ...rest }) => {
    const billedTo = bill_date === null ? null : Temporal.PlainDate.from(bill_date)
    return comparedAccount({ ...rest, billedTo, since: since === null ? null : instantFromSql(since) }, task) ?? []
  })
}

type Row = Omit<Since, 'billedTo' | 'since'> & Record<'bill_date' | 'since', string | null>

function comparedAccount(account: Since, { chunk, facts }: ComparedTask): ComparedAccount | null {
  const { id, since } = account
  const own = facts.get(id) ?? []
  const billDate = nextBill(account, own, chunk)
  if (since === null || billDate === null) return null
  const without = chunk.basis.publications
    .filter(each => isFor(account, each) && isAfter(each.publishedAt, since))
    .map(each => each.id)
  const unsaid = toldBack(own, { since, until: chunk.knownAt, zone: account.zone })
  return { id, billDate, without, unsaid }
}

function isFor({ settles, used }: Since, { id, moves }: MovingPublication): boolean {
  return moves === 'all' || settles || (moves === 'used' && used.includes(id))
}

/** Facts that make no history park their account on any day. */
function nextBill(
  { billedTo, id }: Since,
  facts: readonly Fact[],
  { billDate, knownAt }: BillChunk
): Temporal.PlainDate | null {
  const today = billDate.subtract({ days: 1 })
  const after = billedTo === null ? today : laterDate(today, billedTo)
  try {
    const history = accountHistory(id, facts, knownAt)
    return history && nextCycle(history, after)
  } catch {
    return after.add({ days: 1 })
  }
}

function isAfter(instant: string, since: Temporal.Instant): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(instant), since) > 0
}

interface Told {
  readonly since: Temporal.Instant
  readonly until: Temporal.Instant
  readonly zone: string
}

/** Facts that became known meanwhile and hold for days before; what corrects one of them goes with it. */
export function toldBack(facts: readonly Fact[], { since, until, zone }: Told): ReadonlySet<string> {
  const ids = new Set<string>()
  const inOrder = facts.toSorted((a, b) => Temporal.Instant.compare(a.known, b.known))
  for (const { effective, id, kind, known, supersedes } of inOrder) {
    if (Temporal.Instant.compare(known, since) <= 0 || Temporal.Instant.compare(known, until) > 0) continue
    const tells = TOLD_BACK.includes(kind) || (kind === 'subscribed' && supersedes !== null)
    const isBack = tells && compareDates(effective, known.toZonedDateTimeISO(zone).toPlainDate()) < 0
    if (isBack || (supersedes !== null && ids.has(supersedes))) ids.add(id)
  }
  return ids
}
