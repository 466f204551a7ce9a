// `expect ...` in an example.
import { type Signature, defineStatement } from '../signature/signature.ts'

const signedMoney = { kind: 'money', signed: true } as const

export const expectChargeStatement = defineStatement({
  id: 'kernel.expect-charge',
  in: ['example'],
  pattern: 'expect charge <charge>',
  slots: { charge: { kind: 'expression', result: 'money', signed: true, doc: 'an amount or how it comes about' } },
  doc: 'What the usage before it costs, exact to six decimals; less than zero when tiers make cheaper what was used before.',
  example: 'expect charge 0.765'
})

export const expectChargeEqualsStatement = defineStatement({
  id: 'kernel.expect-charge-equals',
  in: ['example'],
  pattern: 'expect charge <charge> = <amount>',
  slots: {
    charge: { kind: 'expression', result: 'money', signed: true, doc: 'how the amount comes about' },
    amount: signedMoney
  },
  doc: 'What the usage before it costs, and how that comes about.',
  example: 'expect charge 0.39 + 1.5 * 0.25 = 0.765'
})

export const expectInvoiceStatement = defineStatement({
  id: 'kernel.expect-invoice',
  in: ['example'],
  pattern: 'expect invoice',
  slots: {},
  block: {
    kind: 'invoice',
    once: [
      'kernel.expect-invoice-number',
      'kernel.expect-invoice-net',
      'kernel.expect-invoice-total',
      'kernel.expect-invoice-due'
    ]
  },
  doc: 'All lines of the last invoice, in any order; its number, its taxes, its total and the day on which it is due, if written.',
  example: 'expect invoice { charge "Mobile 40" 2026-04-01..2026-05-01 40.00 }'
})

export const expectPeriodLineStatement = defineStatement({
  id: 'kernel.expect-period-line',
  in: ['invoice'],
  pattern: '(charge | credit) <title> <dates> <amount>',
  slots: {
    title: { kind: 'text' },
    dates: { kind: 'dates', doc: 'the days that the line is for' },
    amount: signedMoney
  },
  doc: 'A line of the invoice for a stretch of days; the amount of a credit is negative.',
  example: 'charge "Mobile 40" 2026-04-01..2026-05-01 40.00'
})

export const expectLineStatement = defineStatement({
  id: 'kernel.expect-line',
  in: ['invoice'],
  pattern: '(charge | credit) <title> <amount>',
  slots: { title: { kind: 'text' }, amount: signedMoney },
  doc: 'A line of the invoice, for whatever days.',
  example: 'charge "Mobile 40" 40.00'
})

export const expectInvoiceTaxStatement = defineStatement({
  id: 'kernel.expect-invoice-tax',
  in: ['invoice'],
  pattern: 'tax <title> <amount>',
  slots: { title: { kind: 'text', doc: 'title and rate of a tax' }, amount: signedMoney },
  doc: 'What the invoice says of a tax at one rate; where one is written, all are.',
  example: 'tax "VAT 19%" 7.60'
})

export const expectInvoiceNumberStatement = defineStatement({
  id: 'kernel.expect-invoice-number',
  in: ['invoice'],
  pattern: 'number <number>',
  slots: { number: { kind: 'name', doc: 'in quotation marks where it begins with a digit: "2026-000001"' } },
  doc: 'The number of the invoice. Each example begins all series at 1.',
  example: 'number DE-000001'
})

export const expectInvoiceNetStatement = defineStatement({
  id: 'kernel.expect-invoice-net',
  in: ['invoice'],
  pattern: 'net <amount>',
  slots: { amount: signedMoney },
  doc: 'The sum of the lines without tax.',
  example: 'net 40.00'
})

export const expectInvoiceTotalStatement = defineStatement({
  id: 'kernel.expect-invoice-total',
  in: ['invoice'],
  pattern: 'total <amount>',
  slots: { amount: signedMoney },
  doc: 'The total of the invoice.',
  example: 'total 40.00'
})

export const expectInvoiceDueStatement = defineStatement({
  id: 'kernel.expect-invoice-due',
  in: ['invoice'],
  pattern: 'due <due>',
  slots: { due: { kind: 'date', doc: 'the last day on which it is paid in time' } },
  doc: 'The day on which the invoice is due.',
  example: 'due 2026-04-15'
})

export const expectNothingStatement = defineStatement({
  id: 'kernel.expect-nothing',
  in: ['example'],
  pattern: 'expect no (invoice | message <name>)',
  slots: { name: { kind: 'name', mayReferTo: 'message', optional: true, doc: 'the name of a message' } },
  doc: 'The line before it, and the days on the way to it, made no invoice or sent no such message.',
  example: 'expect no invoice'
})

