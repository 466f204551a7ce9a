// Usage in an example.
import { type Signature, defineStatement } from '../signature/signature.ts'
import type { Slot } from '../signature/slot.ts'
import { at, known } from './example-slots.ts'

const number = { kind: 'number-text', optional: true, doc: 'the called number' } as const satisfies Slot
const value = {
  kind: 'money',
  optional: true,
  doc: 'what it is worth by its source, of which a tariff may take a part: 12.5% of value'
} as const

const from = {
  kind: 'name',
  optional: true,
  doc: 'the subscription, by the name after as or one of its numbers, which is then the calling number too'
} as const

const caller = {
  kind: 'number-text',
  optional: true,
  doc: "the calling number, where it is none of the subscription's; left out, it is the one after from"
} as const satisfies Slot

export const callStatement = defineStatement({
  id: 'kernel.example-call',
  in: ['example'],
  pattern: 'at <at> call <number> for <duration> [worth <value>] [from <of>] [, caller <caller>] [, known on <known>]',
  slots: {
    at,
    number: { kind: 'number-text', doc: 'the called number' },
    duration: { kind: 'duration' },
    value,
    of: from,
    caller,
    known
  },
  doc: 'A call by voice.',
  example: 'at 2026-03-02 10:00 call +61293334444 for 61s'
})

export const sendStatement = defineStatement({
  id: 'kernel.example-send',
  in: ['example'],
  pattern:
    'at <at> send (sms | <messages>) [to <number>] [worth <value>] [from <of>] [, caller <caller>] [, known on <known>]',
  slots: {
    at,
    messages: { kind: 'quantity', of: ['message'], optional: true, doc: 'how many: 3 sms' },
    number,
    value,
    of: from,
    caller,
    known
  },
  doc: 'Text messages.',
  example: 'at 2026-03-02 10:00 send sms to +61293334444'
})

export const useStatement = defineStatement({
  id: 'kernel.example-use',
  in: ['example'],
  pattern:
    'at <at> use <quantity> of <service> [to <number>] [worth <value>] [from <of>] [, caller <caller>] [, known on <known>]',
  slots: {
    at,
    quantity: { kind: 'quantity' },
    service: { kind: 'name', refersTo: 'service', doc: 'the service of a tariff' },
    number,
    value,
    of: from,
    caller,
    known
  },
  doc: 'Usage of any service.',
  example: 'at 2026-03-02 10:00 use 5 GB of data'
})

export const exampleUsageStatements: readonly Signature[] = [callStatement, sendStatement, useStatement]
