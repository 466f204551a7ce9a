// Lines that are no usage, each counted under a reason; and lines that prove how the format reads.
import { defineStatement, type Slot } from '@farthing/plugin-sdk'
import { BLOCK } from './layout-statements.ts'

const column = { kind: 'name', doc: 'the column' } as const satisfies Slot
const values = { kind: 'texts', doc: 'as the column has them; "" is an empty field' } as const satisfies Slot
const reason = {
  kind: 'text',
  optional: true,
  doc: 'under which the lines are counted; what the statement says, when left out'
} as const satisfies Slot

export const skipStatement = defineStatement({
  id: 'csv-usage.skip',
  in: [BLOCK],
  pattern: 'skip <values> in <column> [as <reason>]',
  slots: { values, column, reason },
  doc: 'Leaves out lines in which the column says one of these. The first statement that fits a line gives the reason.',
  example: 'skip "BUSY", "FAILED" in status as "not answered"',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const keepStatement = defineStatement({
  id: 'csv-usage.keep',
  in: [BLOCK],
  pattern: 'keep only <values> in <column> [as <reason>]',
  slots: { values, column, reason: { ...reason, doc: 'under which all other lines are counted' } },
  doc: 'Leaves out every line in which the column says something else.',
  example: 'keep only "ANSWERED" in status as "not answered"',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const beginningStatement = defineStatement({
  id: 'csv-usage.beginning',
  in: [BLOCK],
  pattern: 'skip lines beginning with <beginnings> [as <reason>]',
  slots: { beginnings: { kind: 'texts', doc: 'what they begin with' }, reason },
  doc: 'Leaves out lines by how they begin, however many fields they have: headings, trailers, comments.',
  example: 'skip lines beginning with "TOTAL" as "trailer"',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const sampleStatement = defineStatement({
  id: 'csv-usage.sample',
  in: [BLOCK],
  pattern: 'sample <line> (, is <quantity> of <service> by <subscriber> at <at>) [, to <number>] [, worth <value>]',
  slots: {
    line: { kind: 'text', doc: 'a line of a file; its columns stand as columns lists them' },
    quantity: { kind: 'quantity', doc: 'how much was used' },
    service: { kind: 'name', refersTo: 'service', doc: 'what was used' },
    subscriber: { kind: 'name', doc: 'who pays' },
    at: { kind: 'date-time', doc: 'when it began, on the clock of the files' },
    number: { kind: 'name', optional: true, doc: 'the called number' },
    value: { kind: 'money', optional: true, doc: 'what it is worth by its source' }
  },
  doc: 'A line and what it says: rules in which it says anything else are refused.',
  example: 'sample "4711;0412345678;61", is 61s of voice by "0412345678" at 2026-03-02 10:00',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const skippedSampleStatement = defineStatement({
  id: 'csv-usage.skipped-sample',
  in: [BLOCK],
  pattern: 'sample <line> (, is skipped as <reason>)',
  slots: {
    line: { kind: 'text', doc: 'a line of a file; its columns stand as columns lists them' },
    reason: { kind: 'text', doc: 'under which it is counted' }
  },
  doc: 'A line that is no usage, and why.',
  example: 'sample "4712;0412345678;0", is skipped as "not answered"',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const filterStatements = [skipStatement, keepStatement, beginningStatement]
export const sampleStatements = [sampleStatement, skippedSampleStatement]
