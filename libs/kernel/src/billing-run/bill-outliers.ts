// Bills of a run beside the last ones of the same accounts, and which of them the operator's rules call outliers.
import type { Operator } from '@farthing/rules-language'
import { sql, type Writer } from '../persistence/index.ts'
import { StatementValues } from './statement-values.ts'

/** Each is of bills in one currency. */
export type OutlierRules = readonly (Operator['outliers'][number] & { readonly currency: string })[]

/** Millionths of a percent in one. */
const WHOLE = 100_000_000n

/** SQL on an invoice `i`: the newest one of the same payer before it, of the account whose bill it is. A payer's own, and those that it pays, have an index each. */
function before(whose: string): string {
  return `(select p.number, p.bill_date, p.total from invoice p
    where p.tenant = i.tenant and p.account = i.account and ${whose} = coalesce(i.accounts[1], i.account)
      and p.bill_group is not distinct from i.bill_group
      and p.bill_date < i.bill_date and p.cancelled_at is null
      and not p.at_once and p.issued_at is not null and p.currency = i.currency
    order by p.bill_date desc limit 1)`
}

/** `last`: the bill before, issued and standing, of the same currency. Values: tenant and run. */
const COMPARED = `invoice i left join lateral (
    select * from (${before('p.accounts is null and p.account')} union all ${before('p.accounts is not null and p.accounts[1]')}) p
    order by p.bill_date desc limit 1) last on true
  where i.tenant = $1 and i.run = $2`
export const REVIEWED = `${COMPARED} and i.status in ('draft', 'accepted')`

/** SQL: places of the rules that say so, from 0; an empty array for an ordinary bill. */
export function outlierSql(rules: OutlierRules, values: StatementValues): string {
  const cases = rules.map((rule, place) => `case when ${conditions(rule, values).join(' and ')} then ${place} end`)
  return `array_remove(array[${cases.join(', ')}]::int[], null)`
}

function conditions(rule: OutlierRules[number], values: StatementValues): string[] {
  const beyond = rule.side === 'above' ? '>' : '<'
  const own = `i.currency = ${values.add(rule.currency)}::text`
  if (rule.kind === 'total') return [own, `i.total ${beyond} ${values.add(rule.amount.toString())}::bigint`]
  const share = `i.total::numeric * ${WHOLE} ${beyond} last.total::numeric * ${values.add(rule.percent.toString())}::bigint`
  const { difference } = rule
  if (difference === null) return [own, 'last.total > 0', share]
  return [own, 'last.total > 0', share, `abs(i.total - last.total) >= ${values.add(difference.toString())}::bigint`]
}

export interface ComparedTotals {
  readonly currency: string
  readonly invoices: number
  /** Micro. */
  readonly total: bigint
  /** Accounts that had no bill before. */
  readonly first: number
  /** Of the last bills of the same accounts, micro. */
  readonly lastTotal: bigint
  readonly outliers: number
}

/** Of all invoices of the run that stand. */
export async function compareRun(
  writer: Writer,
  { run, tenant }: { readonly tenant: string; readonly run: string },
  rules: OutlierRules
): Promise<ComparedTotals[]> {
  const values = new StatementValues([tenant, run])
  const rows = await sql<
    Record<'currency' | 'total' | 'last', string> & Record<'invoices' | 'first' | 'outliers', number>
  >(
    writer,
    `select i.currency, count(*)::int as invoices, sum(i.total)::text as total, count(*) filter (where last.total is null)::int as first,
       coalesce(sum(last.total), 0)::text as last, count(*) filter (where cardinality(${outlierSql(rules, values)}) > 0)::int as outliers
     from ${COMPARED} and i.cancelled_at is null group by i.currency order by i.currency`,
    values.all
  )
  return rows.map(({ last, total, ...rest }) => ({ ...rest, total: BigInt(total), lastTotal: BigInt(last) }))
}

/** `account`: that owes it. */
export interface Outlier {
  readonly account: string
  readonly accountNumber: string
  readonly accountName: string
  /** Whose bill it is, where another account pays it. */
  readonly billOf: string | null
  readonly billOfName: string | null
  readonly invoice: string
  readonly status: string
  readonly currency: string
  /** Micro. */
  readonly total: bigint
  readonly last: { readonly number: string; readonly billDate: Temporal.PlainDate; readonly total: bigint } | null
  readonly because: readonly Operator['outliers'][number]['at'][]
}

interface OutlierRow {
  readonly [column: string]: unknown
  readonly total: string
  readonly last_total: string | null
  readonly bill_of: string | null
  readonly bill_of_name: string | null
  readonly places: readonly number[]
}

/** Whether a page may go on after it: an invoice of the run, in review or not any more. */
export async function isOfRun(
  writer: Writer,
  of: { readonly tenant: string; readonly run: string },
  invoice: string
): Promise<boolean> {
  const text = 'select from invoice where tenant = $1 and run = $2 and id = $3'
  return (await sql(writer, text, [of.tenant, of.run, invoice])).length > 0
}

/** In review, in order of account number, then of invoice. `after`: the invoice that the page before ended with. */
export async function listOutliers(
  writer: Writer,
  of: { readonly tenant: string; readonly run: string; readonly rules: OutlierRules },
  page: { readonly after?: string | undefined; readonly limit: number }
): Promise<Outlier[]> {
  const values = new StatementValues([of.tenant, of.run])
  const places = outlierSql(of.rules, values)
  const rows = await sql<OutlierRow>(
    writer,
    `select o.*, a.number as account_number, a.name, b.number as bill_of, b.name as bill_of_name from (
       select i.account, i.accounts[1] as whose, i.id, i.status, i.currency, i.total::text, last.number as last_number, last.bill_date::text as last_date,
         last.total::text as last_total, ${places} as places
       from ${REVIEWED}) o
     join account a on a.tenant = $1 and a.id = o.account
     left join account b on b.tenant = $1 and b.id = o.whose and b.id <> o.account
     where cardinality(o.places) > 0 ${afterSql(page.after, values)} order by a.number, o.id limit ${values.add(page.limit)}`,
    values.all
  )
  return rows.map(row => outlierOf(row, of.rules))
}

function afterSql(after: string | undefined, values: StatementValues): string {
  if (after === undefined) return ''
  return `and (a.number, o.id) > (select b.number, j.id from invoice j join account b on b.tenant = j.tenant and b.id = j.account
    where j.tenant = $1 and j.run = $2 and j.id = ${values.add(after)}::uuid)`
}

function outlierOf(row: OutlierRow, rules: OutlierRules): Outlier {
  const text = (name: string): string => String(row[name])
  return {
    account: text('account'),
    accountNumber: text('account_number'),
    accountName: text('name'),
    billOf: row.bill_of,
    billOfName: row.bill_of_name,
    invoice: text('id'),
    status: text('status'),
    currency: text('currency'),
    total: BigInt(row.total),
    last:
      row.last_total === null
        ? null
        : {
            number: text('last_number'),
            billDate: Temporal.PlainDate.from(text('last_date')),
            total: BigInt(row.last_total)
          },
    because: row.places.flatMap(place => rules[place]?.at ?? [])
  }
}
