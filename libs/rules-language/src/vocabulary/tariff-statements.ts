// `zones` and `tariff`: where a number is, when it is called, and what that costs.
import { type ColumnSet, defineStatement } from '../signature/signature.ts'
import { originAtWork, zoneByCallingAtWork } from './origins-at-work.ts'
import { reachAtWork } from './reach-at-work.ts'
import { pocketsByNameAtWork } from './pockets-at-work.ts'
import { crossingAtWork, ratesAtWork, setupAlwaysAtWork, tariffAtWork, zonesAtWork } from './tariffs-at-work.ts'

export const zoneColumns = {
  prefix: { slot: { kind: 'number-text' }, doc: 'first digits of the number, with its country code' },
  zone: { slot: { kind: 'name', declares: 'zone' }, doc: 'the zone that it is in' }
} as const satisfies ColumnSet

export const zonesStatement = defineStatement({
  id: 'kernel.zones',
  in: ['file'],
  forEveryCurrency: 'unless said',
  pattern: 'zones <name> [from <file>]',
  slots: {
    name: { kind: 'name', declares: 'zones', doc: 'the name of the zone table' },
    file: { kind: 'text', optional: true, doc: 'a CSV file beside this one, with the same columns' }
  },
  block: {
    kind: 'zones',
    optional: true,
    table: { columns: zoneColumns }
  },
  doc: 'Zones by prefix of the called number; the longest prefix wins.',
  example: 'zones world from "zones.csv"',
  worked: zonesAtWork
})

/** The blocks that may say from when until when they hold. */
const DATED = ['tariff', 'plan', 'feature', 'offer', 'change-rule', 'policy']

export const tariffStatement = defineStatement({
  id: 'kernel.tariff',
  in: ['file'],
  pattern: 'tariff <name> for <service> [, counted in <unit>]',
  slots: {
    name: { kind: 'name', declares: 'tariff', doc: 'the name by which plans use it' },
    service: { kind: 'name', declares: 'service', doc: 'the service whose usage it rates: voice, sms, data' },
    unit: {
      kind: 'choice',
      of: ['seconds', 'bytes', 'messages', 'events'],
      orUnits: true,
      optional: true,
      doc: 'what usage of a service is measured in that is not voice, sms, mms or data: one of these, or a unit declared by unit NAME'
    }
  },
  block: {
    kind: 'tariff',
    needs: ['kernel.rates'],
    once: [
      'kernel.from',
      'kernel.until',
      'kernel.reach',
      'kernel.zone-by-number',
      'kernel.one-zone',
      'kernel.origin',
      'kernel.crossing',
      'kernel.setup-always',
      'kernel.pockets-by-name'
    ]
  },
  doc: 'Prices of the usage of one service. Versions of one tariff follow each other by from and until.',
  example: 'tariff sms-standard for sms { rates { | price |\n| 0.20 per sms | } }',
  worked: tariffAtWork
})

export const fromStatement = defineStatement({
  id: 'kernel.from',
  in: DATED,
  pattern: 'from <from> [until <until>]',
  slots: { from: { kind: 'date' }, until: { kind: 'date', optional: true } },
  doc: 'In force from this day, until the day before the other, in the zone of the operator.',
  example: 'from 2026-01-01 until 2027-01-01'
})

export const untilStatement = defineStatement({
  id: 'kernel.until',
  in: DATED,
  pattern: 'until <until>',
  slots: { until: { kind: 'date' } },
  doc: 'In force until the day before this one.',
  example: 'until 2027-01-01'
})

export const reachStatement = defineStatement({
  id: 'kernel.reach',
  in: ['tariff', 'plan', 'feature'],
  pattern: 'holds (for new customers | for everyone from next cycle | retroactively from <since>)',
  slots: { since: { kind: 'date', optional: true, doc: 'the first day whose bills are corrected' } },
  doc: 'How far this version reaches those who had the one before it. New customers: they keep theirs until they change plan. Everyone from next cycle: each has it from the first cycle that begins on or after its first day. Retroactively: once it is in force, the next bill corrects what was charged since that day; issued invoices stay as they are. When nothing is said, the date decides: usage from that day on, rent from its next period. What a version of a plan or feature includes, sells in packs, caps and asks at least is there from the first day on which it holds for the customer, within a cycle too: an allowance, a cap or packs of the same service and zones go on with what was used, spent and bought.',
  example: 'holds for new customers',
  worked: reachAtWork
})

const tables = {
  table: { kind: 'name', refersTo: 'zones', doc: 'a table declared by zones NAME' },
  others: {
    kind: 'names',
    refersTo: 'zones',
    optional: true,
    doc: 'asked in this order, each when those before it know nothing of the number'
  }
} as const

export const zoneByNumberStatement = defineStatement({
  id: 'kernel.zone-by-number',
  in: ['tariff'],
  pattern: 'zone by (called | calling) number in <table> [then <others>]',
  slots: tables,
  doc: 'The zone of an event is that of the longest prefix of the number, in the first table that knows the number.',
  example: 'zone by called number in local then national, world',
  worked: zoneByCallingAtWork
})

