// Evaluates a condition by json-rules-engine. Its numbers are floats, so amounts go in as texts and are compared as bigints.
import { Engine } from 'json-rules-engine'
import type { FactValue } from '@farthing/plugin-sdk'
import { askedBy, type EngineCondition, type EngineOperator, type FactParams } from '@farthing/rules-language'

/** Answers for one day. Asked at most once for the same fact of the same things. */
export interface FactSource {
  readonly today: Temporal.PlainDate
  valueOf(fact: string, asked: FactParams): FactValue | Promise<FactValue>
}

/** What a fact's value is called on its way through the engine when there is none: no comparison with it holds. */
const NONE = ''
const WHOLE = 100_000_000n

/** Rejects only when a fact throws. */
export async function holds(condition: EngineCondition | null, source: FactSource): Promise<boolean> {
  if (condition === null) return true
  const { idle, known, questions } = memoryOf(condition)
  const answers = await Promise.all(questions.map(({ fact, params }) => encoded(fact, params, source)))
  const said = JSON.stringify(answers)
  const before = known.get(said)
  if (before !== undefined) return before
  const judge = idle.pop() ?? judgeOf(condition)
  const answerOf = new Map(questions.map(({ name }, index) => [name, answers[index] ?? NONE]))
  const facts = judge.facts.map(fact => [fact, (params: Params) => answerOf.get(nameOf(fact, params))] as const)
  const { events } = await judge.engine.run(Object.fromEntries(facts))
  idle.push(judge)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(said, events.length > 0)
  return events.length > 0
}

/** What is remembered of a condition: the same answers always come to the same, and passes ask about thousands on one day. */
interface Memory {
  /** Everything that the engine would ask, each once. */
  readonly questions: readonly { readonly name: string; readonly fact: string; readonly params: Params }[]
  readonly known: Map<string, boolean>
  /** An engine is dear to make, and runs once at a time: the end of one run would end another that has only begun. */
  readonly idle: Judge[]
}

const MOST_KNOWN = 1_000
const memories = new WeakMap<EngineCondition, Memory>()

function memoryOf(condition: EngineCondition): Memory {
  const found = memories.get(condition)
  if (found !== undefined) return found
  const asked = askedBy(condition).map(({ fact, params }) => ({ name: nameOf(fact, params), fact, params }))
  const questions = [...new Map(asked.map(each => [each.name, each])).values()]
  const memory: Memory = { questions, known: new Map(), idle: [] }
  memories.set(condition, memory)
  return memory
}

function nameOf(fact: string, params: Params): string {
  return `${fact} ${JSON.stringify(params)}`
}

interface Judge {
  readonly engine: Engine
  readonly facts: readonly string[]
}

function judgeOf(condition: EngineCondition): Judge {
  const engine = new Engine([{ conditions: { all: [condition] }, event: { type: 'holds' } } as never])
  for (const [name, compare] of Object.entries(operators)) engine.addOperator(name, compare)
  return { engine, facts: [...factsOf(condition)] }
}

/** Names of all facts that a condition may ask. */
export function factsOf(condition: EngineCondition): ReadonlySet<string> {
  return new Set(askedBy(condition).map(({ fact }) => fact))
}

type Params = FactParams & { readonly percent?: string }

/** '1500000', '120000000000/100000000' (a share), '2026-03-01/2026-03-31' (the day of an age, and today), 'mobile-40'. */
async function encoded(fact: string, { percent, ...asked }: Params, source: FactSource): Promise<string> {
  const value = await source.valueOf(fact, asked)
  if (value === null) return NONE
  if (typeof value === 'bigint') return percent === undefined ? `${value}` : `${value * BigInt(percent)}/${WHOLE}`
  return typeof value === 'string' ? value : `${value}/${source.today}`
}

type Compare = (fact: string, value: string) => boolean

const sides = (by: (fact: string, value: string) => number) => ({
  Over: known((fact, value) => by(fact, value) > 0),
  AtLeast: known((fact, value) => by(fact, value) >= 0),
  Under: known((fact, value) => by(fact, value) < 0),
  AtMost: known((fact, value) => by(fact, value) <= 0),
  Is: known((fact, value) => by(fact, value) === 0)
})

const [amount, age, date] = [sides(compareAmounts), sides(compareAge), sides(compareDates)]

const operators: Readonly<Record<EngineOperator, Compare>> = {
  amountOver: amount.Over,
  amountAtLeast: amount.AtLeast,
  amountUnder: amount.Under,
  amountAtMost: amount.AtMost,
  amountIs: amount.Is,
  ageOver: age.Over,
  ageAtLeast: age.AtLeast,
  ageUnder: age.Under,
  ageAtMost: age.AtMost,
  dateOver: date.Over,
  dateAtLeast: date.AtLeast,
  dateUnder: date.Under,
  dateAtMost: date.AtMost,
  dateIs: date.Is,
  nameIs: known((fact, value) => fact === value),
  nameIsNot: known((fact, value) => fact !== value)
}

function known(compare: Compare): Compare {
  return (fact, value) => fact !== NONE && value !== NONE && compare(fact, value)
}

function compareAmounts(fact: string, value: string): number {
  const [a, b] = [fraction(fact), fraction(value)]
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  return difference > 0n ? 1 : difference < 0n ? -1 : 0
}

function fraction(text: string): { readonly numerator: bigint; readonly denominator: bigint } {
  const [numerator = '', denominator = '1'] = text.split('/')
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) }
}

/** Is today past the day on which the length is over? 12 months after 29 February are over on 28 February. */
function compareAge(fact: string, length: string): number {
  const [since = '', today = ''] = fact.split('/')
  return Temporal.PlainDate.compare(today, Temporal.PlainDate.from(since).add(length))
}

function compareDates(fact: string, value: string): number {
  const [day = ''] = fact.split('/')
  return Temporal.PlainDate.compare(day, value)
}
