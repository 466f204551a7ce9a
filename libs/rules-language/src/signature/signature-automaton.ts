// Signatures as automata: each kind of slot as the tokens that it may consist of.
import { UNITS } from '@farthing/billing-core/values'
import { ALL_UNITS } from '../slots/amounts.ts'
import { PERIOD_WORDS } from '../slots/calendar.ts'
import { monthWords } from '../slots/day-spans.ts'
import { dayWords } from '../slots/days.ts'
import { Automaton, type Fragment, list, oneOf, optional, sequence, token } from './automaton.ts'
import type { CompiledNode, CompiledSignature } from './compile-signature.ts'
import type { Slot } from './slot.ts'
import type { SlotKind } from './slot-value.ts'
import { any, mark, words } from './token-class.ts'

const number = token(any('number'))
const comma = token(mark(','))
const range = token(mark('..'))
const date = token(any('date'))
const time = token(any('time'))
const text = token(any('text'))
const name = oneOf(token(any('word')), text)
const minus = optional(token(mark('-')))
const money = sequence(minus, number, optional(token(words('EUR', 'AUD', 'USD'))))
const times = sequence(time, range, time)
const weekday = token(words(...dayWords))
const yearly = sequence(number, token(words(...monthWords)))
const day = oneOf(
  sequence(weekday, optional(sequence(range, weekday))),
  sequence(token(words('holidays')), token(words('of')), name),
  sequence(date, optional(sequence(range, date))),
  sequence(yearly, optional(sequence(range, yearly)))
)

function quantity(slot: Slot): Fragment {
  const of = (slot.kind === 'quantity' || slot.kind === 'allowance' ? slot.of : undefined) ?? ALL_UNITS
  const fitting = [...UNITS].filter(([, { unit }]) => of.includes(unit)).map(([word]) => word)
  return sequence(number, token(words(...fitting)))
}

const seconds = quantity({ kind: 'quantity', of: ['second'] })
const amount = quantity({ kind: 'quantity' })
const rate = sequence(
  money,
  token(words('per')),
  optional(token(words('started'))),
  optional(number),
  token(words(...UNITS.keys()))
)
const price = oneOf(token(words('free')), rate)
const stepWord = token(words('for', 'the', 'first', 'next', 'then'))
const term = oneOf(
  number,
  token(mark('+', '-', '*', '/', '(', ')', '%')),
  token(words(...UNITS.keys(), 'EUR', 'AUD', 'USD'))
)

const conditionPart = oneOf(
  token(any('word')),
  text,
  number,
  date,
  token(mark('-', '(', ')', ',', '%', '=', '<', '<=', '>', '>='))
)

const fragments: Readonly<Record<Exclude<SlotKind, 'quantity' | 'allowance' | 'choice'>, Fragment>> = {
  money,
  percent: sequence(number, token(mark('%'))),
  duration: seconds,
  count: sequence(minus, number),
  number: sequence(minus, number),
  date,
  'date-time': sequence(date, time),
  time,
  dates: sequence(date, range, date),
  times,
  days: list(day, comma),
  hours: list(oneOf(sequence(day, optional(times)), times), comma),
  period: sequence(optional(number), token(words(...PERIOD_WORDS))),
  text,
  texts: list(text, comma),
  name,
  names: list(name, comma),
  'number-text': oneOf(token(any('phone')), number),
  price,
  'event-price': oneOf(
    sequence(token(words('tiers')), name),
    sequence(number, token(mark('%')), token(words('of')), token(words('value'))),
    sequence(price, optional(sequence(token(words('for')), list(oneOf(price, amount, stepWord), null))))
  ),
  increment: sequence(amount, optional(sequence(token(mark('/')), amount))),
  expression: list(term, null),
  condition: list(conditionPart, null)
}

function slotFragment(slot: Slot): Fragment {
  if (slot.kind === 'quantity') return quantity(slot)
  if (slot.kind === 'allowance') return oneOf(token(words('unlimited')), quantity(slot))
  if (slot.kind === 'choice')
    return oneOf(...slot.of.map(phrase => sequence(...phrase.split(' ').map(word => token(words(word))))))
  return fragments[slot.kind]
}

function nodeFragment(node: CompiledNode): Fragment {
  if (node.type === 'word') return token(words(node.text))
  if (node.type === 'mark') return token(mark(node.text))
  if (node.type === 'slot') return slotFragment(node.slot)
  const alternatives = oneOf(
    ...node.alternatives.map(alternative => {
      const nodes = alternative.nodes.map(nodeFragment)
      return sequence(...(alternative.comma ? [comma, ...nodes] : nodes))
    })
  )
  return node.optional ? optional(alternatives) : alternatives
}

export function automatonOf({ nodes }: CompiledSignature): Automaton {
  const automaton = new Automaton()
  sequence(...nodes.map(nodeFragment))(automaton, automaton.start, automaton.end)
  return automaton
}
