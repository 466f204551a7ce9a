// What a tax says: where it is due, at which rates, what holds elsewhere, and how it is reckoned.
import { defineStatement } from '@farthing/plugin-sdk'

export const BLOCK = 'tax'

const from = { kind: 'date', optional: true, doc: 'the first day' } as const
const until = { kind: 'date', optional: true, doc: 'the first day after it' } as const

export const placesStatement = defineStatement({
  id: 'tax.places',
  in: [BLOCK],
  pattern: 'in <places>',
  slots: {
    places: {
      kind: 'names',
      doc: 'countries of ISO 3166 (DE), or with the code of a part (CA-QC), which is not looked up: a mistyped one is where nobody is'
    }
  },
  doc: 'Where supplies must be made for the tax to be due; everywhere, when left out.',
  example: 'in DE',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const rateStatement = defineStatement({
  id: 'tax.rate',
  in: [BLOCK],
  pattern: 'rate <percent> [for <categories>] [from <from>] [until <until>]',
  slots: {
    percent: { kind: 'percent', doc: 'of the amount without tax; 0% is zero rated' },
    categories: {
      kind: 'names',
      mayReferTo: 'category',
      optional: true,
      doc: 'categories of charges: rent, setup, a service such as voice, or what an item was entered with; all that no other rate names, when left out'
    },
    from,
    until
  },
  doc: 'A rate, for days that follow those of the rate before it without a hole. Before the first rate and after the last there is no such tax.',
  example: 'rate 16% from 2020-07-01 until 2021-01-01',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const exemptStatement = defineStatement({
  id: 'tax.exempt',
  in: [BLOCK],
  pattern: 'exempt <categories> as <reason> [from <from>] [until <until>]',
  slots: {
    categories: { kind: 'names', mayReferTo: 'category', doc: 'categories of charges' },
    reason: { kind: 'text', doc: 'why, as the invoice says it' },
    from,
    until
  },
  doc: 'Charges of these categories bear none of the tax, whoever the customer is, and the invoice says why.',
  example: 'exempt insurance as "Article 135 (1) (a)"',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const elsewhereStatement = defineStatement({
  id: 'tax.elsewhere',
  in: [BLOCK],
  pattern: 'elsewhere (reverse charge | intra-community | export | out of scope) [for businesses] [in <places>]',
  slots: {
    places: {
      kind: 'names',
      optional: true,
      doc: 'countries of ISO 3166, or with the code of a part, which is not looked up'
    }
  },
  doc: 'What holds for customers outside the places of the tax: nothing is due, the invoice says why, and prices that include the tax are charged without it. Businesses are customers with a tax id. Of several that fit, one that names places comes before one that does not, then one for businesses. Where none fits the tax has nothing to say.',
  example: 'elsewhere reverse charge for businesses in FR, IT',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const includedStatement = defineStatement({
  id: 'tax.included',
  in: [BLOCK],
  pattern: 'included in prices',
  slots: {},
  doc: 'Prices include the tax: lines stay as they are priced, and the invoice says how much of them is tax. Left out, the tax is added.',
  example: 'included in prices',
  lower: () => ({ ok: true, value: null })
})

export const onTopStatement = defineStatement({
  id: 'tax.on-top',
  in: [BLOCK],
  pattern: 'on top of <taxes>',
  slots: { taxes: { kind: 'names', refersTo: 'tax', doc: 'taxes that are part of what this one is charged on' } },
  doc: 'The tax is charged on the amount and on these taxes.',
  example: 'on top of gst',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const perLineStatement = defineStatement({
  id: 'tax.per-line',
  in: [BLOCK],
  pattern: 'rounded per line',
  slots: {},
  doc: 'The tax is rounded on each line of an invoice, and the invoice adds those up.',
  example: 'rounded per line',
  lower: () => ({ ok: true, value: null })
})

export const taxParts = [
  placesStatement,
  rateStatement,
  exemptStatement,
  elsewhereStatement,
  includedStatement,
  onTopStatement,
  perLineStatement
]
