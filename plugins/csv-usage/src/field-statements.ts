// Where the parts of an event stand in a line, what each of them means, and which lines are none.
import { defineStatement, type Slot, UNITS } from '@farthing/plugin-sdk'
import { DATE_PARTS } from './date-format.ts'
import { BLOCK } from './layout-statements.ts'

const column = { kind: 'name', doc: 'the column' } as const satisfies Slot
const optionalColumn = { ...column, optional: true } as const satisfies Slot
const without = {
  kind: 'text',
  optional: true,
  doc: 'what is taken off the beginning of a number that begins so'
} as const satisfies Slot
const unit = {
  kind: 'choice',
  of: [...UNITS.keys()],
  orUnits: true,
  doc: 's, min, MB, sms, event, or a unit that the rules declare'
} as const satisfies Slot

export const idStatement = defineStatement({
  id: 'csv-usage.id',
  in: [BLOCK],
  pattern: 'id in <columns>',
  slots: { columns: { kind: 'names', doc: 'the column, or several that name an event together' } },
  doc: 'By what an event is known: it counts once, whatever file brings it. Left out, it is known by what the columns hold that are read or listed, wherever they stand.',
  example: 'id in call-id',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const SERVICES = 'usage-services'
export const USAGE_UNITS = 'usage-units'

export const serviceStatement = defineStatement({
  id: 'csv-usage.service',
  in: [BLOCK],
  pattern: 'service (in <column> | is <service>)',
  slots: {
    column: optionalColumn,
    service: { kind: 'name', refersTo: 'service', optional: true, doc: 'the same for every line: voice' }
  },
  block: { kind: SERVICES, optional: true },
  doc: 'What was used. Where a column has words of its own, a block says which service each of them means; a line with another word waits in quarantine.',
  example: 'service is voice',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const serviceWordStatement = defineStatement({
  id: 'csv-usage.service-word',
  in: [SERVICES],
  pattern: '<service> for <words>',
  slots: {
    words: { kind: 'texts', doc: 'as the column has them' },
    service: { kind: 'name', refersTo: 'service', doc: 'the service that they mean' }
  },
  doc: 'Which service words of a column mean.',
  example: 'voice for "MOC", "MTC"',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const subscriberStatement = defineStatement({
  id: 'csv-usage.subscriber',
  in: [BLOCK],
  pattern: 'subscriber (in <column> [without <prefix>] | is <subscriber>)',
  slots: {
    column: optionalColumn,
    prefix: without,
    subscriber: { kind: 'name', optional: true, doc: 'the same for every line: the trunk that the file is about' }
  },
  doc: 'Who pays: a number or a login that a subscription holds.',
  example: 'subscriber in "A Number"',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const toStatement = defineStatement({
  id: 'csv-usage.to',
  in: [BLOCK],
  pattern: 'to in <column> [without <prefix>]',
  slots: { column, prefix: without },
  doc: 'The called number.',
  example: 'to in "B Number" without "1001#"',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const fromStatement = defineStatement({
  id: 'csv-usage.from',
  in: [BLOCK],
  pattern: 'from in <column> [without <prefix>]',
  slots: { column, prefix: without },
  doc: 'The calling number, where it is not simply the subscriber: a trunk has many.',
  example: 'from in caller',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const startedStatement = defineStatement({
  id: 'csv-usage.started',
  in: [BLOCK],
  pattern: 'started in <columns> [as <format>]',
  slots: {
    columns: { kind: 'names', doc: 'the column; several are joined by a space: date, time' },
    format: {
      kind: 'text',
      optional: true,
      doc: `how it is written, of ${DATE_PARTS}, T and marks; or "seconds since 1970", "milliseconds since 1970"`
    }
  },
  doc: 'When it began. Left out, the format is 2026-03-02 10:00:00, with or without an offset. A local time that clocks show twice is the earlier one; one that they skip waits in quarantine: the time zone of the files is probably another.',
  example: 'started in date, time as "DD.MM.YYYY HH:mm:ss"',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const CLOCKS = { 'hours:minutes:seconds': 'hours', 'minutes:seconds': 'minutes' } as const

export const quantityStatement = defineStatement({
  id: 'csv-usage.quantity',
  in: [BLOCK],
  pattern: 'quantity (in <column> [counted in <unit>] [as <clock>] | is <quantity>)',
  slots: {
    column: optionalColumn,
    unit: { ...unit, optional: true },
    clock: { kind: 'text', optional: true, doc: 'of a duration: "hours:minutes:seconds" or "minutes:seconds"' },
    quantity: { kind: 'quantity', optional: true, doc: 'the same for every line: 1 sms' }
  },
  doc: 'How much was used.',
  example: 'quantity in duration counted in s',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const unitStatement = defineStatement({
  id: 'csv-usage.unit',
  in: [BLOCK],
  pattern: 'unit in <column>',
  slots: { column },
  block: { kind: USAGE_UNITS, optional: true },
  doc: 'The unit of the quantity, where each line says its own: unit words of the rules, or words that a block explains.',
  example: 'unit in uom',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const unitWordStatement = defineStatement({
  id: 'csv-usage.unit-word',
  in: [USAGE_UNITS],
  pattern: '<unit> for <words>',
  slots: { words: { kind: 'texts', doc: 'as the column has them' }, unit },
  doc: 'Which unit words of a column mean.',
  example: 's for "Sekunden"',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const valueStatement = defineStatement({
  id: 'csv-usage.value',
  in: [BLOCK],
  pattern: 'value in <column>',
  slots: { column },
  doc: 'What the event is worth by its source, of which a tariff may take a part; an empty field says nothing.',
  example: 'value in amount',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const currencyStatement = defineStatement({
  id: 'csv-usage.currency',
  in: [BLOCK],
  pattern: 'currency (in <column> | is <currency>)',
  slots: { column: optionalColumn, currency: { kind: 'name', optional: true, doc: 'ISO 4217: EUR' } },
  doc: "The currency of values; the operator's, when left out. A value in another currency than the operator's waits in quarantine.",
  example: 'currency is EUR',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const fieldStatements = [
  idStatement,
  serviceStatement,
  serviceWordStatement,
  subscriberStatement,
  toStatement,
  fromStatement,
  startedStatement,
  quantityStatement,
  unitStatement,
  unitWordStatement,
  valueStatement,
  currencyStatement
]