export const expectMessageStatement = defineStatement({
  id: 'kernel.expect-message',
  in: ['example'],
  pattern: 'expect message <name>',
  slots: { name: { kind: 'name', mayReferTo: 'message', doc: 'the name of a message' } },
  doc: 'The line before it, or the days on the way to it, sent the customer this message.',
  example: 'expect message invoice-overdue'
})

export const expectServiceStatement = defineStatement({
  id: 'kernel.expect-service',
  in: ['example'],
  pattern: 'expect service (active | suspended [because of <suspension>] | terminated) [for <of>]',
  slots: {
    suspension: {
      kind: 'name',
      refersTo: 'suspension',
      optional: true,
      doc: 'the kind of the suspension; any, or none, when left out'
    },
    of: { kind: 'name', optional: true, doc: 'the subscription, by the name after as' }
  },
  doc: 'The state of the subscription; active: nothing is barred or slowed down either.',
  example: 'expect service suspended'
})

export const expectRestrictionStatement = defineStatement({
  id: 'kernel.expect-restriction',
  in: ['example'],
  pattern: 'expect service (barred | throttled) [on <what>] [for <of>]',
  slots: {
    what: {
      kind: 'name',
      optional: true,
      doc: 'what is barred or slowed down: data, international; anything, when left out'
    },
    of: { kind: 'name', optional: true, doc: 'the subscription, by the name after as' }
  },
  doc: 'What policies, or a service that has run out, have done to the subscription and not undone.',
  example: 'expect service throttled on data'
})

export const expectRemainingStatement = defineStatement({
  id: 'kernel.expect-remaining',
  in: ['example'],
  pattern: 'expect remaining (<quantity> of <service> | unlimited <everything>) [for <of>]',
  slots: {
    quantity: { kind: 'quantity', optional: true, doc: 'how much' },
    service: { kind: 'name', optional: true, refersTo: 'service', doc: 'a service of which the plan includes some' },
    everything: { kind: 'name', optional: true, refersTo: 'service', doc: 'a service without limit' },
    of: { kind: 'name', optional: true, doc: 'the subscription, by the name after as' }
  },
  doc: 'What is left now of all allowances and packs for a service that the subscription may use.',
  example: 'expect remaining 1.5 GB of data'
})

export const expectAmountStatement = defineStatement({
  id: 'kernel.expect-amount',
  in: ['example'],
  pattern: 'expect (total | balance | bond | pockets) <amount>',
  slots: { amount: signedMoney },
  doc: 'The total of the last invoice, what the account owes (negative: has in credit), the bond that is held, or what its pockets of money hold.',
  example: 'expect total 40.00'
})

export const expectPocketsStatement = defineStatement({
  id: 'kernel.expect-pockets',
  in: ['example'],
  pattern: 'expect pockets <quantity>',
  slots: { quantity: { kind: 'quantity', doc: 'how much of a unit other than money' } },
  doc: 'What the pockets of that unit hold together.',
  example: 'expect pockets 510 s'
})

export const expectCommissionStatement = defineStatement({
  id: 'kernel.expect-commission',
  in: ['example'],
  pattern: 'expect commission <amount> [of <whose>]',
  slots: {
    amount: signedMoney,
    whose: { kind: 'name', optional: true, doc: 'a layer, or who sold; all together when left out' }
  },
  doc: 'What partners have earned of the customer so far, without what went back.',
  example: 'expect commission 7.50 of agent'
})

export const expectRefusalStatement = defineStatement({
  id: 'kernel.expect-refusal',
  in: ['example'],
  pattern: 'expect (refused | retained | quarantined | parked) <reason>',
  slots: { reason: { kind: 'text', doc: 'the reason: no-rate' } },
  doc: 'For this reason the line before it was refused, went to the retention desk, its usage was quarantined, or the account was parked at it.',
  example: 'expect quarantined "no-rate"'
})

export const expectationStatements: readonly Signature[] = [
  expectChargeStatement,
  expectChargeEqualsStatement,
  expectInvoiceStatement,
  expectPeriodLineStatement,
  expectLineStatement,
  expectInvoiceTaxStatement,
  expectInvoiceNumberStatement,
  expectInvoiceNetStatement,
  expectInvoiceTotalStatement,
  expectInvoiceDueStatement,
  expectNothingStatement,
  expectMessageStatement,
  expectServiceStatement,
  expectRestrictionStatement,
  expectRemainingStatement,
  expectAmountStatement,
  expectPocketsStatement,
  expectCommissionStatement,
  expectRefusalStatement
]
