// Turns the facts of one subscription into its dated plan and state.
import { addDays, compareDates, dateText, type OpenInterval, sameDate } from '../values/index.ts'
import type { DroppedFact, FeatureStretch, PlanSegment, SubscriptionHistory } from './account-history.ts'
import { called, heldIdentities } from './held-identities.ts'
import { heldBy, holdingStretches, isMovedFirst } from './moved-subscription.ts'
import type { Fact, FeatureTurned, PlanChanged, StateChanged, Subscribed } from './fact.ts'

export type SubscriptionFact = Extract<Fact, { subscription: string }>
type State = Pick<PlanSegment, 'state' | 'suspension'>
type Day = Temporal.PlainDate

/** It says what becomes of a subscription itself; items, deeds and tax places only name one. */
export function isOfSubscription(fact: Fact): fact is SubscriptionFact {
  return 'subscription' in fact && fact.kind !== 'item' && fact.kind !== 'deed' && fact.kind !== 'tax-place-changed'
}

interface Mark<T> {
  readonly from: Day
  readonly value: T
  readonly fact: Fact
}

/** Of one account, in whose book all is told that ever happens to the subscription. */
export interface ToldSubscription {
  readonly account: string
  readonly id: string
  /** In order. */
  readonly facts: readonly SubscriptionFact[]
}

/** Facts that cannot hold are pushed on `dropped`. Undefined when nothing subscribes it; of no days when the account never holds it. */
export function subscriptionHistory(
  { account, facts, id }: ToldSubscription,
  dropped: DroppedFact[]
): SubscriptionHistory | undefined {
  const start = facts.find((fact): fact is Subscribed => fact.kind === 'subscribed')
  if (start === undefined) {
    for (const fact of facts) dropped.push(drop(fact, 'unknown-subscription', `nothing subscribes '${id}'`))
    return undefined
  }
  const end = facts.find(fact => fact.kind === 'terminated' && isOnOrAfter(fact.effective, start.effective))
  const terminated = end?.effective ?? null
  const possible = facts.filter(fact => fact !== start && fact !== end && isPossible(fact, start, end, dropped))
  const plans = planMarks(start, possible, dropped)
  const states = stateMarks(start, possible, dropped)
  const plansAsked = plans.flatMap(({ fact, from }) => {
    return 'request' in fact && fact.request !== undefined ? [{ from, asked: fact.request.asked }] : []
  })
  const whole = {
    id,
    started: start.effective,
    terminated,
    ...(end !== undefined && 'request' in end && end.request !== undefined ? { endAsked: end.request.asked } : {}),
    ...(plansAsked.length > 0 ? { plansAsked } : {}),
    segments: segmentsOf(plans, states, terminated),
    features: featuresOf(possible, terminated, dropped),
    ...heldIdentities(start, possible, terminated, dropped)
  }
  return heldBy(account, whole, holdingStretches(start, possible, account, dropped))
}

function isPossible(fact: SubscriptionFact, start: Subscribed, end: Fact | undefined, dropped: DroppedFact[]): boolean {
  if (fact.kind === 'subscribed') {
    dropped.push(drop(fact, 'already-subscribed', `${called(start.as)} began on ${start.effective}`))
  } else if (!isOnOrAfter(fact.effective, start.effective)) {
    dropped.push(drop(fact, 'before-start', `${called(start.as)} begins on ${start.effective}`))
  } else if (end !== undefined && isOnOrAfter(fact.effective, end.effective) && !isMovedFirst(fact, end)) {
    dropped.push(drop(fact, 'after-termination', `${called(start.as)} ended on ${end.effective}`))
  } else return true
  return false
}

