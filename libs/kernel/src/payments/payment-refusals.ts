// Why a payment cannot be recorded, as far as the account alone tells.
import { LARGEST_ENTERED, MICRO, partOfCoin } from '@farthing/billing-core/values'
import type { AccountRow } from '../accounts/index.ts'
import { type Refusal, refuse } from '../http/index.ts'
import type { Payment } from './payment-queries.ts'

export type PaymentRefusal =
  | 'unknown-account'
  | 'unknown-invoice'
  | 'amount-not-positive'
  | 'amount-too-fine'
  | 'amount-too-large'
  | 'other-currency'
  | 'received-in-future'
  | 'received-before-opened'

export type ReversalRefusal = 'unknown-payment' | 'already-reversed' | 'before-received' | 'reversed-in-future'

interface Given {
  readonly amount: bigint
  readonly currency?: string | undefined
  readonly receivedOn?: Temporal.PlainDate | undefined
}

export function refusalOf(
  payment: Given,
  account: AccountRow,
  today: Temporal.PlainDate
): Refusal<PaymentRefusal> | undefined {
  const { amount, currency = account.currency, receivedOn = today } = payment
  const fine = partOfCoin(amount, account.currency)
  if (amount <= 0n) return refuse('amount-not-positive', 'A payment is more than zero.')
  if (amount > LARGEST_ENTERED) {
    const most = `${LARGEST_ENTERED / MICRO} ${account.currency}`
    return refuse('amount-too-large', `A payment is at most ${most}: enter what was received in several.`)
  }
  if (currency !== account.currency)
    return refuse('other-currency', `Account ${account.number} is kept in ${account.currency}, not ${currency}.`)
  if (fine !== null) return refuse('amount-too-fine', `${fine}.`)
  if (Temporal.PlainDate.compare(receivedOn, today) > 0)
    return refuse('received-in-future', `It is ${today} in ${account.zone}: nothing was received on ${receivedOn}.`)
  // money may come today for an account that opens later
  if (!receivedOn.equals(today) && Temporal.PlainDate.compare(receivedOn, account.openedOn) < 0) {
    const detail = `Account ${account.number} was opened on ${account.openedOn}: nothing was received on ${receivedOn}.`
    return refuse('received-before-opened', detail)
  }
  return undefined
}

export function refusedReversal(
  { amount, number, receivedOn, reversedOn, zone }: Payment,
  on: Temporal.PlainDate,
  today: Temporal.PlainDate
): Refusal<ReversalRefusal> | undefined {
  const [what, came, back] =
    amount < 0n ? ['Refund', 'paid out', 'nothing came'] : ['Payment', 'received', 'no bank took anything']
  if (reversedOn !== null) return refuse('already-reversed', `${what} ${number} was reversed on ${reversedOn}.`)
  if (Temporal.PlainDate.compare(on, receivedOn) < 0)
    return refuse('before-received', `${what} ${number} was ${came} on ${receivedOn}: it cannot be reversed before.`)
  if (Temporal.PlainDate.compare(on, today) > 0)
    return refuse('reversed-in-future', `It is ${today} in ${zone}: ${back} back on ${on}.`)
  return undefined
}
