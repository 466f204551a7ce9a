// What was bought, charged on the day or in parts, by the price and the terms of the day.
import {
  compareDates,
  containsDate,
  daysLeft,
  deedValues,
  formatAmount,
  formatDecimal,
  laterDate,
  oneOffCharge,
  wholeLife
} from '@farthing/plugin-sdk'
import type {
  AccountChargeInput,
  AccountChargeType,
  AccountHistory,
  DeedDone,
  RulePiece,
  TargetCharge
} from '@farthing/plugin-sdk'
import { buy } from './buy.ts'
import { type Item, itemStatement } from './item-statement.ts'
import { type PaymentPart, paymentParts } from './payment-parts.ts'

export const itemCharge: AccountChargeType<Item> = {
  code: 'invoice-item',
  per: 'account',
  statement: itemStatement.id,
  ledger: 'revenue',
  targets(input) {
    return input.history.deeds.flatMap(done => {
      if (done.deed !== buy.name) return []
      const { item } = deedValues(buy, done.fields)
      const piece = input.pieces.find(each => each.value.name === item && containsDate(each, done.effective))
      return piece === undefined ? [] : chargesFor(done, piece, input)
    })
  }
}

function chargesFor(done: DeedDone, piece: RulePiece<Item>, input: AccountChargeInput<Item>): TargetCharge[] {
  const { value, version } = piece
  const bought = deedValues(buy, done.fields)
  const price = bought.price ?? value.price
  const quantity = bought.quantity ?? 1
  const agreed = {
    ...{
      bought: done.effective,
      total: price * BigInt(quantity),
      instalments: bought.instalments ?? value.instalments
    },
    first: (bought.first ?? value.first) * BigInt(quantity),
    end: value.restAtEnd ? serviceEnd(done, input.history) : null
  }
  const whose = bought.price === null ? 'the price of the day' : 'the price agreed'
  const why = `${quantity} x ${formatAmount(price, input.currency)}, ${whose}`
  return paymentParts(agreed, input.roundingOf(version))
    .filter(({ due }) => compareDates(due, input.through) <= 0)
    .map(part => chargeFor(done, piece, { ...part, price, quantity, why, currency: input.currency }))
}

/** When what it was bought for ends, or else the last subscription of the account; null: no end after that day is known. Without service on that day, there is none to end. */
function serviceEnd({ effective, subscription }: DeedDone, history: AccountHistory): Temporal.PlainDate | null {
  if (subscription === null) return daysLeft(history).find(day => compareDates(day, effective) > 0) ?? null
  const told = [...history.subscriptions, ...(history.elsewhere ?? [])].find(({ id }) => id === subscription)
  // of whichever account: to be moved is not to end
  const end = told === undefined ? null : wholeLife(told).terminated
  return end === null ? null : laterDate(end, effective)
}

interface Payment extends PaymentPart {
  readonly price: bigint
  readonly quantity: number
  readonly why: string
  readonly currency: string
}

function chargeFor(done: DeedDone, { at, value, version }: RulePiece<Item>, payment: Payment): TargetCharge {
  const { currency, due, exact, name, price, words } = payment
  const [amount, quantity] = [formatDecimal(exact, 6), String(payment.quantity)]
  const asked = { item: value.name, bought: done.effective.toString(), quantity }
  return oneOffCharge(due, {
    key: `invoice-item:${done.id}:${name}`,
    type: 'invoice-item',
    subscription: done.subscription,
    series: `${done.id} ${name}`,
    category: value.category,
    quantity,
    exact,
    description: words === '' ? value.title : `${value.title}, ${words}`,
    rule: at,
    inputs: { ...asked, price: `${formatDecimal(price, 6)} ${currency}` },
    steps: [{ step: 'amount', detail: [payment.why, ...detailOf(payment)].join('; '), result: amount }],
    currency,
    version
  })
}

function detailOf({ before, currency, name, of, words }: Payment): string[] {
  if (words === '') return []
  if (name === 'first') return [words]
  const after = before === 0n ? '' : `, after a first payment of ${formatAmount(before, currency)}`
  return [`${name === 'rest' ? `service ended before the rest was due: ${of}` : `part ${words}`}${after}`]
}
