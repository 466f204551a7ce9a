// Groups that the account of an example is in.
import { type Signature, defineStatement } from '../signature/signature.ts'
import { at, known, on } from './example-slots.ts'

const group = { kind: 'name', doc: 'a name for the group' } as const
const of = {
  kind: 'name',
  optional: true,
  doc: 'the subscription, by the name after as; all of the account when left out'
} as const

export const joinStatement = defineStatement({
  id: 'kernel.example-join',
  in: ['example'],
  pattern: 'on <on> join group <group> [for <of>] [until <until>] [, known on <known>]',
  slots: {
    on,
    group,
    of,
    until: { kind: 'date', optional: true, doc: 'the first day on which it is in it no more' },
    known
  },
  doc: 'The account, or one subscription of it, is in a group from that day on.',
  example: 'on 2026-03-02 join group family'
})

export const leaveStatement = defineStatement({
  id: 'kernel.example-leave',
  in: ['example'],
  pattern: 'on <on> leave group <group> [for <of>] [, known on <known>]',
  slots: { on, group, of, known },
  doc: 'It is in the group no more from that day on. What it used while it was counts on.',
  example: 'on 2026-03-20 leave group family'
})

export const groupUseStatement = defineStatement({
  id: 'kernel.example-group-use',
  in: ['example'],
  pattern: 'at <at> others in <group> use <quantity> of <service> [, known on <known>]',
  slots: {
    at,
    group,
    quantity: { kind: 'quantity' },
    service: { kind: 'name', refersTo: 'service', doc: 'the service of a tariff' },
    known
  },
  doc: 'Members of the group that are of other accounts use something.',
  example: 'at 2026-03-02 10:00 others in family use 5 GB of data'
})

export const exampleGroupStatements: readonly Signature[] = [joinStatement, leaveStatement, groupUseStatement]
