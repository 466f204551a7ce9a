// What stands in an offer: when it applies, what usage costs then, and which other offer it goes before.
import { defineStatement } from '@farthing/plugin-sdk'

export const onStatement = defineStatement({
  id: 'offers.on',
  in: ['offer'],
  pattern: 'on <hours> [except <except>]',
  slots: {
    hours: { kind: 'hours', doc: 'days and times of the week, in the zone of the operator' },
    except: { kind: 'days', optional: true, doc: 'days that are taken out' }
  },
  doc: 'The days and times at which usage must start for the offer to apply; at all times when left out.',
  example: 'on saturday, sunday, holidays',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const afterStatement = defineStatement({
  id: 'offers.after',
  in: ['offer'],
  pattern: 'after <quantity> of <service> in the cycle',
  slots: {
    quantity: { kind: 'quantity', doc: 'how much' },
    service: { kind: 'name', refersTo: 'service', doc: 'of what' }
  },
  doc: 'The offer applies to what starts when the subscription has already used so much in the cycle, included usage among it.',
  example: 'after 100 min of voice in the cycle',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const termStatement = defineStatement({
  id: 'offers.term',
  in: ['offer'],
  pattern: '<service> [to <zones>] (is free | is <percent> off | costs <price>)',
  slots: {
    service: { kind: 'name', refersTo: 'service', doc: 'the usage that costs less' },
    zones: { kind: 'names', refersTo: 'zone', optional: true, doc: 'the zones; all when left out' },
    percent: { kind: 'percent', optional: true, doc: 'what is taken off the amount' },
    price: {
      kind: 'price',
      optional: true,
      doc: 'what it costs in place of the price of the tariff, with nothing added'
    }
  },
  doc: 'What usage costs while the offer applies. What is free uses up no allowance; for the rest allowances come first.',
  example: 'voice to national is free',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const overridesStatement = defineStatement({
  id: 'offers.overrides',
  in: ['offer'],
  pattern: 'overrides <titles>',
  slots: { titles: { kind: 'texts', doc: 'titles of other offers of the plan' } },
  doc: 'Where this offer applies, those named do not.',
  example: 'overrides "Free weekends"',
  lower: ({ slots }) => ({ ok: true, value: slots })
})
