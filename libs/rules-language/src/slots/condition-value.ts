// The slot kind `condition`: what was written, with the place of each part.
import { MICRO, UNITS } from '@farthing/billing-core/values'
import type { IToken } from 'chevrotain'
import type { Comparison, Condition, ConditionValue, FactUse, FactWindow, NamedThing } from '../conditions/condition.ts'
import type { Problem } from '../diagnostics/problem.ts'
import type { Span } from '../signature/match.ts'
import type { Slot, UnitWords } from '../signature/slot.ts'
import { microOf, wholeMicro } from './amounts.ts'
import { dateOf } from './calendar.ts'
import { conditionGrammar, type WrittenCondition, type WrittenFact, type WrittenValue } from './condition-grammar.ts'
import { checkBrackets } from './expression-value.ts'
import type { Judged } from './judged.ts'
import { nameOf } from './plain-values.ts'
import type { SlotReading, SlotStart } from './read-slot.ts'
import { spanOf } from './written.ts'

export function readCondition(start: SlotStart, { units = UNITS }: Slot): SlotReading {
  const unbalanced = checkBrackets(start.tokens, start.at)
  if (unbalanced) return { ok: false, at: unbalanced.at, wanted: [], problem: unbalanced.problem }
  const reading = conditionGrammar.read(conditionGrammar.condition, start)
  if (!reading.ok) return reading
  const problems: Problem[] = []
  const value = conditionOf(reading.result, { tokens: start.tokens, units, problems })
  const [problem] = problems
  return { ok: true, value, next: reading.next, ...(problem === undefined ? {} : { problem }) }
}

interface Reading {
  readonly tokens: readonly IToken[]
  readonly units: UnitWords
  readonly problems: Problem[]
}

function conditionOf(written: WrittenCondition, context: Reading): Condition {
  if (written.kind === 'not') return { kind: 'not', of: conditionOf(written.of, context) }
  if (written.kind !== 'test') {
    return { kind: written.kind, of: written.of.map(one => conditionOf(one, context)) }
  }
  const fact = factOf(written.fact, context.problems)
  const value = valueOf(written.value, context)
  const span = { start: fact.start, end: value.end }
  return {
    kind: 'test',
    fact,
    comparison: written.operator.map(token => token.image).join(' ') as Comparison,
    value,
    text: textOf(tokensIn(context.tokens, span)),
    ...span
  }
}

/** `tokens` are in order: a statement may have thousands of tests. */
function tokensIn(tokens: readonly IToken[], { start, end }: Span): readonly IToken[] {
  const from = firstFrom(tokens, start)
  return tokens.slice(from, firstFrom(tokens, end))
}

function firstFrom(tokens: readonly IToken[], offset: number): number {
  let [low, high] = [0, tokens.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((tokens[middle]?.startOffset ?? offset) < offset) low = middle + 1
    else high = middle
  }
  return low
}

function factOf({ name, arguments: given, counted, last, of }: WrittenFact, problems: Problem[]): FactUse {
  const thisCycle = counted !== null && counted.window === null
  const window = counted === null ? null : windowOf(counted, problems)
  return {
    name: name.image,
    arguments: given.map(one => thingOf(one, problems)),
    of,
    thisCycle,
    window,
    ...spanOf(name, last)
  }
}

function windowOf(
  { first, last, window }: NonNullable<WrittenFact['counted']>,
  problems: Problem[]
): FactWindow | null {
  if (window === null) return null
  return { micro: taken(microOf(window.number), MICRO, problems), unit: window.unit.image, ...spanOf(first, last) }
}

function thingOf(token: IToken, problems: Problem[]): NamedThing {
  return { name: taken(nameOf(token), '', problems), ...spanOf(token) }
}

function valueOf(written: WrittenValue, { problems, units }: Reading): ConditionValue {
  if (written.kind === 'name') return { kind: 'name', ...thingOf(written.token, problems) }
  if (written.kind === 'date') {
    const date = taken(dateOf(written.token), Temporal.PlainDate.from('1970-01-01'), problems)
    return { kind: 'date', date, ...spanOf(written.token) }
  }
  const { minus, number, unit, percent, of } = written
  const span = spanOf(minus ?? number, of?.last ?? percent ?? unit ?? number)
  const known = unit === null ? undefined : units.get(unit.image)
  const exact = known === undefined ? null : wholeMicro(number, known)
  const size = exact === null ? taken(microOf(number), 0n, problems) : 0n
  const micro = minus === null ? size : -size
  const measured = exact === null ? (size * (known?.factor ?? 0n)) / MICRO : taken(exact, 0n, problems)
  const quantity = known === undefined ? null : { micro: minus === null ? measured : -measured, unit: known.unit }
  if (of !== null) return { kind: 'share', micro, of: factOf(of, problems), ...span }
  return { kind: 'number', micro, unit: unit?.image ?? null, quantity, percent: percent !== null, ...span }
}

function taken<V>(judged: Judged<V>, instead: V, problems: Problem[]): V {
  if (judged.ok) return judged.value
  problems.push(judged.problem)
  return instead
}

/** As written, with single spaces except inside brackets and before commas and percent marks. */
function textOf(tokens: readonly IToken[]): string {
  let text = ''
  for (const { image } of tokens) {
    const tight = text === '' || text.endsWith('(') || ['(', ')', ',', '%'].includes(image)
    text += (tight ? '' : ' ') + image
  }
  return text
}
