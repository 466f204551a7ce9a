// A text for a slot: nearly always one that the slot takes, sometimes an extreme or hostile one.
import type { Slot, SlotKind } from '@farthing/rules-language'
import type { SeededRandom } from '@farthing/testing/seeded-random'
import { HOSTILE_NAMES, HOSTILE_VALUES } from './hostile.ts'

const RIGHT = 0.99
const TAME_NAME = 0.97
const LONG_LIST = 0.02

const UNITS = {
  second: ['s', 'min', 'h', 'hours', 'minutes'],
  byte: ['B', 'kB', 'MB', 'GB', 'TB', 'KiB', 'GiB'],
  message: ['sms', 'messages', 'mms'],
  event: ['calls', 'events']
} as const
const DAYS = ['monday', 'tuesday', 'saturday', 'sunday', 'weekdays', 'weekends', 'daily', 'holidays', 'monday..friday']

type Writer = (random: SeededRandom, slot: Slot) => string

/** By kind; a kind without a writer is written from the statement's own example. */
const writers: { readonly [K in SlotKind]?: Writer } = {
  money: random => decimal(random) + (random.chance(0.1) ? ' AUD' : ''),
  percent: random => `${decimal(random)}%`,
  quantity,
  duration: random => quantity(random, { kind: 'quantity', of: ['second'] }),
  allowance: (random, slot) => (random.chance(0.2) ? 'unlimited' : quantity(random, slot)),
  count: (random, slot) => {
    const { min = 0, max = 1_000_000 } = slot.kind === 'count' ? slot : {}
    return String(random.chance(0.5) ? random.between(min, Math.min(max, min + 30)) : random.between(min, max))
  },
  number: decimal,
  date,
  'date-time': random => `${date(random)} ${time(random)}`,
  time,
  dates: random => `20${random.between(10, 30)}-02-01..20${random.between(25, 40)}-03-01`,
  times,
  days: random => listOf(random, () => random.pick(DAYS)),
  hours: random =>
    listOf(random, () => random.pick([`${random.pick(DAYS)} ${times(random)}`, times(random), random.pick(DAYS)])),
  period: random =>
    random.chance(0.5)
      ? random.pick(['month', 'quarter', 'year', 'week', 'day'])
      : `${random.between(2, 40)} ${random.pick(['months', 'weeks', 'days', 'years'])}`,
  text: (random, slot) => JSON.stringify(named(random, slot)),
  texts: (random, slot) => listOf(random, () => JSON.stringify(named(random, slot))),
  name: named,
  names: (random, slot) => listOf(random, () => named(random, slot)),
  'number-text': random => random.pick(['+61293334444', '0412345678', '000', '1900123456', '+99', '61', '1']),
  price: random => (random.chance(0.1) ? 'free' : `${decimal(random)} per ${random.pick(PRICED)}`),
  'event-price': random =>
    random.pick([
      'free',
      `${decimal(random)} per minute`,
      `first 60s ${decimal(random)} per minute, then ${decimal(random)} per minute`
    ]),
  increment: random => random.pick(['60s / 30s', '1s / 1s', '60s', '1 MB / 1 kB', '1 message', '1 ms / 24 h']),
  expression: random => expression(random, 3),
  choice: (random, slot) => (slot.kind === 'choice' ? random.pick(slot.of) : '')
}

const PRICED = ['minute', 'call', 'sms', 'GB', 'started 10 GB', 'hour', 'MB', 'second', 'event', '7 min']

/** Null when nothing is known of the slot's kind. */
export function slotText(random: SeededRandom, slot: Slot): string | null {
  if (!random.chance(RIGHT)) return random.pick(HOSTILE_VALUES)
  return writers[slot.kind]?.(random, slot) ?? null
}

/** Few names for each kind of thing, those of the small operator among them, so that references mostly find what was declared. */
function named(random: SeededRandom, slot: Slot): string {
  if (!random.chance(TAME_NAME)) return random.pick(HOSTILE_NAMES)
  const declared = 'declares' in slot ? slot.declares : undefined
  const kind = declared ?? ('refersTo' in slot ? slot.refersTo : undefined)
  if (kind === 'zone') return `zone-${random.below(4)}`
  if (kind === 'service') return random.pick(['voice', 'sms', 'data'])
  return `${kind ?? 'thing'}-${random.below(declared === undefined ? 2 : 8)}`
}

function listOf(random: SeededRandom, item: () => string): string {
  const length = random.chance(LONG_LIST) ? random.between(50, 400) : random.between(1, 3)
  return Array.from({ length }, item).join(random.pick([', ', ',', ',\n    ']))
}

function decimal(random: SeededRandom): string {
  const whole = random.chance(0.1) ? random.below(1_000_000_000) : random.below(100)
  return random.chance(0.3) ? String(whole) : `${whole}.${String(random.below(100)).padStart(2, '0')}`
}

const KNOWN = ['second', 'byte', 'message', 'event'] as const

function quantity(random: SeededRandom, slot: Slot): string {
  const of = 'of' in slot && (slot.kind === 'quantity' || slot.kind === 'allowance') ? slot.of : undefined
  const unit = random.pick(KNOWN.filter(each => of?.includes(each) ?? true))
  return `${random.between(1, 500)} ${random.pick(UNITS[unit])}`
}

function date(random: SeededRandom): string {
  const year = random.chance(0.05) ? random.pick(['0000', '0001', '1582', '9999']) : `20${random.between(24, 28)}`
  return `${year}-${String(random.between(1, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`
}

function time(random: SeededRandom): string {
  return `${String(random.below(24)).padStart(2, '0')}:${random.pick(['00', '30', '59'])}`
}

function times(random: SeededRandom): string {
  return `${time(random)}..${random.chance(0.2) ? '24:00' : time(random)}`
}

function expression(random: SeededRandom, depth: number): string {
  if (depth === 0 || random.chance(0.4)) return decimal(random)
  const pair = `${expression(random, depth - 1)} ${random.pick(['+', '-', '*', '/'])} ${expression(random, depth - 1)}`
  return random.chance(0.3) ? `(${pair})` : pair
}
