// What a run has made, counted: while it goes on whenever it is looked at, and for good when it has ended.
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'

export interface RunTotals {
  readonly status: 'draft' | 'accepted' | 'issued' | 'cancelled'
  readonly currency: string
  readonly invoices: number
  /** Micro. */
  readonly total: bigint
}

type StoredTotals = Omit<RunTotals, 'total'> & { readonly total: string }

export interface RunSums {
  /** Of the phase under way, and those before it. */
  readonly chunks: number
  readonly done: number
  readonly listed: boolean
  readonly accounts: number
  readonly parked: number
  readonly carried: number
  readonly made: readonly StoredTotals[]
}

/** Of a currency, what has a number and was cancelled. */
export type Credited = Omit<StoredTotals, 'status'>

function sums(status: string): string {
  return `(select jsonb_build_object('chunks', count(c.number), 'done', count(c.done_at), 'listed', coalesce(bool_or(c.listed), false),
    'accounts', coalesce(sum(cardinality(c.accounts)) filter (where c.phase = 'generate'), 0),
    'parked', (select count(*) from billing_parked p where p.tenant = r.tenant and p.run = r.id),
    'carried', (select count(*) from carried_forward f where f.tenant = r.tenant and f.run = r.id),
    'made', (select coalesce(jsonb_agg(to_jsonb(made)), '[]') from (
      select ${status} as status, i.currency, count(*) as invoices, sum(i.total)::text as total
      from invoice i where i.tenant = r.tenant and i.run = r.id group by 1, 2) made))
  from billing_chunk c where c.tenant = r.tenant and c.run = r.id)`
}

/** SQL on a run `r`: as it is, of one whose sums are not kept. */
export const SUMS = `coalesce(r.sums, ${sums('i.status')})`

/** SQL on a run `r`: of one whose sums are kept, what was credited of it. */
export const CREDITED = `case when r.sums is not null then (select coalesce(jsonb_agg(to_jsonb(credited)), '[]') from (
  select i.currency, count(*) as invoices, sum(i.total)::text as total from invoice i
  where i.tenant = r.tenant and i.run = r.id and i.number is not null and i.cancelled_at is not null group by 1) credited) end`

/** Of a run that has ended: it has given all its numbers, and what was dropped without one stays so. */
export async function keepSums(
  client: ClientBase,
  of: { readonly tenant: string; readonly run: string }
): Promise<void> {
  const status = `case when i.number is null then 'cancelled' else 'issued' end`
  await sql(client, `update billing_run r set sums = ${sums(status)} where r.tenant = $1 and r.id = $2`, [
    of.tenant,
    of.run
  ])
}

/** In order of status and currency. `credited`: of what is kept as issued; null: the sums say all as it is. */
export function totalsOf(made: readonly StoredTotals[], credited: readonly Credited[] | null): RunTotals[] {
  const all = made.map(each => ({ ...each, total: BigInt(each.total) }))
  const moved = (credited ?? []).flatMap(({ currency, invoices, total }): RunTotals[] => [
    { status: 'issued', currency, invoices: -invoices, total: -BigInt(total) },
    { status: 'cancelled', currency, invoices, total: BigInt(total) }
  ])
  const sorted = Map.groupBy([...all, ...moved], ({ currency, status }) => `${status} ${currency}`)
  return [...sorted]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, [first, ...others]]) => {
      const sum = first && others.reduce(together, first)
      return sum === undefined || sum.invoices === 0 ? [] : [sum]
    })
}

function together(sum: RunTotals, { invoices, total }: RunTotals): RunTotals {
  return { ...sum, invoices: sum.invoices + invoices, total: sum.total + total }
}
