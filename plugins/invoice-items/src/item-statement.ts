// `item sim-card "SIM card" 12.00`: what is on sale.
import { defineStatement } from '@farthing/plugin-sdk'
import { itemAtWork } from './item-at-work.ts'
import { itemErrors } from './item-errors.ts'

export interface Item {
  readonly name: string
  /** What the customer reads. */
  readonly title: string
  /** Of one, micro of the account's currency. */
  readonly price: bigint
  readonly category: string
  /** Paid in so many parts, a month apart. */
  readonly instalments: number
  /** Of one, paid on the day where the rest is paid in instalments, micro; zero for none. */
  readonly first: bigint
  /** Is what is left of them due at once when service ends? */
  readonly restAtEnd: boolean
}

export const itemStatement = defineStatement({
  id: 'invoice-items.item',
  in: ['file'],
  pattern:
    'item <name> <title> <price> [, category <category>] [, in <instalments> instalments] [, after a first payment of <first>] [, the rest at once when service ends]',
  slots: {
    name: { kind: 'name', declares: 'item', doc: 'what it is bought by' },
    title: { kind: 'text', doc: 'what stands on the invoice' },
    price: { kind: 'money', doc: 'of one' },
    category: {
      kind: 'name',
      declares: 'category',
      optional: true,
      doc: 'where it is booked, and how it is taxed; item when left out'
    },
    instalments: {
      kind: 'count',
      min: 2,
      max: 120,
      optional: true,
      doc: 'in how many parts it is paid, a month apart'
    },
    first: {
      kind: 'money',
      optional: true,
      doc: 'what of its price is paid on the day, where the rest is paid in instalments, which begin a month later'
    }
  },
  doc: 'Goods or a service that a customer may buy once, at the price of the day, paid at once or in instalments. With `the rest at once when service ends`, what is not due yet is due on the day on which the subscription that it was bought for ends; of what the account bought, on that on which it has none left. An account that buys without having one pays the instalments.',
  example: 'item sim-card "SIM card" 12.00',
  charges: ['invoice-item', 'item'],
  worked: itemAtWork,
  errors: itemErrors,
  lower(match, context) {
    const { category = 'item', first: part, instalments = 1, name, price: money, title } = match.slots
    const [price, first] = [context.micro(money), part === undefined ? 0n : context.micro(part)]
    const refuse = (slot: 'price' | 'first', message: string, code: 'R0120' | 'R0653') =>
      ({ ok: false, diagnostics: [context.error(match, match.slotSpan(slot), message, { code })] }) as const
    if (price === 0n) return refuse('price', 'what costs nothing needs no item: leave it out', 'R0120')
    if (part !== undefined && first === 0n) return refuse('first', 'nothing is no payment: leave it out', 'R0653')
    if (first >= price)
      return refuse('first', 'nothing is left for the instalments: it is less than the price', 'R0653')
    const restAtEnd = match.has('the rest at once when service ends')
    return { ok: true, value: { name, title, price, category, instalments, first, restAtEnd } satisfies Item }
  }
})
