// What an issued invoice and its cancellation do to the ledger.
import type { Invoice, InvoiceLine } from '../invoicing/index.ts'
import type { LedgerTransaction, Posting } from './ledger-transaction.ts'
import { negated } from './balance.ts'

/** Revenue without tax, and expenses, by category; bonds; and taxes, by name. */
export interface PostedLine {
  readonly ledger: 'revenue' | 'bond' | 'expense' | 'tax'
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

export interface PostedAmounts extends Pick<Invoice, 'taxes'> {
  readonly lines: readonly Pick<InvoiceLine, 'category' | 'ledger' | 'net'>[]
}

/** What an invoice, or a note, tells the ledger, each once. */
export function postedLines({ lines, taxes }: PostedAmounts): PostedLine[] {
  const sums = new Map<string, PostedLine>()
  const add = (line: PostedLine): void => {
    const key = `${line.ledger} ${line.category}`
    sums.set(key, { ...line, amount: line.amount + (sums.get(key)?.amount ?? 0n) })
  }
  for (const { category, ledger, net } of lines) add({ ledger, category, amount: net })
  for (const { amount, tax } of taxes) add({ ledger: 'tax', category: tax, amount })
  return [...sums.values()]
}

export interface PostedNote {
  readonly id: string
  /** Its own number, and that of the invoice that it corrects. */
  readonly number: string
  readonly invoice: string
  readonly account: string
  readonly date: Temporal.PlainDate
  readonly currency: string
  /** As on the invoice: what is credited is positive. */
  readonly lines: readonly PostedLine[]
  /** The part that the account owes no longer, micro. The rest was paid, and becomes its credit. */
  readonly owedNoMore: bigint
}

/** Takes lines and taxes of an issued invoice back. Null when nothing is to be posted. */
export function creditNotePostings(note: PostedNote): LedgerTransaction | null {
  const posted = invoicePostings({ ...note, creditUsed: 0n })
  if (posted === null) return null
  const { account, currency: unit, owedNoMore } = note
  const total = note.lines.reduce((sum, { amount }) => sum + amount, 0n)
  const against = [
    { ledgerAccount: `receivable:${account}`, unit, amount: -owedNoMore },
    { ledgerAccount: `unallocated:${account}`, unit, amount: owedNoMore - total }
  ]
  return {
    key: `credit-note:${note.id}`,
    date: note.date,
    description: `Credit note ${note.number} for invoice ${note.invoice}`,
    account,
    postings: [
      ...negated(posted.postings.filter(each => !against.some(own => own.ledgerAccount === each.ledgerAccount))),
      ...against.filter(({ amount }) => amount !== 0n)
    ]
  }
}
