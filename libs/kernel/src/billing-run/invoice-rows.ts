// Invoices and their lines as rows of a COPY.
import type { ChargeDelta, InvoiceLine } from '@farthing/billing-core'
import { dateText } from '@farthing/billing-core/values'
import type { Bill, BillPart, JointInvoice } from '@farthing/simulator'
import { copyLine } from '../persistence/index.ts'
import type { BillMade, ComputedBill } from './compute-chunk.ts'
import { ledgerSums } from './ledger-sums.ts'
import { storedTaxes } from './stored-taxes.ts'

export interface ChunkTarget {
  readonly tenant: string
  readonly run: string
  readonly knownAt: Temporal.Instant
}

/** A part of a bill that comes to something. */
export interface Drawn extends BillPart {
  readonly joint: JointInvoice
  readonly atOnce: boolean
}

/** Whose uses: ids of subscriptions; null: all. */
export type Only = ReadonlySet<string> | null

/** The invoice is all of the payer's bill, and of no other. */
export function isOwn({ bills, payer }: BillMade, { subscriptions }: Pick<BillPart, 'subscriptions'>): boolean {
  return subscriptions === null && bills.length === 1 && bills[0].account === payer
}

export function uuids(ids: readonly string[]): string {
  return `{${ids.join(',')}}`
}

export function invoiceRow({ tenant, run, knownAt }: ChunkTarget, id: string, bill: BillMade, drawn: Drawn): string {
  const { bills, made, payer } = bill
  const { atOnce, group, joint, subscriptions } = drawn
  const { invoice } = joint
  const { since } = bills[0]
  const on = bills.filter(({ account }) => subscriptions === null || subscriptions.has(account))
  return copyLine([
    tenant,
    payer,
    id,
    run,
    'draft',
    dateText(invoice.billDate),
    dateText(invoice.from),
    dateText(invoice.dueDate),
    invoice.currency,
    invoice.total,
    0,
    knownAt.toString(),
    since === null ? null : dateText(since),
    made.hash,
    JSON.stringify(on.flatMap(each => allowancesOf(each, subscriptions?.get(each.account) ?? null))),
    JSON.stringify(ledgerSums(invoice)),
    storedTaxes(invoice.taxes),
    isOwn(bill, drawn) ? null : uuids(on.map(({ account }) => account)),
    atOnce,
    group
  ])
}

function allowancesOf({ bill: { allowances } }: ComputedBill, only: Only): Bill['allowances'] {
  return only === null ? allowances : allowances.filter(({ subscription }) => only.has(subscription))
}

/** The first part speaks for the line: its days and explanation are those shown. */
export function lineRow(
  [tenant, account, invoice]: readonly [string, string, string],
  line: InvoiceLine,
  index: number,
  names: ComputedBill['names']
): string {
  const part = line.parts[index] as ChargeDelta
  const shown = index === 0 ? line : part
  return copyLine([
    tenant,
    account,
    dateText(part.periodUntil),
    invoice,
    line.line,
    index + 1,
    part.key,
    part.type,
    part.subscription,
    part.series,
    part.ledger,
    part.category,
    dateText(shown.from),
    dateText(shown.until),
    part.covers === null ? null : dateText(part.covers.from),
    part.covers === null ? null : dateText(part.covers.until),
    part.quantity,
    part.amount,
    part.exact,
    part.description,
    part.corrects?.invoice ?? null,
    part.corrects?.line ?? null,
    JSON.stringify(part.explanation),
    index > 0 || line.net === line.amount ? null : line.net,
    part.tax === null ? null : JSON.stringify(part.tax),
    part.subscription === null ? null : (names.get(part.subscription) ?? null)
  ])
}
