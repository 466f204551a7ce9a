// What the account of an example holds in advance.
import { type Signature, defineStatement } from '../signature/signature.ts'
import { on } from './example-slots.ts'

const until = { kind: 'date', optional: true, doc: 'the first day on which it can no longer be used' } as const
const priority = {
  kind: 'count',
  min: 1,
  max: 1000,
  optional: true,
  doc: 'pockets of a lower number are used first; 100 when left out'
} as const

const services = {
  kind: 'names',
  refersTo: 'service',
  optional: true,
  doc: 'what alone it pays for; every service that is counted in its unit when left out'
} as const

export const topUpStatement = defineStatement({
  id: 'kernel.example-top-up',
  in: ['example'],
  pattern: 'on <on> top up <amount> [by <method>] [for <services>] [until <until>] [, priority <priority>]',
  slots: {
    on,
    amount: { kind: 'money' },
    method: { kind: 'name', optional: true, doc: 'the way of paying' },
    services,
    until,
    priority
  },
  doc: 'The customer pays in advance, into a pocket. From the first pocket on, what is used is charged while it happens, as the plan says how it is paid: what a plan pays from pockets alone is refused where none pays for it, also when those that there are pay for other services. A plan that does not say how leaves that to the bill.',
  example: 'on 2026-03-02 top up 20.00'
})

const reason = { kind: 'text', doc: 'what it is given for' } as const

export const grantStatement = defineStatement({
  id: 'kernel.example-grant',
  in: ['example'],
  pattern: 'on <on> grant <amount> <reason> [for <services>] [until <until>] [, priority <priority>]',
  slots: { on, amount: { kind: 'money' }, reason, services, until, priority },
  doc: 'The customer is given a pocket with so much in it.',
  example: 'on 2026-03-02 grant 5.00 "welcome" until 2026-04-01'
})

export const grantOfUnitStatement = defineStatement({
  id: 'kernel.example-grant-of-unit',
  in: ['example'],
  pattern: 'on <on> grant <quantity> <reason> [for <services>] [until <until>] [, priority <priority>]',
  slots: { on, quantity: { kind: 'quantity' }, reason, services, until, priority },
  doc: 'The customer is given a pocket of seconds, bytes, messages or a unit of the operator. It pays for use that is counted in it, before money does: of the services that are named, else of all whose tariff does not say that pockets pay only by name.',
  example: 'on 2026-03-02 grant 600 s "welcome" for voice until 2026-04-01'
})

export const examplePocketStatements: readonly Signature[] = [topUpStatement, grantStatement, grantOfUnitStatement]
