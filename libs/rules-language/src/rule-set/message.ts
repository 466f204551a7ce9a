// `message`, compiled: what a customer is told, by whatever channel.
import type { RuleRef } from '@farthing/billing-core/values'

/** What customers are told without a rule. */
export const KERNEL_MESSAGES = [
  'invoice',
  'payment-received',
  'payment-failed',
  'refund-paid',
  'invoice-overdue',
  'account-parked',
  'carried-forward'
] as const

/** Sent with an invoice that is issued; what its templates may use is of the invoice alone. */
export const INVOICE_MESSAGE = 'invoice-issued'
export const INVOICE_FACTS: readonly string[] = [
  ...['number', 'account', 'customer', 'date', 'total', 'asked', 'currency', 'due', 'pdf']
]

export interface Message {
  readonly name: string
  /** Names of the facts that its templates may use. */
  readonly facts: readonly string[]
  readonly templates: readonly MessageTemplate[]
  readonly at: RuleRef
}

export interface MessageTemplate {
  readonly channel: string
  /** Null: any. */
  readonly language: string | null
  /** Path in the rules folder. */
  readonly file: string
  readonly at: RuleRef
}
