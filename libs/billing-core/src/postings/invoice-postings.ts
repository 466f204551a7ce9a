// What an issued invoice and its cancellation do to the ledger.
import type { Invoice } from '../invoicing/index.ts'
import type { LedgerTransaction, Posting } from './ledger-transaction.ts'
import { negated } from './balance.ts'

/** Revenue without tax, by category; bonds; and taxes, by name. */
export interface PostedLine {
  readonly ledger: 'revenue' | 'bond' | 'tax'
  readonly category: string
  /** Micro, rounded. */
  readonly amount: bigint
}

export interface PostedInvoice {
  readonly id: string
  readonly number: string
  readonly account: string
  readonly date: Temporal.PlainDate
  readonly currency: string
  readonly lines: readonly PostedLine[]
  /** Credit of the account that this invoice uses up, micro, not negative. */
  readonly creditUsed: bigint
}

/**
 * Revenue by category, taxes by name and bonds held against what the account owes. A negative total becomes the account's credit
 * (`unallocated`); credit held before pays the invoice as far as it goes. Null when nothing is to be posted.
 */
export function invoicePostings(invoice: PostedInvoice): LedgerTransaction | null {
  const amounts = new Map<string, bigint>()
  let total = 0n
  for (const line of invoice.lines) {
    const name = line.ledger === 'bond' ? `bond:${invoice.account}` : `${line.ledger}:${line.category}`
    amounts.set(name, (amounts.get(name) ?? 0n) - line.amount)
    total += line.amount
  }
  if (total >= 0n) {
    amounts.set(`receivable:${invoice.account}`, total - invoice.creditUsed)
    amounts.set(`unallocated:${invoice.account}`, invoice.creditUsed)
  } else amounts.set(`unallocated:${invoice.account}`, total)
  const postings: Posting[] = []
  for (const [ledgerAccount, amount] of amounts) {
    if (amount !== 0n) postings.push({ ledgerAccount, unit: invoice.currency, amount })
  }
  if (postings.length === 0) return null
  return {
    key: `invoice:${invoice.id}`,
    date: invoice.date,
    description: `Invoice ${invoice.number}`,
    account: invoice.account,
    postings
  }
}

/** What an invoice tells the ledger, each once. */
export function postedLines({ lines, taxes }: Pick<Invoice, 'lines' | 'taxes'>): PostedLine[] {
  const sums = new Map<string, PostedLine>()
  const add = (line: PostedLine): void => {
    const key = `${line.ledger} ${line.category}`
    sums.set(key, { ...line, amount: line.amount + (sums.get(key)?.amount ?? 0n) })
  }
  for (const { category, ledger, net } of lines) add({ ledger, category, amount: net })
  for (const { amount, tax } of taxes) add({ ledger: 'tax', category: tax, amount })
  return [...sums.values()]
}

/** The mirror image of an issued invoice: what was still owed goes, what was paid becomes credit. Amounts in micro. */
export function creditNotePostings(
  invoice: PostedInvoice,
  creditNote: { readonly number: string; readonly date: Temporal.PlainDate; readonly paid: bigint }
): LedgerTransaction | null {
  const original = invoicePostings({ ...invoice, creditUsed: 0n })
  if (original === null) return null
  const refund: Posting[] =
    creditNote.paid === 0n
      ? []
      : [
          { ledgerAccount: `receivable:${invoice.account}`, unit: invoice.currency, amount: creditNote.paid },
          { ledgerAccount: `unallocated:${invoice.account}`, unit: invoice.currency, amount: -creditNote.paid }
        ]
  return {
    key: `credit-note:${invoice.id}`,
    date: creditNote.date,
    description: `Credit note ${creditNote.number} for invoice ${invoice.number}`,
    account: invoice.account,
    postings: [...negated(original.postings), ...refund]
  }
}
