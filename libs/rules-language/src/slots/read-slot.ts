// Reads one slot of a statement, or one cell of a table: the grammar's rule for its kind, then the judgement of what was written.
import type { IToken } from 'chevrotain'
import type { Problem } from '../diagnostics/problem.ts'
import { Ident } from '../lexer/tokens.ts'
import type { Span } from '../signature/match.ts'
import type { Slot } from '../signature/slot.ts'
import type { SlotKind, SlotValue } from '../signature/slot-value.ts'
import { daysInHours, incrementOf, moneyOf, percentOf, priceOf, quantityOf, unknownUnit } from './amounts.ts'
import { readCondition } from './condition-value.ts'
import { dateOf, datesOf, dateTimeOf, periodOf, timeOf, timesOf } from './calendar.ts'
import { readChoice } from './choice.ts'
import { daySetOf, hoursOf } from './days.ts'
import { eventPriceOf } from './event-price.ts'
import { readExpression } from './expression-value.ts'
import { good, type Judged } from './judged.ts'
import type { Rule, Start } from './literal-grammar.ts'
import { countOf, namesOf, nameOf, numberOf, phoneOf, textOf, textsOf } from './plain-values.ts'
import { repairNumber } from './repair-number.ts'
import { repairFailed, repairRead } from './repair-slot.ts'
import { grammar } from './slot-grammar.ts'
import { spanOf } from './written.ts'

export interface SlotStart extends Start {
  /** Fixed words that may come right after the slot. */
  readonly follow: ReadonlySet<string>
}

export type SlotReading =
  | {
      readonly ok: true
      readonly value: SlotValue
      /** Index of the token after the slot. */
      readonly next: number
      /** The places of a list's items. */
      readonly items?: readonly Span[]
      /** Well-formed but wrong: the statement can be read on, and is refused. */
      readonly problem?: Problem
    }
  | { readonly ok: false; readonly at: number; readonly wanted: readonly string[]; readonly problem?: Problem }

type Reader = (start: SlotStart, slot: Slot) => SlotReading

/** Reads by a rule of the grammar and judges the result. */
export function reader<W>(
  rule: Rule<W>,
  judge: (written: W, slot: Slot) => Judged<SlotValue>,
  items?: (written: W) => readonly Span[]
): Reader {
  return (start, slot) => {
    const reading = grammar.read(rule, start, slot.units)
    if (!reading.ok) return reading
    const judged = judge(reading.result, slot)
    const places = items ? { items: items(reading.result) } : {}
    if (judged.ok) return { ok: true, value: judged.value, next: reading.next, ...places }
    return { ok: true, value: '', next: reading.next, problem: judged.problem, ...places }
  }
}

const of = (slot: Slot) => (slot.kind === 'quantity' || slot.kind === 'allowance' ? slot.of : undefined)
const isSigned = (slot: Slot): boolean => 'signed' in slot && slot.signed === true
const places = (tokens: readonly IToken[]): Span[] => tokens.map(token => spanOf(token))

const readers: Readonly<Record<SlotKind, Reader>> = {
  money: reader(grammar.measure, (written, slot) => moneyOf(written, isSigned(slot))),
  percent: reader(grammar.measure, percentOf),
  quantity: reader(grammar.measure, (written, slot) => quantityOf(written, of(slot))),
  duration: reader(grammar.measure, written => quantityOf(written, ['second'])),
  allowance: reader(grammar.allowance, (written, slot) =>
    'image' in written ? good('unlimited') : quantityOf(written, of(slot))
  ),
  count: reader(grammar.measure, countOf),
  number: reader(grammar.measure, numberOf),
  date: reader(grammar.date, dateOf),
  'date-time': reader(grammar.dateTime, dateTimeOf),
  time: reader(grammar.time, timeOf),
  dates: reader(grammar.dates, datesOf),
  times: reader(grammar.times, timesOf),
  days: reader(grammar.days, daySetOf),
  hours: reader(grammar.hours, hoursOf),
  period: reader(grammar.period, periodOf),
  text: reader(grammar.text, textOf),
  texts: reader(grammar.texts, textsOf, places),
  name: reader(grammar.name, nameOf),
  names: reader(grammar.names, namesOf, places),
  'number-text': reader(grammar.phone, phoneOf),
  price: reader(grammar.price, priceOf),
  'event-price': reader(grammar.eventPrice, eventPriceOf),
  increment: reader(grammar.increment, incrementOf),
  expression: readExpression,
  condition: readCondition,
  choice: readChoice
}

/** Kinds that begin with a number and may so meet a grouped or comma-decimal one. */
const NUMERIC: ReadonlySet<SlotKind> = new Set([
  'money',
  'percent',
  'quantity',
  'duration',
  'allowance',
  'count',
  'number',
  'price',
  'event-price',
  'expression'
])

/** Reads the slot at `start.at`. What is nearly right is read with a problem, so that the rest of the statement is still checked. */
export function readSlot(start: SlotStart, slot: Slot): SlotReading {
  const grouped = NUMERIC.has(slot.kind) ? repairNumber(start) : null
  if (grouped) return { ok: true, value: '', next: grouped.next, problem: grouped.problem }
  const reading = readers[slot.kind](start, slot)
  if (!reading.ok) return reading.problem ? reading : (repairFailed(start, slot, readExactly) ?? reading)
  return reading.problem?.code === 'R0030' ? withUnit(reading, start, slot) : repairRead(start, slot, reading)
}

function readExactly(start: SlotStart, slot: Slot): SlotReading {
  return readers[slot.kind](start, slot)
}

/** `5 gigs of data`: the word after a number without a unit was meant to be one, unless the statement goes on with it. */
function withUnit(reading: SlotReading & { ok: true }, { at, tokens, follow }: SlotStart, slot: Slot): SlotReading {
  const word = tokens[reading.next]
  if (word?.tokenType !== Ident || follow.has(word.image)) return reading
  const [number, wanted] = [tokens[at], slot.kind === 'duration' ? (['second'] as const) : of(slot)]
  const days = number && daysInHours(number, word, wanted)
  const { problem } = days ?? unknownUnit(word, slot.units, wanted)
  return { ok: true, value: '', next: reading.next + 1, problem }
}
