// Everything that a printed invoice says, as one plain value: the template decides how it looks.
import { linesTold } from '@farthing/billing-core'
import type { AskedBeside } from './asked-beside.ts'
import type { AllowanceShown, InvoiceHead, InvoiceLineShown } from './invoice-queries.ts'
import type { InvoiceEvent } from './invoice-usage.ts'

export interface InvoiceDocument {
  readonly operator: { readonly name: string; readonly zone: string }
  readonly account: {
    readonly number: string
    readonly name: string
    readonly address: readonly string[]
    readonly zone: string
  }
  readonly invoice: InvoiceHead
  /** Numbers and names by id of the accounts whose lines it holds; empty where they are its own. */
  readonly accounts: ReadonlyMap<string, string>
  /** What the account owed before this invoice; negative is credit. Micro, like every amount here. */
  readonly openingBalance: bigint
  /** Of that, what older invoices of groups ask for; the oldest due first. */
  readonly askedBeside: readonly AskedBeside[]
  /** Money received, or gone again, since the invoice before; newest last. */
  readonly payments: readonly DocumentPayment[]
  readonly groups: readonly DocumentGroup[]
  /** Usage events that this invoice is the first to show, in order of subscription, service, time; all of them or none. */
  readonly usage: readonly InvoiceEvent[]
  /** Labels by id of the subscriptions that used it. */
  readonly labels: ReadonlyMap<string, string>
  /** Whether they were too many to print. */
  readonly usageTooLong: boolean
  readonly total: bigint
  /** What this invoice asks for: its total less the credit that it used, never negative. */
  readonly toPay: bigint
  readonly due: Temporal.PlainDate
}

export interface DocumentPayment {
  /** The day on which the money came. */
  readonly on: Temporal.PlainDate
  /** The day on which it went again, where this is that; it may have come before the invoice before. */
  readonly takenBackOn: Temporal.PlainDate | null
  /** Credit that was paid out, and that is gone: no money, for an invoice asks for it. */
  readonly asked: boolean
  readonly number: string
  readonly method: string
  readonly reference: string
  /** Negative when it is taken back. */
  readonly amount: bigint
}

/** A subscription's part of the invoice; the last group of an account may be the account's own. */
export interface DocumentGroup {
  /** Id of the account. */
  readonly account: string
  readonly subscription: string | null
  readonly label: string
  readonly lines: readonly InvoiceLineShown[]
  readonly subtotal: bigint
  readonly allowances: readonly AllowanceShown[]
}

/** Lines by account and subscription, in their order, as far as they are told. */
export function documentGroups(invoice: InvoiceHead, lines: readonly InvoiceLineShown[]): DocumentGroup[] {
  const parts = Map.groupBy(linesTold(lines), ({ account, subscription }) => `${account} ${subscription}`)
  return [...parts.values()].flatMap(own => {
    const [first] = own
    if (first === undefined) return []
    const { account, label, subscription } = first
    return [
      {
        account,
        subscription,
        label: label ?? '',
        lines: own,
        subtotal: own.reduce((sum, { amount }) => sum + amount, 0n),
        allowances: subscription === null ? [] : invoice.allowances.filter(each => each.subscription === subscription)
      }
    ]
  })
}
