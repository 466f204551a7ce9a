// `example` -> the facts and expectations of a life.
import type { RuleRef } from '@farthing/billing-core/values'
import type { DeclaredExample, ExampleFact, ExampleFactStep, ExampleStep, ExampleTime } from '../rule-set/example.ts'
import type { Match } from '../signature/match.ts'
import { thrownText } from '../signature/thrown-text.ts'
import {
  changeStatement,
  exampleBillDayStatement,
  exampleTimeZoneStatement,
  type exampleStatement,
  featureTurnStatement,
  scheduleStatement,
  stateStatement,
  subscribeStatement,
  withdrawStatement
} from './example-statements.ts'
import { lowerExampleGroup } from './lower-example-group.ts'
import { lowerExampleMoney } from './lower-example-money.ts'
import { lowerExampleMove } from './lower-example-move.ts'
import { lowerExamplePocket } from './lower-example-pocket.ts'
import { lowerExampleRetention } from './lower-example-retention.ts'
import { lowerExampleTax } from './lower-example-tax.ts'
import { lowerExampleUse } from './lower-example-use.ts'
import { lowerExpectation } from './lower-expectation.ts'
import { childOf, isOf } from './match-parts.ts'

/** What lowering an example asks of the checker. */
export interface ExampleContext {
  error(match: Match, slot: string, message: string): void
}

export function lowerExample(
  match: Match & Match<(typeof exampleStatement)['slots']>,
  context: ExampleContext
): DeclaredExample {
  const { title } = match.slots
  const rule = `example "${title}"`
  const steps: ExampleStep[] = []
  for (const child of match.children) {
    const at: RuleRef = { rule, ...child.place }
    const fact = factStep(child, at, context)
    if (fact !== null) steps.push(fact)
    const expectation = fact === null ? lowerExpectation(child, at, context) : null
    if (expectation !== null) steps.push({ kind: 'expectation', expectation, at })
  }
  const billDay = childOf(match, exampleBillDayStatement)?.slots.day ?? null
  const zone = childOf(match, exampleTimeZoneStatement)?.slots.zone ?? null
  return { title, billDay, zone, steps, at: { rule, ...match.place } }
}

function factStep(match: Match, at: RuleRef, context: ExampleContext): ExampleFactStep | null {
  const money = lowerExampleMoney(match) ?? lowerExamplePocket(match) ?? lowerExampleTax(match, context)
  const people = lowerExampleGroup(match) ?? lowerExampleRetention(match)
  const fact =
    dayFact(match) ?? lowerExampleMove(match) ?? money ?? lowerExampleUse(match) ?? people ?? deedFact(match, context)
  if (fact === null) return null
  const { at: start, known, on } = match.slots
  const told = { known: known instanceof Temporal.PlainDate ? known : null, fact, at }
  if (on instanceof Temporal.PlainDate) return { kind: 'fact', on, time: null, ...told }
  if (!(start instanceof Temporal.PlainDateTime)) throw new Error(`${match.signature.id} says no time`)
  return { kind: 'fact', on: start.toPlainDate(), time: start.toPlainTime(), ...told }
}

/** A plugin's mistake is told at the line that met it. */
function deedFact(match: Match, context: ExampleContext): ExampleFact | null {
  const { tells } = match.signature
  if (tells === undefined) return null
  const { of } = match.slots
  const told = { do: 'deed', deed: tells.deed, to: tells.to, of: typeof of === 'string' ? of : null } as const
  try {
    return { ...told, fields: tells.fields(match) }
  } catch (thrown) {
    context.error(match, 'on', `the plugin of ${tells.deed} failed at this line: ${thrownText(thrown)}`)
    return { ...told, fields: {} }
  }
}

function dayFact(match: Match): ExampleFact | null {
  if (isOf(match, subscribeStatement)) {
    const { features = [], label = null, numbers = [], plan } = match.slots
    return { do: 'subscribe', plan, as: label, features, numbers }
  }
  if (isOf(match, changeStatement)) {
    const { of = null, pending, plan, when } = match.slots
    return { do: 'change', plan, of, when: timeOf(when), pending: pending === undefined ? null : FATES[pending] }
  }
  if (isOf(match, featureTurnStatement)) {
    const { feature, of = null } = match.slots
    return { do: 'feature', feature, state: match.has('on') ? 'on' : 'off', of }
  }
  if (isOf(match, stateStatement)) {
    const { of = null, suspension = null, when } = match.slots
    const told = { of, when: timeOf(when) }
    if (match.has('suspend')) return { do: 'suspend', suspension, ...told }
    return { do: match.has('resume') ? 'resume' : 'terminate', ...told }
  }
  if (isOf(match, withdrawStatement)) return { do: 'withdraw', what: match.slots.change, of: match.slots.of ?? null }
  if (isOf(match, scheduleStatement)) return { do: match.has('bill') ? 'bill' : 'advance' }
  return null
}

const FATES = { replaced: 'replace', kept: 'keep' } as const

function timeOf(when: 'next cycle' | 'end of term' | undefined): ExampleTime | null {
  if (when === undefined) return null
  return when === 'next cycle' ? 'next-cycle' : 'end-of-term'
}
