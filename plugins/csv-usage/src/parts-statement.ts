// A use that a carrier tells in several lines.
import { defineStatement } from '@farthing/plugin-sdk'
import { MOST_PARTS } from './carrier-parts.ts'
import { BLOCK } from './layout-statements.ts'

export const partsStatement = defineStatement({
  id: 'csv-usage.parts',
  in: [BLOCK],
  pattern: 'parts numbered in <column> [from <first>] [, whole where it is <wholes>] (, last where <last> is <values>)',
  slots: {
    column: { kind: 'name', doc: `the column that counts the parts of a use, at most ${MOST_PARTS} of them` },
    first: { kind: 'count', optional: true, min: 0, max: 1, doc: 'the number of the first part; 1, when left out' },
    wholes: {
      kind: 'texts',
      optional: true,
      doc: 'what stands there where a line tells a whole use; "" is an empty field'
    },
    last: { kind: 'name', doc: 'the column that tells the last part from the others' },
    values: { kind: 'texts', doc: 'what stands there in the last part; "" is an empty field' }
  },
  doc: 'Long uses come in parts, as lines that one id names. They are one use when all have come, in whatever order and in however many files: begun with the first, with the sum of quantities and values. Until then they wait; parts that overlap or that are not of one use wait too.',
  example: 'parts numbered in seq, last where cause is "0"',
  lower: ({ slots }) => ({ ok: true, value: slots })
})
