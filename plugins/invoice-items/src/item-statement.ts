// `item sim-card "SIM card" 12.00`: what is on sale.
import { defineStatement } from '@farthing/plugin-sdk'
import { itemAtWork } from './item-at-work.ts'

export interface Item {
  readonly name: string
  /** What the customer reads. */
  readonly title: string
  /** Of one, micro of the account's currency. */
  readonly price: bigint
  readonly category: string
  /** Paid in so many parts, a month apart. */
  readonly instalments: number
}

export const itemStatement = defineStatement({
  id: 'invoice-items.item',
  in: ['file'],
  pattern: 'item <name> <title> <price> [, category <category>] [, in <instalments> instalments]',
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
    instalments: { kind: 'count', min: 2, max: 120, optional: true, doc: 'in how many parts it is paid, a month apart' }
  },
  doc: 'Goods or a service that a customer may buy once, at the price of the day, paid at once or in instalments.',
  example: 'item sim-card "SIM card" 12.00',
  charges: ['invoice-item', 'item'],
  worked: itemAtWork,
  lower(match, context) {
    const { category = 'item', instalments = 1, name, price, title } = match.slots
    const item: Item = { name, title, price: context.micro(price), category, instalments }
    if (item.price > 0n) return { ok: true, value: item }
    const message = 'what costs nothing needs no item: leave it out'
    return { ok: false, diagnostics: [context.error(match, match.slotSpan('price'), message)] }
  }
})