function planMarks(start: Subscribed, facts: readonly Fact[], dropped: DroppedFact[]): Mark<string>[] {
  const changes = facts.filter((fact): fact is PlanChanged => fact.kind === 'plan-changed')
  const marks = [{ from: start.effective, value: start.plan, fact: start as Fact }]
  const dated = changes.map(fact => ({ from: fact.effective, value: fact.plan, fact }))
  let plan: string | null = null
  return lastOfDay([...marks, ...dated], dropped).filter(({ fact, from, value }) => {
    const isHeld = value === plan
    if (isHeld) dropped.push(drop(fact, 'plan-held-already', `already on ${value} on ${from}`))
    plan = value
    return !isHeld
  })
}

function stateMarks(start: Subscribed, facts: readonly Fact[], dropped: DroppedFact[]): Mark<State>[] {
  const begun: Mark<State> = { from: start.effective, value: ACTIVE, fact: start }
  const changes = facts.filter((fact): fact is StateChanged => fact.kind === 'suspended' || fact.kind === 'resumed')
  const dated = changes.map((fact): Mark<State> => ({ from: fact.effective, value: stateOf(fact), fact }))
  let state = begun.value
  const once = toldOnce(dated, saysNothingNew, { why: unchanged, dropped })
  const turns = lastOfDay(once, dropped).filter(mark => {
    const turned = !saysNothingNew(mark.value, state) || isSuspendedAnew(mark, state, once)
    // who is suspended and resumed on one day was not suspended, and nothing is wrong with it
    if (!turned && !once.some(other => other !== mark && sameDate(other.from, mark.from)))
      dropped.push(unchanged(mark, state))
    if (turned) state = mark.value
    return turned
  })
  return turns[0] !== undefined && sameDate(turns[0].from, begun.from) ? turns : [begun, ...turns]
}

const ACTIVE: State = { state: 'active' }

function stateOf({ kind, suspension }: StateChanged): State {
  if (kind !== 'suspended') return ACTIVE
  return { state: 'suspended', ...(suspension !== undefined && { suspension }) }
}

/** A suspension of another kind takes the place of the one before; one that names no kind leaves it as it is. */
function saysNothingNew(told: State, before: State): boolean {
  if (told.state !== before.state) return false
  return told.suspension === undefined || told.suspension === before.suspension
}

/** Resumed and suspended on one day, without the kind that it had. */
function isSuspendedAnew({ from, value }: Mark<State>, before: State, all: readonly Mark<State>[]): boolean {
  if (value.state !== 'suspended' || value.suspension === before.suspension) return false
  return all.some(other => other.value.state === 'active' && sameDate(other.from, from))
}

function featuresOf(facts: readonly Fact[], end: Day | null, dropped: DroppedFact[]): FeatureStretch[] {
  const turns = facts.filter((fact): fact is FeatureTurned => fact.kind === 'feature-on' || fact.kind === 'feature-off')
  return [...Map.groupBy(turns, ({ feature }) => feature)].flatMap(([feature, own]) => {
    const marks = own.map((fact): Mark<boolean> => {
      return { from: fact.effective, value: fact.kind === 'feature-on', fact }
    })
    const once = toldOnce(marks, (told, before) => told === before, { why: mark => unturned(feature, mark), dropped })
    return stretchesOn(turnsOf(feature, once, dropped), end).map(days => ({ feature, ...days }))
  })
}

type Turn = Pick<Mark<boolean>, 'from' | 'value'>

/** In order, each another than the one before. What is turned on is on for all of that day, also if it is turned off on it. */
function turnsOf(feature: string, marks: readonly Mark<boolean>[], dropped: DroppedFact[]): Turn[] {
  const turns: Turn[] = []
  const isOn = (): boolean => turns.at(-1)?.value ?? false
  const turn = (from: Day, value: boolean): void => {
    if (value !== isOn()) turns.push({ from, value })
  }
  for (const ofDay of Map.groupBy(marks, ({ from }) => dateText(from)).values()) {
    const last = ofDay.at(-1)
    if (last === undefined) continue
    const [{ from, value }, wasOn] = [last, isOn()]
    const begins = wasOn ? undefined : ofDay.find(mark => mark.value)
    if (ofDay.length === 1 && value === wasOn) dropped.push(unturned(feature, last))
    for (const mark of ofDay.slice(0, -1)) if (mark !== begins) dropped.push(overtaken(mark, last))
    turn(
      from,
      ofDay.some(mark => mark.value)
    )
    turn(addDays(from, 1), value)
  }
  return turns
}

