// Which accounts' invoices a reviewer means. A choice that finds nothing is a slip, not a success.
import type { Outcome } from '../http/index.ts'
import { sql, type Writer } from '../persistence/index.ts'
import { type OutlierRules, outlierSql, REVIEWED } from './bill-outliers.ts'
import { StatementValues } from './statement-values.ts'

/** Invoices of a run: all in review, those of these accounts, those that are outliers or those that are none. */
export interface Choice {
  /** Ids. */
  readonly accounts?: readonly string[] | undefined
  readonly outliers?: 'only' | 'without' | undefined
}

export type ChoiceRefusal = 'none-in-review' | 'no-outlier-rules'

const MOST_NAMED = 10

/** By id; what is left out narrows nothing. */
export interface ChosenInvoices {
  /** Those that owe it or have lines on it. */
  readonly accounts?: readonly string[] | undefined
  readonly invoices?: readonly string[] | undefined
  /** To make them anew: what was accepted stays, and so do invoices that the accounts owe for others. */
  readonly draftsOnly?: true
}

export async function chosenAccounts(
  writer: Writer,
  of: { readonly tenant: string; readonly run: string; readonly rules: OutlierRules },
  { accounts, outliers }: Choice
): Promise<Outcome<ChosenInvoices, ChoiceRefusal>> {
  if (accounts !== undefined) {
    const missing = await withoutInvoice(writer, of, accounts)
    if (missing.length > 0) return none(`Run ${of.run} has no invoice in review for ${missing.join(', ')}.`)
  }
  if (outliers === undefined) return { ok: true, value: { accounts } }
  if (of.rules.length === 0) return noRules()
  const values = new StatementValues([of.tenant, of.run, accounts ?? null])
  const rows = await sql<{ id: string }>(
    writer,
    `select i.id from ${REVIEWED} and ($3::uuid[] is null or i.account = any($3) or i.accounts && $3)
       and ${outliers === 'only' ? '' : 'not '}(cardinality(${outlierSql(of.rules, values)}) > 0)`,
    values.all
  )
  if (rows.length > 0) return { ok: true, value: { invoices: rows.map(({ id }) => id) } }
  return none(`Run ${of.run} has no invoice in review that is ${outliers === 'only' ? 'an outlier' : 'no outlier'}.`)
}

function withoutInvoice(
  writer: Writer,
  { run, tenant }: { readonly tenant: string; readonly run: string },
  accounts: readonly string[]
): Promise<string[]> {
  return sql<{ number: string }>(
    writer,
    `select a.number from account a where a.tenant = $1 and a.id = any($3::uuid[]) and not exists (
       select from invoice i where i.tenant = $1 and i.run = $2 and (i.account = a.id or i.accounts @> array[a.id]) and i.status in ('draft', 'accepted'))
     order by a.number limit $4`,
    [tenant, run, accounts, MOST_NAMED]
  ).then(rows => rows.map(({ number }) => number))
}

function none(detail: string): Outcome<never, 'none-in-review'> {
  return { ok: false, reason: 'none-in-review', detail }
}

export function noRules(): Outcome<never, 'no-outlier-rules'> {
  const how = "Publish some in the operator's block before the next run, such as `outlier above 300% of the last bill`."
  const detail = `The rules that the run was made by call no bill an outlier. ${how}`
  return { ok: false, reason: 'no-outlier-rules', detail }
}
