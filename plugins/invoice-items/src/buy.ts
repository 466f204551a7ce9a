// An account or a subscription takes some of an item: the deed, and the line of an example that tells of it.
import {
  compareDates,
  deedFields,
  defineDeed,
  defineStatement,
  didYouMean,
  exampleSlots,
  formatDecimal,
  LARGEST_ENTERED,
  offeredLine,
  refusalOf
} from '@farthing/plugin-sdk'
import type { DeedRefusal, HeldStatement, OfferedDeed } from '@farthing/plugin-sdk'
import { type Item, itemStatement } from './item-statement.ts'

const fields = {
  item: { kind: 'name', doc: 'which item' },
  quantity: { kind: 'count', optional: true, doc: 'how many; one when left out' },
  price: { kind: 'money', optional: true, doc: 'of one; 0 for a gift, that of the rules of the day when left out' },
  instalments: { kind: 'count', optional: true, doc: "in how many parts; the item's when left out" },
  first: {
    kind: 'money',
    optional: true,
    doc: "of one, paid on the day before the instalments; 0 for none, the item's when left out"
  }
} as const

export const buy = defineDeed({
  name: 'buy',
  to: 'either',
  fields,
  doc: 'An account, or one of its subscriptions, buys an item that is on sale.',
  example: { item: 'sim-card', quantity: 2 },
  offers: asked => refusalOf(sold(asked)),
  judge(asked) {
    const found = sold(asked)
    if ('reason' in found) return found
    const { day, history, subscription } = asked
    const refuse = (reason: string): DeedRefusal => ({ reason, rule: found.at })
    if (compareDates(day, history.opened) < 0) return refuse(`the account was opened on ${history.opened}`)
    const { terminated = null } = subscription ?? {}
    const isOver = terminated !== null && compareDates(terminated, day) <= 0
    return isOver ? refuse(`the subscription ended on ${terminated}`) : null
  }
})

const MOST = 10_000

function sold({ day, held, values }: OfferedDeed<typeof fields>): { readonly at: HeldStatement['at'] } | DeedRefusal {
  const { instalments, item, price, quantity } = values
  const onSale = held.flatMap(itemsOf)
  const found = onSale.find(({ value }) => value.name === item)
  if (found === undefined) {
    const hint = didYouMean(
      item,
      onSale.map(({ value }) => value.name)
    )
    return { reason: `there is no item ${item} on sale on ${day}${hint}`, field: 'item', rule: null }
  }
  const rule = found.at
  if (quantity === 0) return { reason: 'none of an item is no purchase: buy one or more', field: 'quantity', rule }
  if (quantity !== null && quantity > MOST)
    return { reason: `more than ${MOST} of an item are a slip of the pen`, field: 'quantity', rule }
  if ((price ?? found.value.price) * BigInt(quantity ?? 1) > LARGEST_ENTERED)
    return {
      reason: 'no account owes so much: it is a slip of the pen',
      field: price === null ? 'quantity' : 'price',
      rule
    }
  if (price !== null && price < 0n) return { reason: 'an item costs 0.00 or more', field: 'price', rule }
  if (instalments !== null && (instalments < 1 || instalments > 120)) {
    return { reason: 'an item is paid in 1 to 120 instalments', field: 'instalments', rule }
  }
  const reason = firstProblem(values, found.value)
  return reason === null ? found : { reason, field: 'first', rule }
}

function firstProblem({ first, instalments, price }: OfferedDeed<typeof fields>['values'], item: Item): string | null {
  if (first === null) return null
  if (first < 0n) return 'a first payment is 0.00 or more'
  if (first === 0n) return null
  if ((instalments ?? item.instalments) < 2) return 'a first payment is followed by two instalments or more'
  const whole = price ?? item.price
  return first < whole ? null : `what is paid first is less than the price, ${formatDecimal(whole, 2)}`
}

function itemsOf({ at, signature, value }: HeldStatement) {
  return signature === itemStatement.id ? [{ at, value: value as Item }] : []
}

export const buyStatement = defineStatement({
  id: 'invoice-items.example-buy',
  in: ['example'],
  pattern:
    'on <on> buy <item> [at <price>] [for <of>] [, quantity <quantity>] [, in <instalments> instalments] [, after a first payment of <first>] [, known on <known>]',
  slots: {
    ...exampleSlots,
    item: { kind: 'name', mayReferTo: 'item', doc: 'which item' },
    quantity: { kind: 'count', min: 1, optional: true, doc: 'how many' },
    price: { kind: 'money', optional: true, doc: 'of one, when it is another than that of the day' },
    instalments: { kind: 'count', min: 1, max: 120, optional: true, doc: 'in how many parts' },
    first: { kind: 'money', optional: true, doc: 'of one, paid on the day before the instalments' }
  },
  doc: 'An item is bought, by the account or for a subscription.',
  example: 'on 2026-03-05 buy sim-card, quantity 2',
  tells: {
    deed: buy.name,
    to: 'account',
    fields({ slots: { first, instalments = null, item, price, quantity = null } }) {
      return deedFields(buy, { item, quantity, price: price?.micro ?? null, instalments, first: first?.micro ?? null })
    }
  }
})

export const offerBuyStatement = offeredLine(
  buyStatement,
  'Offers an item to who asks for what the rule forbids. Taken, the subscription buys it on that day; at 0.00 it is a gift.'
)
