// A change of a life gets its day: the one that is named, or what a time comes to by the bill day, the contract and the rules.
import {
  type ChangeOfSubscription,
  type ChangeRequest,
  type Fact,
  madeImpossible,
  pendingChanges
} from '@farthing/billing-core'
import { compareDates, earlierDate, formatPlace } from '@farthing/billing-core/values'
import { changesNothing, dueChange, type RequestedTime, unknownSuspension } from '../change-rules/index.ts'
import { factWorld } from './fact-world.ts'
import { askedBy } from './judge-fact.ts'
import { lifeHistory } from './life-history.ts'
import { withdrawRequest } from './life-requests.ts'
import type { LifeFact } from './life.ts'
import type { LifeState } from './life-state.ts'

const DATED = ['change', 'feature', 'suspend', 'resume', 'terminate'] as const
export type DatedChange = LifeFact<(typeof DATED)[number]>

export function isDatedChange(fact: LifeFact): fact is DatedChange {
  return DATED.some(one => one === fact.do)
}

export interface DueFact<F> {
  readonly fact: F
  readonly request: ChangeRequest | null
}

export type AskedTime = Pick<RequestedTime, 'asked' | 'said' | 'settles'>

export function askedTime({ account }: LifeState, { known, on, when }: DatedChange): AskedTime {
  const today = known.toZonedDateTimeISO(account.zone).toPlainDate()
  return { asked: earlierDate(on, today), said: when ?? (compareDates(today, on) < 0 ? on : null) }
}

/** Null: it is refused, and noted among what was. What it replaces is taken back in `state` already. */
export function dueFact<F extends DatedChange>(
  state: LifeState,
  fact: F,
  { asked, said, settles }: AskedTime
): DueFact<F> | null {
  const subscription = fact.as ?? state.onlySubscription ?? ''
  const before = state.facts.length
  if (fact.do === 'change' && !settlesPending(state, fact, settles)) return null
  const replaces = state.facts.length > before
  const [change] = askedBy(fact)
  if (change === undefined) throw new Error(`${fact.do} asks for a change`)
  const due = dueChange(change, said, factWorld(state, subscription, asked))
  const wrong = due.ok ? wrongOn(state, { ...fact, on: due.effective }, replaces ? null : subscription) : null
  if (due.ok && wrong === null) return { fact: { ...fact, on: due.effective }, request: due.request }
  const { reason, rule } = due.ok ? { reason: wrong ?? '', rule: null } : due
  const detail = rule === null ? fact.do : `${rule.rule} (${formatPlace(rule)})`
  state.refused.push({ fact: fact.number, reason, detail })
  return null
}

/** `subscription`: null where it replaces a change. */
function wrongOn(state: LifeState, fact: DatedChange, subscription: string | null): string | null {
  if (fact.do !== 'suspend') return subscription === null ? null : idleChange(state, fact, subscription)
  const rules = state.ruleBook.at(fact.on)
  return unknownSuspension(fact.suspension, { on: fact.on, known: rules?.operator.suspensions ?? [] })
}

function idleChange(state: LifeState, fact: DatedChange, subscription: string): string | null {
  const history = lifeHistory(state)
  if (fact.do !== 'change' || history === null) return null
  const { known, on: effective, plan } = fact
  const today = known.toZonedDateTimeISO(state.account.zone).toPlainDate()
  return changesNothing(history, { subscription, plan, effective, today })
}

/** Two changes of plan would follow one another, which hardly anybody means: who asks says so. */
function settlesPending(state: LifeState, fact: LifeFact<'change'>, settles: AskedTime['settles']): boolean {
  const pending = pendingPlans(state, fact)
  const unsettled = pending.filter(({ id }) => fact.pending === undefined || settles?.includes(id) === false)
  if (unsettled.length === 0) {
    if (fact.pending === 'replace') state.facts.push(...withdrawals(fact, pending))
    return true
  }
  const days = unsettled.map(({ effective }) => effective.toString()).join(', ')
  const reason = `another change of plan is pending, for ${days}: say whether to replace or to keep it`
  state.refused.push({ fact: fact.number, reason, detail: fact.do })
  return false
}

/** Changes of plan that are told of its subscription and not due when a change becomes known. */
export function pendingPlans(
  { account, facts, onlySubscription }: LifeState,
  { as, known }: DatedChange
): ChangeOfSubscription[] {
  const subscription = as ?? onlySubscription ?? ''
  const today = known.toZonedDateTimeISO(account.zone).toPlainDate()
  const pending = pendingChanges(facts, { account: account.id, subscription, today })
  return pending.filter(({ kind }) => kind === 'plan-changed')
}

/** What is told and not due yet is as if it had never been asked for; the history keeps both. */
export function withdraw(state: LifeState, fact: LifeFact<'withdraw'>): boolean {
  const subscription = fact.as ?? state.onlySubscription ?? ''
  const today = fact.known.toZonedDateTimeISO(state.account.zone).toPlainDate()
  const kinds = KINDS[fact.what]
  const pending = pendingChanges(state.facts, { account: state.account.id, subscription, today })
  const gone = pending.filter(({ kind }) => kinds.includes(kind))
  if (gone.length === 0) {
    if (withdrawRequest(state, fact)) return false
    state.refused.push({ fact: fact.number, reason: `no ${fact.what} is pending on ${today}`, detail: fact.do })
    return false
  }
  return standsBeside(state, fact, withdrawals(fact, gone))
}

/** Told, unless it makes impossible what stands: that is refused. */
export function standsBeside({ account, facts, refused }: LifeState, fact: LifeFact, news: readonly Fact[]): boolean {
  const lost = madeImpossible(account.id, facts, news)
  if (lost === undefined) facts.push(...news)
  else {
    const reason = `it makes impossible what stands: ${lost.fact.kind} on ${lost.fact.effective}, for then ${lost.detail}`
    refused.push({ fact: fact.number, reason, detail: fact.do })
  }
  return lost === undefined
}

const KINDS: Readonly<Record<LifeFact<'withdraw'>['what'], readonly Fact['kind'][]>> = {
  change: ['plan-changed'],
  feature: ['feature-on', 'feature-off'],
  renumber: ['renumbered'],
  move: ['moved'],
  suspend: ['suspended'],
  resume: ['resumed'],
  terminate: ['terminated']
}

function withdrawals({ known, number, on }: LifeFact, gone: readonly Fact[]): Fact[] {
  return gone.map(({ id: supersedes }, index) => {
    const id = `fact-${String(number).padStart(6, '0')}-gone-${index + 1}`
    return { kind: 'withdrawn', id, effective: on, known, supersedes }
  })
}
