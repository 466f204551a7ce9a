// `example`: a customer's life in a few lines, and what must come of it.
import { type Signature, defineStatement } from '../signature/signature.ts'
import type { Slot } from '../signature/slot.ts'
import { exampleAtWork } from './plans-at-work.ts'

const on = { kind: 'date', doc: 'the day on which it takes effect' } as const
const at = { kind: 'date-time', doc: 'when it starts, on the clock of the operator' } as const
const plan = { kind: 'name', refersTo: 'plan', doc: 'a plan' } as const
const of = { kind: 'name', optional: true, doc: 'the subscription, by the name after as' } as const
const number = { kind: 'number-text', optional: true, doc: 'the called number' } as const satisfies Slot

export const exampleStatement = defineStatement({
  id: 'kernel.example',
  in: ['file'],
  pattern: 'example <title>',
  slots: { title: { kind: 'text', doc: 'what it shows' } },
  block: { kind: 'example', once: ['kernel.example-bill-day'] },
  doc: 'A short story with its expected outcome; rules with an example that fails are not published.',
  example: 'example "a short call" { on 2026-03-02 subscribe mobile-payg }',
  worked: exampleAtWork
})

export const exampleBillDayStatement = defineStatement({
  id: 'kernel.example-bill-day',
  in: ['example'],
  pattern: 'bill day <day>',
  slots: { day: { kind: 'count', min: 1, max: 31, doc: 'the day of the month, 1 to 31' } },
  doc: 'The bill day of the account; without it, the day of the first line.',
  example: 'bill day 31'
})

export const subscribeStatement = defineStatement({
  id: 'kernel.example-subscribe',
  in: ['example'],
  pattern: 'on <on> subscribe <plan> [as <label>] [with <features>]',
  slots: {
    on,
    plan,
    label: { kind: 'name', optional: true, doc: 'a name for this subscription' },
    features: { kind: 'names', refersTo: 'feature', optional: true, doc: 'features that are on from the first day' }
  },
  doc: 'A subscription begins.',
  example: 'on 2026-03-02 subscribe mobile-payg'
})

export const changeStatement = defineStatement({
  id: 'kernel.example-change',
  in: ['example'],
  pattern: 'on <on> change to <plan> [for <of>]',
  slots: { on, plan, of },
  doc: 'The subscription changes to another plan.',
  example: 'on 2026-03-16 change to mobile-40'
})

export const stateStatement = defineStatement({
  id: 'kernel.example-state',
  in: ['example'],
  pattern: 'on <on> (suspend | resume | terminate) [for <of>]',
  slots: { on, of },
  doc: 'The subscription is suspended, resumed or ended.',
  example: 'on 2026-03-16 suspend'
})

export const featureTurnStatement = defineStatement({
  id: 'kernel.example-feature',
  in: ['example'],
  pattern: 'on <on> feature <feature> (on | off) [for <of>]',
  slots: { on, feature: { kind: 'name', refersTo: 'feature', doc: 'a feature' }, of },
  doc: 'A feature of the subscription is turned on or off.',
  example: 'on 2026-03-16 feature voicemail on'
})

export const scheduleStatement = defineStatement({
  id: 'kernel.example-schedule',
  in: ['example'],
  pattern: 'on <on> (bill | advance)',
  slots: { on },
  doc: 'The account is billed, or the clock moves on with every day of scheduled work on the way.',
  example: 'on 2026-04-01 bill'
})

export const itemStatement = defineStatement({
  id: 'kernel.example-item',
  in: ['example'],
  pattern: 'on <on> (charge | credit) <amount> <text>',
  slots: { on, amount: { kind: 'money' }, text: { kind: 'text', doc: 'what stands on the invoice' } },
  doc: 'Something is charged or credited once.',
  example: 'on 2026-03-05 charge 12.00 "SIM card"'
})

export const payStatement = defineStatement({
  id: 'kernel.example-pay',
  in: ['example'],
  pattern: 'on <on> pay <amount>',
  slots: { on, amount: { kind: 'money' } },
  doc: 'The customer pays.',
  example: 'on 2026-04-10 pay 40.00'
})

export const callStatement = defineStatement({
  id: 'kernel.example-call',
  in: ['example'],
  pattern: 'at <at> call <number> for <duration> [from <of>]',
  slots: { at, number: { kind: 'number-text', doc: 'the called number' }, duration: { kind: 'duration' }, of },
  doc: 'A call by voice.',
  example: 'at 2026-03-02 10:00 call +61293334444 for 61s'
})

export const sendStatement = defineStatement({
  id: 'kernel.example-send',
  in: ['example'],
  pattern: 'at <at> send (sms | <messages>) [to <number>] [from <of>]',
  slots: {
    at,
    messages: { kind: 'quantity', of: ['message'], optional: true, doc: 'how many: 3 sms' },
    number,
    of
  },
  doc: 'Text messages.',
  example: 'at 2026-03-02 10:00 send sms to +61293334444'
})

export const useStatement = defineStatement({
  id: 'kernel.example-use',
  in: ['example'],
  pattern: 'at <at> use <quantity> of <service> [to <number>] [from <of>]',
  slots: {
    at,
    quantity: { kind: 'quantity' },
    service: { kind: 'name', refersTo: 'service', doc: 'the service of a tariff' },
    number,
    of
  },
  doc: 'Usage of any service.',
  example: 'at 2026-03-02 10:00 use 5 GB of data'
})

export const exampleFactStatements: readonly Signature[] = [
  exampleStatement,
  exampleBillDayStatement,
  subscribeStatement,
  changeStatement,
  stateStatement,
  featureTurnStatement,
  scheduleStatement,
  itemStatement,
  payStatement,
  callStatement,
  sendStatement,
  useStatement
]
