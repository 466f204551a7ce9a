// Lines of one or several accounts on one invoice.
import { type Invoice, type InvoiceLine, invoiceOf } from '@farthing/billing-core'
import type { Bill } from './bill-input.ts'

export interface AccountBill {
  readonly account: string
  readonly bill: Bill
}

/** The account whose bill it is first, then those whose lines stand on its invoice. */
export type BillsTogether = readonly [AccountBill, ...AccountBill[]]

/** What of an invoice is one account's: its lines, numbered as on the invoice. */
export interface InvoiceShare {
  readonly account: string
  readonly lines: readonly InvoiceLine[]
}

export interface JointInvoice {
  readonly invoice: Invoice
  /** In the order of the accounts; those without a line are left out. */
  readonly shares: readonly InvoiceShare[]
}

/** A line, and whose it is. */
export interface OwnedLine {
  readonly account: string
  readonly line: InvoiceLine
}

/** Currency, day and due date are those of the first account. */
export function jointInvoice(bills: BillsTogether, owned: readonly OwnedLine[]): JointInvoice {
  const invoice = invoiceOf(
    bills[0].bill.heading,
    owned.map(({ line }) => line)
  )
  const shares = bills.flatMap(({ account }) => {
    const lines = invoice.lines.filter((_, index) => owned[index]?.account === account)
    return lines.length === 0 ? [] : [{ account, lines }]
  })
  return { invoice, shares }
}

/** Account by account. */
export function ownedLines(bills: BillsTogether): OwnedLine[] {
  return bills.flatMap(({ account, bill }) => (bill.invoice?.lines ?? []).map(line => ({ account, line })))
}
