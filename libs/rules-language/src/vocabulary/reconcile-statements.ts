// `reconcile`: how a vendor's file is compared with own usage, and what may differ.
import { defineStatement, type Signature } from '../signature/signature.ts'
import { reconcileAtWork } from './reconcile-at-work.ts'

const BLOCK = 'reconcile'

const share = (of: string) =>
  ({ kind: 'percent', optional: true, doc: `of the own ${of}: the larger of the two holds` }) as const

export const reconcileStatement = defineStatement({
  id: 'kernel.reconcile',
  in: ['file'],
  pattern: 'reconcile <name>',
  slots: { name: { kind: 'name', declares: 'reconciliation', doc: 'the vendor, as reports call it' } },
  block: {
    kind: BLOCK,
    needs: [
      'kernel.reconcile-service',
      'kernel.reconcile-format',
      'kernel.reconcile-start',
      'kernel.reconcile-quantity'
    ],
    once: [
      'kernel.reconcile-service',
      'kernel.reconcile-zones',
      'kernel.reconcile-format',
      'kernel.reconcile-start',
      'kernel.reconcile-quantity',
      'kernel.reconcile-price'
    ]
  },
  doc: 'How the bill of a vendor, line by line, is compared with own usage: what of it the vendor carries, and how far the two may lie apart. A line and an event are the same use when the called number is, nobody else is known to have called, and both began at the same time; what is the same use and differs in quantity or price is a difference to settle. farthing usage reconcile compares a file.',
  example:
    'reconcile carrier-x { service voice; format csv; start within 5s; quantity within 2s; price within 0.01 by tariff wholesale-x }',
  worked: reconcileAtWork
})

export const reconcileServiceStatement = defineStatement({
  id: 'kernel.reconcile-service',
  in: [BLOCK],
  pattern: 'service <service>',
  slots: { service: { kind: 'name', refersTo: 'service', doc: 'what a tariff is for' } },
  doc: 'The service that the vendor bills. Lines of other services in its files are counted and left out.',
  example: 'service voice'
})

export const reconcileZonesStatement = defineStatement({
  id: 'kernel.reconcile-zones',
  in: [BLOCK],
  pattern: 'zones <zones>',
  slots: { zones: { kind: 'names', refersTo: 'zone', doc: 'as own usage was rated' } },
  doc: 'The zones that the vendor carries: own usage of other zones is not missed in its files, and a line that is such a use is told as `other zone`, with the own event. All, when left out.',
  example: 'zones national, mobile'
})

export const reconcileFormatStatement = defineStatement({
  id: 'kernel.reconcile-format',
  in: [BLOCK],
  pattern: 'format <format>',
  slots: { format: { kind: 'name', mayReferTo: 'usage format', doc: 'a usage format, of a plugin or of the rules' } },
  doc: "How the vendor's files are read. Whoever names this format when comparing a file goes by this rule.",
  example: 'format csv'
})

export const reconcileStartStatement = defineStatement({
  id: 'kernel.reconcile-start',
  in: [BLOCK],
  pattern: 'start within <time>',
  slots: { time: { kind: 'quantity', of: ['second'], doc: 'at most an hour' } },
  doc: 'How far the clocks of the vendor and of the own network may lie apart. A line that began earlier or later than that is another use.',
  example: 'start within 5s'
})

export const reconcileQuantityStatement = defineStatement({
  id: 'kernel.reconcile-quantity',
  in: [BLOCK],
  pattern: 'quantity within <quantity> [or <share>]',
  slots: {
    quantity: { kind: 'quantity', doc: 'of what the service is counted in: time for voice' },
    share: share('quantity')
  },
  doc: 'How far the quantities of one use may lie apart, before increments. With a share, the larger of the two: 2s of a short call, 1% of a long one.',
  example: 'quantity within 2s'
})

export const reconcilePriceStatement = defineStatement({
  id: 'kernel.reconcile-price',
  in: [BLOCK],
  pattern: 'price within <money> [or <share>] [by tariff <tariff>]',
  slots: {
    money: { kind: 'money', doc: 'for one use' },
    share: share('price'),
    tariff: {
      kind: 'name',
      refersTo: 'tariff',
      optional: true,
      doc: 'what was agreed with the vendor; what the own customer pays, when left out'
    }
  },
  doc: "How far the vendor's price of a use may lie from the agreed one. Prices are not compared when this is left out.",
  example: 'price within 0.01 by tariff wholesale-x'
})

export const reconcileStatements: readonly Signature[] = [
  reconcileStatement,
  reconcileServiceStatement,
  reconcileZonesStatement,
  reconcileFormatStatement,
  reconcileStartStatement,
  reconcileQuantityStatement,
  reconcilePriceStatement
]
