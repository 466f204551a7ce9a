// What was bought, charged on the day, or in parts a month apart.
import {
  compareDates,
  containsDate,
  deedValues,
  formatAmount,
  formatDecimal,
  oneOffCharge,
  roundTo,
  split
} from '@farthing/plugin-sdk'
import type { AccountChargeInput, AccountChargeType, DeedDone, RulePiece, TargetCharge } from '@farthing/plugin-sdk'
import { buy } from './buy.ts'
import { type Item, itemStatement } from './item-statement.ts'

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
  const rounding = input.roundingOf(version)
  const bought = deedValues(buy, done.fields)
  const price = bought.price ?? value.price
  const quantity = bought.quantity ?? 1
  const shares = Array.from({ length: bought.instalments ?? value.instalments }, () => 1n)
  const parts = split(roundTo(price * BigInt(quantity), rounding), shares, rounding.step)
  const whose = bought.price === null ? 'the price of the day' : 'the price agreed'
  const why = `${quantity} x ${formatAmount(price, input.currency)}, ${whose}`
  return parts.flatMap((exact, index) => {
    const due = done.effective.add({ months: index })
    if (compareDates(due, input.through) > 0) return []
    const part = parts.length === 1 ? '' : `${index + 1} of ${parts.length}`
    return [
      chargeFor(done, piece, { due, exact, part, price, quantity, why, number: index + 1, currency: input.currency })
    ]
  })
}

interface Instalment {
  readonly number: number
  readonly due: Temporal.PlainDate
  readonly exact: bigint
  /** '2 of 3'; '' when it is paid at once. */
  readonly part: string
  readonly price: bigint
  readonly quantity: number
  readonly why: string
  readonly currency: string
}

function chargeFor(done: DeedDone, { at, value, version }: RulePiece<Item>, instalment: Instalment): TargetCharge {
  const { currency, due, exact, number, part, price, why } = instalment
  const [amount, quantity] = [formatDecimal(exact, 6), String(instalment.quantity)]
  const asked = { item: value.name, bought: done.effective.toString(), quantity }
  return oneOffCharge(due, {
    key: `invoice-item:${done.id}:${number}`,
    type: 'invoice-item',
    subscription: done.subscription,
    series: `${done.id} ${number}`,
    category: value.category,
    quantity,
    exact,
    description: part === '' ? value.title : `${value.title}, ${part}`,
    rule: at,
    inputs: { ...asked, price: `${formatDecimal(price, 6)} ${currency}` },
    steps: [{ step: 'amount', detail: part === '' ? why : `${why}; part ${part}`, result: amount }],
    currency,
    version
  })
}