export const originStatement = defineStatement({
  id: 'kernel.origin',
  in: ['tariff'],
  pattern: 'origin by calling number in <table> [then <others>]',
  slots: tables,
  doc: 'Where an event comes from: the zone of the calling number, beside the zone of the called one. Rows may name both; allowances, offers and invoice lines go by the called one.',
  example: 'origin by calling number in local then national',
  worked: originAtWork
})

export const oneZoneStatement = defineStatement({
  id: 'kernel.one-zone',
  in: ['tariff'],
  pattern: 'one zone <zone>',
  slots: { zone: { kind: 'name', declares: 'zone', doc: 'the name of the zone' } },
  doc: 'Every event of the tariff is in this zone.',
  example: 'one zone home'
})

export const bandStatement = defineStatement({
  id: 'kernel.band',
  in: ['tariff'],
  pattern: 'band <name> = (otherwise | <hours> [except <days>])',
  slots: {
    name: { kind: 'name', declares: 'band', doc: 'the name by which rates use it' },
    hours: {
      kind: 'hours',
      optional: true,
      doc: 'days and times on the clock of the operator: weekdays, holidays, holidays of NAME, 24 december..27 december, 2026-12-24'
    },
    days: { kind: 'days', optional: true, doc: 'days on which the band does not hold' }
  },
  doc: 'A part of the week. The bands of a tariff fill the week without overlap, or one of them is otherwise.',
  example: 'band peak = weekdays 08:00..20:00 except holidays'
})

export const crossingStatement = defineStatement({
  id: 'kernel.crossing',
  in: ['tariff'],
  pattern: 'calls crossing bands are (split | rated by start)',
  slots: {},
  doc: 'A call that crosses bands is split (so it is when nothing is said), or the band at its start rates all of it.',
  example: 'calls crossing bands are split',
  worked: crossingAtWork
})

export const setupAlwaysStatement = defineStatement({
  id: 'kernel.setup-always',
  in: ['tariff'],
  pattern: 'setup always',
  slots: {},
  doc: 'The setup is charged although an allowance covers the whole event.',
  example: 'setup always',
  worked: setupAlwaysAtWork
})

export const pocketsByNameStatement = defineStatement({
  id: 'kernel.pockets-by-name',
  in: ['tariff'],
  pattern: 'pockets pay only by name',
  slots: {},
  doc: 'A pocket of messages, seconds or another unit pays for this service only where it was given for it by name: grant 10 sms "gift" for premium. What is given without a word does not pay what costs more than was meant. Pockets of money pay as ever.',
  example: 'pockets pay only by name',
  worked: pocketsByNameAtWork
})

export const rateColumns = {
  origin: {
    slot: { kind: 'name', refersTo: 'zone' },
    optional: true,
    any: true,
    doc: 'zone of the calling number; * is every other'
  },
  zone: { slot: { kind: 'name', refersTo: 'zone' }, optional: true, any: true, doc: 'zone; * is every other' },
  band: { slot: { kind: 'name', refersTo: 'band' }, optional: true, any: true, doc: 'band; * is every other' },
  setup: { slot: { kind: 'money' }, optional: true, doc: 'charged once for each event of which anything is billed' },
  price: {
    slot: { kind: 'event-price' },
    doc: '0.25 per minute, 0.15 per call, free, 12.5% of value, 0.10 per minute for the first 3 min then 0.05 per minute, tiers NAME'
  },
  increment: { slot: { kind: 'increment' }, optional: true, doc: 'the first and each following: 60s / 30s' },
  grace: { slot: { kind: 'quantity' }, optional: true, doc: 'an event that is no longer than this costs nothing' },
  minimum: { slot: { kind: 'money' }, optional: true, doc: 'an event of which anything is billed costs at least this' },
  maximum: { slot: { kind: 'money' }, optional: true, doc: 'an event costs at most this' }
} as const satisfies ColumnSet

export const ratesStatement = defineStatement({
  id: 'kernel.rates',
  in: ['tariff'],
  pattern: 'rates [from <file>]',
  slots: { file: { kind: 'text', optional: true, doc: 'a CSV file beside this one, with the same columns' } },
  block: {
    kind: 'rates',
    optional: true,
    table: { columns: rateColumns }
  },
  doc: 'Prices by origin, zone and band. Several tables of a tariff count as one. A part of the value is taken of what the source of the usage says that it is worth; usage without a value waits in quarantine.',
  example: 'rates from "international.csv"',
  worked: ratesAtWork
})

export const tariffStatements = [
  zonesStatement,
  tariffStatement,
  fromStatement,
  untilStatement,
  reachStatement,
  zoneByNumberStatement,
  oneZoneStatement,
  originStatement,
  bandStatement,
  crossingStatement,
  setupAlwaysStatement,
  pocketsByNameStatement,
  ratesStatement
]
