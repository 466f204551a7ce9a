// An invoice as computed: lines with their reasons, totals, and when it is due.
import type { ChargeDelta, LineReference } from '../charging/index.ts'
import type { InvoiceTax, TaxTreatment } from '../taxes/index.ts'
import type { Explanation, Rounding } from '../values/index.ts'

/** One line as the customer reads it. */
export interface InvoiceLine {
  /** 1-based place on the invoice. */
  readonly line: number
  readonly type: string
  readonly subscription: string | null
  readonly series: string
  readonly ledger: 'revenue' | 'bond' | 'expense'
  readonly category: string
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate
  readonly quantity: string
  /** As priced: with the taxes that prices include. Micro, a multiple of the rounding step; of a bond, of the coin. */
  readonly amount: bigint
  /** Without any tax. */
  readonly net: bigint
  readonly tax: TaxTreatment
  readonly exact: bigint
  readonly description: string
  readonly explanation: Explanation
  readonly version: string
  readonly corrects: LineReference | null
  /** What is remembered as billed: more than one where charges of one series replace each other. */
  readonly parts: readonly [ChargeDelta, ...ChargeDelta[]]
}

export interface Invoice {
  readonly account: string
  readonly currency: string
  /** The bill's day. */
  readonly billDate: Temporal.PlainDate
  /** The days since the bill before, half-open, ending on `billDate`. */
  readonly from: Temporal.PlainDate
  readonly dueDate: Temporal.PlainDate
  readonly lines: readonly InvoiceLine[]
  /** By tax and rate; empty where nothing is taxed. */
  readonly taxes: readonly InvoiceTax[]
  /** Sum of the lines without tax, micro. */
  readonly net: bigint
  /** Net and taxes, micro; negative becomes credit of the account. */
  readonly total: bigint
}

export interface InvoiceInput {
  readonly account: string
  readonly currency: string
  readonly billDate: Temporal.PlainDate
  readonly from: Temporal.PlainDate
  /** Days from the bill's day to the due date. */
  readonly dueDays: number
  /** Of taxes: the coin, and the mode of the rules in force. */
  readonly taxRounding: Rounding
}

/** What an invoice does to the account's credit: what was held, what this invoice uses, what it adds, what is left to pay. */
export interface CreditUse {
  readonly opening: bigint
  readonly used: bigint
  readonly added: bigint
  readonly closing: bigint
  readonly toPay: bigint
}
