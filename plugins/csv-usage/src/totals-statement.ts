// Lines of a carrier's file that say what must be in it.
import { defineStatement } from '@farthing/plugin-sdk'
import { MOST_COLUMNS } from './file-layout.ts'
import { BLOCK } from './layout-statements.ts'

const field = { kind: 'count', min: 2, max: MOST_COLUMNS } as const

export const totalsStatement = defineStatement({
  id: 'csv-usage.totals',
  in: [BLOCK],
  pattern:
    'totals in lines beginning with <beginning> (, records in field <records> | , lines in field <lines>) [, quantity in field <quantity>] [, value in field <value>] [as <reason>]',
  slots: {
    beginning: { kind: 'text', doc: 'what such a line begins with: each file has one' },
    records: {
      ...field,
      optional: true,
      doc: 'which field says how many lines of usage there are, skipped, repeated and wrong ones among them: all lines but the header, empty ones, totals, and those that are skipped by how they begin'
    },
    lines: {
      ...field,
      optional: true,
      doc: 'which field says how many lines the file has, header and totals among them, empty ones not'
    },
    quantity: {
      ...field,
      optional: true,
      doc: 'which field has the sum of the column of quantities, written as they are, whatever their units'
    },
    value: { ...field, optional: true, doc: 'which field has the sum of the column of values, written as they are' },
    reason: { kind: 'text', optional: true, doc: 'under which the line is counted; totals, when left out' }
  },
  doc: 'A header or trailer that says what must be in the file: fields are counted from 1, separated and quoted as all others. A file that has something else, or no such line, is read to its end and its import fails with both figures.',
  example: 'totals in lines beginning with "TOTAL", records in field 2, value in field 3 as "trailer"',
  lower: ({ slots }) => ({ ok: true, value: slots })
})
