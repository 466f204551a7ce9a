// The part of the specs' small vocabulary that stands in plans.
import { defineStatement, type Signature } from '../signature/signature.ts'

const doc = 'A statement of the specs.'

export const samplePlanSignatures: readonly Signature[] = [
  defineStatement({
    id: 'kernel.plan',
    in: ['file'],
    pattern: 'plan <name> <title>',
    slots: { name: { kind: 'name', declares: 'plan' }, title: { kind: 'text' } },
    block: { kind: 'plan', once: ['kernel.from'] },
    doc,
    example: 'plan mobile-40 "Mobile 40" { from 2026-01-01 }'
  }),
  defineStatement({
    id: 'kernel.family',
    in: ['plan'],
    pattern: 'family <family> [, level <level>]',
    slots: { family: { kind: 'name' }, level: { kind: 'count', optional: true } },
    doc,
    example: 'family mobile, level 2'
  }),
  defineStatement({
    id: 'recurring.rent',
    in: ['plan'],
    pattern: 'rent <amount> per <period> [in advance | in arrears] [, prorated by <basis> | , not prorated]',
    slots: {
      amount: { kind: 'money' },
      period: { kind: 'period' },
      basis: { kind: 'choice', of: ['day', 'day of 30', 'second'], optional: true }
    },
    doc,
    example: 'rent 40.00 per month in advance, prorated by day'
  }),
  defineStatement({
    id: 'setup.setup',
    in: ['plan'],
    pattern: 'setup <amount>',
    slots: { amount: { kind: 'money' } },
    doc,
    example: 'setup 10.00'
  }),
  defineStatement({
    id: 'usage.tariffs',
    in: ['plan'],
    pattern: 'tariff <tariffs>',
    slots: { tariffs: { kind: 'names', refersTo: 'tariff' } },
    doc,
    example: 'tariff voice-standard, sms-standard'
  }),
  defineStatement({
    id: 'usage.unlimited',
    in: ['plan'],
    pattern: 'include unlimited <service> [to <zones>]',
    slots: { service: { kind: 'name' }, zones: { kind: 'names', optional: true } },
    doc,
    example: 'include unlimited sms to national'
  }),
  defineStatement({
    id: 'usage.include',
    in: ['plan'],
    pattern: 'include <quantity> of <service> [to <zones>] [, roll over <cycles> cycle] [, share with account]',
    slots: {
      quantity: { kind: 'quantity' },
      service: { kind: 'name' },
      zones: { kind: 'names', optional: true },
      cycles: { kind: 'count', optional: true }
    },
    doc,
    example: 'include 1000 min of voice to national, mobile, roll over 1 cycle'
  }),
  defineStatement({
    id: 'bonds.bond',
    in: ['plan'],
    pattern: 'bond <amount>',
    slots: { amount: { kind: 'money' } },
    block: { kind: 'bond', optional: true },
    doc,
    example: 'bond 200.00 { refund after 12 on-time payments }'
  }),
  defineStatement({
    id: 'bonds.refund',
    in: ['bond'],
    pattern: 'refund after <count> on-time payments',
    slots: { count: { kind: 'count' } },
    doc,
    example: 'refund after 12 on-time payments'
  })
]
