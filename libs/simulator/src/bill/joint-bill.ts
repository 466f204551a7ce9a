// The invoices of bills that are made together: an account's, and those of the accounts whose lines stand on its invoice.
import { type Invoice, type InvoiceLine, invoiceOf } from '@farthing/billing-core'
import type { Bill, Parked } from './bill-input.ts'
import { Fingerprint } from './fingerprint.ts'
import { isBelow } from './invoice-minimum.ts'
import { brokenInvariant } from './invariants.ts'

export interface AccountBill {
  readonly account: string
  readonly bill: Bill
}

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

export interface JointBill {
  readonly ok: true
  /** None when nothing is to be billed. */
  readonly invoices: readonly JointInvoice[]
  /** All of it together comes to less than the operator's minimum. */
  readonly belowMinimum: boolean
  /** That of the bill; of several, over all of theirs. */
  readonly hash: string
}

/**
 * Each line is priced, and taxed, by what is known of its own account; taxes are rounded for the invoice. The first account
 * is the one whose invoice it is: currency, day and due date are its own.
 */
export function jointBill(bills: readonly [AccountBill, ...AccountBill[]]): JointBill | Parked {
  const [{ account, bill }] = bills
  const hash = hashOf(bills)
  if (bills.length === 1) {
    const { belowMinimum, invoice } = bill
    const own = invoice === null ? [] : [{ invoice, shares: [{ account, lines: invoice.lines }] }]
    return { ok: true, invoices: own, belowMinimum, hash }
  }
  const joint = together(bills)
  const broken = brokenInvariant(joint.invoice)
  if (broken !== null) return { ok: false, reason: 'broken-invariant', detail: broken }
  const belowMinimum = isBelow(highestMinimum(bills), joint.invoice)
  return { ok: true, invoices: joint.invoice.lines.length === 0 ? [] : [joint], belowMinimum, hash }
}

function together(bills: readonly [AccountBill, ...AccountBill[]]): JointInvoice {
  const of = bills.flatMap(({ account, bill }) => (bill.invoice?.lines ?? []).map(line => ({ account, line })))
  const invoice = invoiceOf(
    bills[0].bill.heading,
    of.map(({ line }) => line)
  )
  const accounts = of.map(({ account }) => account)
  const shares = bills.flatMap(({ account }) => {
    const lines = invoice.lines.filter((_, index) => accounts[index] === account)
    return lines.length === 0 ? [] : [{ account, lines }]
  })
  return { invoice, shares }
}

/** While one of them goes on there is a next bill. */
function highestMinimum(bills: readonly AccountBill[]): bigint | null {
  return bills.reduce<bigint | null>((most, { bill: { minimum } }) => {
    return minimum !== null && (most === null || minimum > most) ? minimum : most
  }, null)
}

function hashOf(bills: readonly [AccountBill, ...AccountBill[]]): string {
  if (bills.length === 1) return bills[0].bill.hash
  const print = new Fingerprint()
  for (const { account, bill } of bills) print.add(account).add(bill.hash)
  return print.hex()
}
