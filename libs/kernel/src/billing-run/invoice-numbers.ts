// Which legal numbers accepted invoices get: of each series the next ones, in order of account, then of id.
import { INVOICE_NUMBERS, type NumberSeries, seriesIn } from '@farthing/billing-core'
import type { RuleBooks } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { sql, takeNumbers } from '../persistence/index.ts'

interface NumberedRun {
  readonly tenant: string
  readonly run: string
  readonly now: Temporal.Instant
}

/** What invoices of a run are alike in that one series numbers. */
interface Alike {
  readonly currency: string
  /** Of issue, where their accounts are. */
  readonly day: string
}

/** What was taken for all that are alike; those of one series share its numbers. */
interface NumbersTaken extends Alike {
  readonly series: NumberSeries
  readonly first: bigint
}

const DAY_OF_ISSUE = '($3::timestamptz at time zone a.zone)::date'
const ACCEPTED = `invoice i join account a on a.tenant = i.tenant and a.id = i.account
  where i.tenant = $1 and i.run = $2 and i.status = 'accepted'`

/** SQL, with the values of `takeInvoiceNumbers`: `numbered` has account, id and number of each accepted invoice of the run. */
export const NUMBERED = `taken as (
    select * from unnest($4::text[], $5::date[], $6::text[], $7::int[], $8::bigint[]) as t (currency, day, series, digits, first)),
  alike as (select i.account, i.id, i.currency, ${DAY_OF_ISSUE} as day from ${ACCEPTED}),
  counted as (
    select account, id, series, digits, (first + row_number() over (partition by series order by account, id) - 1)::text as number
    from alike join taken using (currency, day)),
  numbered as (
    select account, id, replace(series, '{number}', lpad(number, greatest(digits, length(number)), '0')) as number from counted)`

/** For all that is accepted of the run, as values of `NUMBERED`; who wants numbers of the same series waits until the transaction ends. */
export async function takeInvoiceNumbers(
  client: ClientBase,
  { now, run, tenant }: NumberedRun,
  books: RuleBooks
): Promise<unknown[]> {
  const found = await sql<Alike & { readonly count: number }>(
    client,
    `select i.currency, ${DAY_OF_ISSUE}::text as day, count(*)::int as count from ${ACCEPTED} group by 1, 2`,
    [tenant, run, now.toString()]
  )
  const bySeries = Map.groupBy(
    found.map(alike => ({ ...alike, series: seriesOf(alike, books) })),
    ({ series }) => series.text
  )
  const taken: NumbersTaken[] = []
  // always in this order: two runs that take of the same series never wait for each other
  for (const text of [...bySeries.keys()].toSorted()) {
    const alike = bySeries.get(text) ?? []
    const count = alike.reduce((sum, each) => sum + each.count, 0)
    const first = await takeNumbers(client, tenant, counterOf(text), count)
    taken.push(...alike.map(({ currency, day, series }) => ({ currency, day, series, first })))
  }
  return [
    ...[tenant, run, now.toString()],
    taken.map(({ currency }) => currency),
    taken.map(({ day }) => day),
    taken.map(({ series }) => series.text),
    taken.map(({ series }) => series.digits),
    taken.map(({ first }) => first.toString())
  ]
}

/** As the rules of the day of issue say. */
function seriesOf({ currency, day }: Alike, books: RuleBooks): NumberSeries {
  const issued = Temporal.PlainDate.from(day)
  return seriesIn(books.in(currency).at(issued)?.operator.invoiceNumbers ?? INVOICE_NUMBERS, issued.year)
}

/** The first series had its counter before rules could name others. */
function counterOf(series: string): string {
  return series === INVOICE_NUMBERS.text ? 'INV' : series
}