function stretchesOn(turns: readonly Turn[], end: Day | null): OpenInterval[] {
  return turns.flatMap(({ from, value }, index) => (value ? [{ from, until: turns[index + 1]?.from ?? end }] : []))
}

/** What is told on a day after what says as much changes nothing; `why` says so. */
function toldOnce<T>(
  marks: readonly Mark<T>[],
  saysNothing: (told: T, before: T) => boolean,
  { dropped, why }: { readonly why: (mark: Mark<T>, before: T) => DroppedFact; readonly dropped: DroppedFact[] }
): Mark<T>[] {
  const once: Mark<T>[] = []
  for (const mark of marks) {
    const before = once.at(-1)
    if (before !== undefined && sameDate(before.from, mark.from) && saysNothing(mark.value, before.value))
      dropped.push(why(mark, before.value))
    else once.push(mark)
  }
  return once
}

function lastOfDay<T>(marks: readonly Mark<T>[], dropped: DroppedFact[]): Mark<T>[] {
  return marks.filter((mark, index) => {
    const next = marks[index + 1]
    if (next === undefined || !sameDate(next.from, mark.from)) return true
    if (mark.fact.kind !== 'subscribed') {
      dropped.push(overtaken(mark, next))
    }
    return false
  })
}

function segmentsOf(plans: readonly Mark<string>[], states: readonly Mark<State>[], end: Day | null): PlanSegment[] {
  const segments: PlanSegment[] = []
  let [plan, state] = [0, 0]
  let from = plans[0]?.from
  while (from !== undefined) {
    while (isReached(plans[plan + 1], from)) plan += 1
    while (isReached(states[state + 1], from)) state += 1
    const next = earlier(plans[plan + 1]?.from, states[state + 1]?.from)
    const until = next ?? end
    const [named, stated] = [plans[plan]?.value, states[state]?.value ?? ACTIVE]
    if (named !== undefined && (until === null || !sameDate(until, from))) {
      segments.push({ from, until, plan: named, ...stated })
    }
    from = next
  }
  return segments
}

function isReached(mark: Mark<unknown> | undefined, day: Day): boolean {
  return mark !== undefined && isOnOrAfter(day, mark.from)
}

function earlier(a: Day | undefined, b: Day | undefined): Day | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return isOnOrAfter(a, b) ? b : a
}

function overtaken({ fact, from }: Mark<unknown>, next: Mark<unknown>): DroppedFact {
  return drop(fact, 'overtaken-same-day', `${next.fact.id}, known later, holds on ${from}`)
}

function unchanged({ fact, from, value: { state } }: Mark<State>, { suspension }: State): DroppedFact {
  if (state !== 'suspended') return drop(fact, 'not-suspended', `already ${state} on ${from}`)
  const ofKind = `already suspended because of ${suspension} on ${from}: say another kind, or resume first`
  return drop(fact, 'already-suspended', suspension === undefined ? `already suspended on ${from}` : ofKind)
}

function unturned(feature: string, { fact, from, value }: Mark<boolean>): DroppedFact {
  return value
    ? drop(fact, 'feature-already-on', `${feature} is already on on ${from}`)
    : drop(fact, 'feature-not-on', `${feature} is not on on ${from}`)
}

function drop(fact: Fact, reason: DroppedFact['reason'], detail: string): DroppedFact {
  return { fact, reason, detail }
}

function isOnOrAfter(a: Day, b: Day): boolean {
  return compareDates(a, b) >= 0
}
