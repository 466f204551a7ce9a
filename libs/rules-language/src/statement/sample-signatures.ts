// A small vocabulary for the specs of this package: every shape that a signature may have.
import { buildCatalogue } from '../signature/build-catalogue.ts'
import { defineStatement, type Signature } from '../signature/signature.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import { samplePlanSignatures } from './sample-plan-signatures.ts'

export const rateColumns = {
  columns: {
    zone: { slot: { kind: 'name', refersTo: 'zone' }, any: true },
    band: { slot: { kind: 'name', refersTo: 'band' }, any: true, optional: true },
    setup: { slot: { kind: 'money' }, optional: true },
    price: { slot: { kind: 'price' } },
    increment: { slot: { kind: 'increment' }, optional: true }
  }
} as const

const doc = 'A statement of the specs.'

export const sampleSignatures: readonly Signature[] = [
  defineStatement({
    id: 'kernel.operator',
    in: ['file'],
    pattern: 'operator <name>',
    slots: { name: { kind: 'text' } },
    block: { kind: 'operator', needs: ['kernel.currency'], once: ['kernel.currency', 'kernel.zone'] },
    doc,
    example: 'operator "Coastal Telecom" { currency AUD }'
  }),
  defineStatement({
    id: 'kernel.currency',
    in: ['operator'],
    pattern: 'currency <code>',
    slots: { code: { kind: 'name' } },
    doc,
    example: 'currency AUD'
  }),
  defineStatement({
    id: 'kernel.zone',
    in: ['operator'],
    pattern: 'time zone <zone>',
    slots: { zone: { kind: 'text' } },
    doc,
    example: 'time zone "Australia/Melbourne"'
  }),
  defineStatement({
    id: 'kernel.round',
    in: ['operator'],
    pattern: 'round (half up | half even | up | down) to <step>',
    slots: { step: { kind: 'money' } },
    doc,
    example: 'round half up to 0.01'
  }),
  defineStatement({
    id: 'kernel.zones-from',
    in: ['file'],
    pattern: 'zones <name> from <file>',
    slots: { name: { kind: 'name', declares: 'zones' }, file: { kind: 'text' } },
    doc,
    example: 'zones world from "zones.csv"'
  }),
  defineStatement({
    id: 'kernel.tariff',
    in: ['file'],
    pattern: 'tariff <name> for <service>',
    slots: { name: { kind: 'name', declares: 'tariff' }, service: { kind: 'name' } },
    block: { kind: 'tariff', once: ['kernel.from'] },
    doc,
    example: 'tariff voice-standard for voice { from 2026-01-01 }'
  }),
  defineStatement({
    id: 'kernel.from',
    in: ['tariff', 'plan', 'offer'],
    pattern: 'from <from> [until <until>]',
    slots: { from: { kind: 'date' }, until: { kind: 'date', optional: true } },
    doc,
    example: 'from 2026-03-01 until 2026-06-01'
  }),
  defineStatement({
    id: 'kernel.zone-by',
    in: ['tariff'],
    pattern: 'zone by called number in <zones>',
    slots: { zones: { kind: 'name' } },
    doc,
    example: 'zone by called number in world'
  }),
  defineStatement({
    id: 'kernel.band',
    in: ['tariff'],
    pattern: 'band <name> = <hours> [except holidays]',
    slots: { name: { kind: 'name', declares: 'band' }, hours: { kind: 'hours' } },
    doc,
    example: 'band peak = weekdays 08:00..20:00 except holidays'
  }),
  defineStatement({
    id: 'kernel.band-otherwise',
    in: ['tariff'],
    pattern: 'band <name> = otherwise',
    slots: { name: { kind: 'name', declares: 'band' } },
    doc,
    example: 'band offpeak = otherwise'
  }),
  defineStatement({
    id: 'kernel.split',
    in: ['tariff'],
    pattern: 'calls crossing bands are split',
    slots: {},
    doc,
    example: 'calls crossing bands are split'
  }),
  defineStatement({
    id: 'kernel.rates',
    in: ['tariff'],
    pattern: 'rates',
    slots: {},
    block: { kind: 'rates', table: rateColumns },
    doc,
    example: 'rates { | zone | price |\n | local | free | }'
  }),
  defineStatement({
    id: 'kernel.rates-from',
    in: ['tariff'],
    pattern: 'rates from <file>',
    slots: { file: { kind: 'text' } },
    doc,
    example: 'rates from "international.csv"'
  }),
  ...samplePlanSignatures,
  defineStatement({
    id: 'kernel.example',
    in: ['file'],
    pattern: 'example <title>',
    slots: { title: { kind: 'text' } },
    block: { kind: 'example' },
    doc,
    example: 'example "a call" { on 2026-03-02 subscribe mobile-payg }'
  }),
  defineStatement({
    id: 'kernel.subscribe',
    in: ['example'],
    pattern: 'on <date> subscribe <plan>',
    slots: { date: { kind: 'date' }, plan: { kind: 'name', refersTo: 'plan' } },
    doc,
    example: 'on 2026-03-02 subscribe mobile-payg'
  }),
  defineStatement({
    id: 'kernel.call',
    in: ['example'],
    pattern: 'at <at> call <number> for <duration>',
    slots: { at: { kind: 'date-time' }, number: { kind: 'number-text' }, duration: { kind: 'duration' } },
    doc,
    example: 'at 2026-03-02 10:00 call +61293334444 for 61s'
  }),
  defineStatement({
    id: 'kernel.expect-charge',
    in: ['example'],
    pattern: 'expect charge <sum> = <total>',
    slots: { sum: { kind: 'expression', result: 'money' }, total: { kind: 'money' } },
    doc,
    example: 'expect charge 0.39 + 1.5 * 0.25 = 0.765'
  }),
  defineStatement({
    id: 'kernel.expect-invoice',
    in: ['example'],
    pattern: 'expect invoice',
    slots: {},
    block: { kind: 'invoice' },
    doc,
    example: 'expect invoice { charge "Mobile 40" 2026-04-01..2026-05-01 40.00 }'
  }),
  defineStatement({
    id: 'kernel.expect-line',
    in: ['invoice'],
    pattern: '(charge | credit) <title> <dates> <amount>',
    slots: { title: { kind: 'text' }, dates: { kind: 'dates' }, amount: { kind: 'money', signed: true } },
    doc,
    example: 'credit "Mobile 20" 2026-03-16..2026-04-01 -10.32'
  })
]

export function sampleCatalogue(): SignatureCatalogue {
  const built = buildCatalogue(sampleSignatures)
  if (!built.ok) throw new Error(built.problems.join('\n'))
  return built.catalogue
}
