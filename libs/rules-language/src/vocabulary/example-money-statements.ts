// Money in an example: what is charged or credited by hand, what is paid, and what fails to be.
import { type Signature, defineStatement } from '../signature/signature.ts'
import { known, of, on } from './example-slots.ts'

const invoice = {
  kind: 'name',
  optional: true,
  doc: 'the number of an invoice: INV-000001 is the first, unless rules say otherwise'
} as const
const method = { kind: 'name', optional: true, doc: 'the way of paying' } as const

export const itemStatement = defineStatement({
  id: 'kernel.example-item',
  in: ['example'],
  pattern: 'on <on> (charge | credit) <amount> <text> [for <of>] [, category <category>] [, known on <known>]',
  slots: {
    on,
    amount: { kind: 'money' },
    text: { kind: 'text', doc: 'what stands on the invoice' },
    of,
    category: { kind: 'name', optional: true, doc: 'where it is booked; item when left out' },
    known
  },
  doc: 'Something is charged or credited once, by hand.',
  example: 'on 2026-03-05 charge 12.00 "SIM card"'
})

export const payStatement = defineStatement({
  id: 'kernel.example-pay',
  in: ['example'],
  pattern: 'on <on> pay (<amount> | in full) [for invoice <invoice>] [by <method>] [, reference <reference>]',
  slots: {
    on,
    amount: { kind: 'money', optional: true, doc: 'how much' },
    invoice,
    method,
    reference: { kind: 'text', optional: true, doc: 'what the customer wrote' }
  },
  doc: 'The customer pays: the oldest invoice first, unless one is named. In full is all that is owed.',
  example: 'on 2026-04-10 pay 40.00'
})

export const failedPaymentStatement = defineStatement({
  id: 'kernel.example-failed-payment',
  in: ['example'],
  pattern: 'on <on> payment [of <amount>] fails [for invoice <invoice>] [by <method>] [, reason <reason>]',
  slots: {
    on,
    amount: { kind: 'money', optional: true, doc: 'how much; all that is owed when left out' },
    invoice,
    method,
    reason: { kind: 'text', optional: true, doc: 'what the bank says' }
  },
  doc: 'A payment is tried and moves no money.',
  example: 'on 2026-04-10 payment of 40.00 fails by card, reason "insufficient funds"'
})

export const reversalStatement = defineStatement({
  id: 'kernel.example-reversal',
  in: ['example'],
  pattern: 'on <on> payment reversed [, reference <reference>]',
  slots: {
    on,
    reference: { kind: 'text', optional: true, doc: 'that of the payment or refund; the newest payment, when left out' }
  },
  doc: 'A payment that came is taken back, by the bank or by the customer: what it paid, or what was used of the pocket that it filled, is owed again.',
  example: 'on 2026-04-20 payment reversed'
})

export const refundStatement = defineStatement({
  id: 'kernel.example-refund',
  in: ['example'],
  pattern: 'on <on> refund (<amount> | in full) [by <method>] because <reason> [, reference <reference>]',
  slots: {
    on,
    amount: { kind: 'money', optional: true, doc: 'how much of the credit that is held' },
    method,
    reason: { kind: 'text', doc: 'why it is paid out' },
    reference: { kind: 'text', optional: true, doc: 'by which a reversal may name it' }
  },
  doc: 'Credit that the account holds is paid out to the customer: never more than is held and no open invoice asks for. In full is all of that.',
  example: 'on 2026-05-10 refund 100.00 because "moved away"'
})

export const exampleMoneyStatements: readonly Signature[] = [
  itemStatement,
  payStatement,
  failedPaymentStatement,
  reversalStatement,
  refundStatement
]
