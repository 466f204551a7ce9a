// `example` -> the facts and expectations of a life.
import { fromTicks, type Quantity, type RuleRef } from '@farthing/billing-core/values'
import type { Example, ExampleFact, ExampleFactStep, ExampleStep } from '../rule-set/example.ts'
import type { Match } from '../signature/match.ts'
import {
  callStatement,
  changeStatement,
  exampleBillDayStatement,
  type exampleStatement,
  featureTurnStatement,
  itemStatement,
  payStatement,
  scheduleStatement,
  sendStatement,
  stateStatement,
  subscribeStatement,
  useStatement
} from './example-statements.ts'
import { lowerExpectation } from './lower-expectation.ts'
import { childOf, isOf, slotText } from './match-parts.ts'

/** What lowering an example asks of the checker. */
export interface ExampleContext {
  error(match: Match, slot: string, message: string): void
}

export function lowerExample(
  match: Match & Match<(typeof exampleStatement)['slots']>,
  context: ExampleContext
): Example {
  const { title } = match.slots
  const rule = `example "${title}"`
  const steps: ExampleStep[] = []
  for (const child of match.children) {
    const at: RuleRef = { rule, ...child.place }
    const fact = factStep(child, at)
    if (fact !== null) steps.push(fact)
    const expectation = fact === null ? lowerExpectation(child, at, context) : null
    if (expectation !== null) steps.push({ kind: 'expectation', expectation, at })
  }
  const billDay = childOf(match, exampleBillDayStatement)?.slots.day ?? null
  return { title, billDay, steps, at: { rule, ...match.place } }
}

function factStep(match: Match, at: RuleRef): ExampleFactStep | null {
  return dayFact(match, at) ?? usageFact(match, at)
}

function dayFact(match: Match, at: RuleRef): ExampleFactStep | null {
  const step = (on: Temporal.PlainDate, fact: ExampleFact): ExampleFactStep => ({
    kind: 'fact',
    on,
    time: null,
    fact,
    at
  })
  if (isOf(match, subscribeStatement)) {
    const { on, plan, label, features } = match.slots
    return step(on, { do: 'subscribe', plan, as: label ?? null, features: features ?? [] })
  }
  if (isOf(match, changeStatement)) {
    return step(match.slots.on, { do: 'change', plan: match.slots.plan, of: match.slots.of ?? null })
  }
  if (isOf(match, featureTurnStatement)) {
    const { on, feature, of } = match.slots
    return step(on, { do: 'feature', feature, state: match.has('on') ? 'on' : 'off', of: of ?? null })
  }
  if (isOf(match, stateStatement)) {
    const verb = match.has('suspend') ? 'suspend' : match.has('resume') ? 'resume' : 'terminate'
    return step(match.slots.on, { do: verb, of: match.slots.of ?? null })
  }
  if (isOf(match, scheduleStatement)) return step(match.slots.on, { do: match.has('bill') ? 'bill' : 'advance' })
  if (isOf(match, itemStatement)) {
    const amount = match.slots.amount.micro
    return step(match.slots.on, { do: match.has('charge') ? 'charge' : 'credit', amount, text: match.slots.text })
  }
  if (isOf(match, payStatement)) {
    const amount = match.slots.amount.micro
    return step(match.slots.on, { do: 'pay', amount })
  }
  return null
}

interface Use {
  readonly start: Temporal.PlainDateTime
  readonly service: string
  readonly quantity: Quantity
  readonly of: string | undefined
}

function usageFact(match: Match, at: RuleRef): ExampleFactStep | null {
  if (isOf(match, callStatement)) {
    const { at: start, duration, of } = match.slots
    return useStep(match, at, { start, service: 'voice', quantity: duration, of })
  }
  if (isOf(match, sendStatement)) {
    const { at: start, messages, of } = match.slots
    return useStep(match, at, { start, service: 'sms', quantity: messages ?? fromTicks(1, 'message'), of })
  }
  if (isOf(match, useStatement)) {
    const { at: start, quantity, service, of } = match.slots
    return useStep(match, at, { start, service, quantity, of })
  }
  return null
}

/** The number keeps its plus sign and its leading zeros: it is normalised like one from a switch. */
function useStep(match: Match, at: RuleRef, { start, service, quantity, of }: Use): ExampleFactStep {
  const to = match.slots['number'] === undefined ? '' : slotText(match, 'number')
  const fact: ExampleFact = { do: 'use', service, quantity, to, of: of ?? null }
  return { kind: 'fact', on: start.toPlainDate(), time: start.toPlainTime(), fact, at }
}
