// One account through the function that simulated lives are played with: what policies and services that have run out want done.
import { wholeLife } from '@farthing/billing-core'
import { startOfDayMs } from '@farthing/billing-core/values'
import {
  type BillResult,
  cycleBill,
  dueEffects,
  type FactWorld,
  lastDays,
  nextLook,
  serviceStanding
} from '@farthing/simulator'
import type { NewMessage } from '../messages/index.ts'
import type { NewServiceChange } from '../services/index.ts'
import type { AccountAtHand, LoadedAccount } from './account-at-hand.ts'
import { type NewFiring, usedKey } from './account-sums.ts'
import { isUsedInGroups, usedByGroups } from './group-sums.ts'
import { messagesOf } from './message-texts.ts'
import { handOver } from './hand-over.ts'
import type { RulesOfAccount, RulesOfPass } from './policy-rules.ts'
import { Restrictions } from './restrictions.ts'

export interface AccountOutcome {
  readonly changes: readonly NewServiceChange[]
  readonly messages: readonly NewMessage[]
  readonly firings: readonly NewFiring[]
  readonly nextDay: Temporal.PlainDate | null
}

/** Of an account on which nothing can be said, tomorrow at the latest. */
export interface FailedLook {
  readonly changes: readonly NewServiceChange[]
  readonly problem: string
  readonly nextDay: Temporal.PlainDate
}

/** What ends is lifted first, whatever comes of the look. */
export async function lookAtAccount(
  { known, open, today }: LoadedAccount,
  rules: RulesOfPass
): Promise<AccountOutcome | FailedLook> {
  const restrictions = new Restrictions(open)
  restrictions.lift(
    ({ until }) => until !== null && Temporal.PlainDate.compare(until, today) <= 0,
    ({ rule, until }) => ({ since: until ?? today, reason: endReason(known, until), rule })
  )
  if (known.ok) {
    liftOfEnded(known.atHand, restrictions)
    handOver(known.atHand, restrictions)
  }
  const failed = { changes: [...restrictions.news], nextDay: today.add({ days: 1 }) }
  if (!known.ok) return { ...failed, problem: known.problem }
  try {
    const own = rules.in(known.atHand.history.currency)
    return await lookAtKnown(known.atHand, { rules: own, restrictions, templates: await own.templatesOn(today) })
  } catch (error) {
    return { ...failed, problem: error instanceof Error ? error.message : String(error) }
  }
}

function endReason(known: LoadedAccount['known'], until: Temporal.PlainDate | null): string {
  const isCycle = !known.ok || until === null || known.atHand.cycle.from.equals(until)
  return isCycle ? 'the next cycle has begun' : 'its days are over'
}

/** Nobody is served any more whose subscription has ended. */
function liftOfEnded({ history, today }: AccountAtHand, restrictions: Restrictions): void {
  const ended = new Map(history.subscriptions.map(each => [each.id, wholeLife(each).terminated]))
  restrictions.lift(
    ({ subscription }) => hasEnded(ended.get(subscription) ?? null, today),
    ({ subscription }) => ({
      since: ended.get(subscription) ?? today,
      reason: 'the subscription has ended',
      rule: null
    })
  )
}

function hasEnded(terminated: Temporal.PlainDate | null, today: Temporal.PlainDate): boolean {
  return terminated !== null && Temporal.PlainDate.compare(terminated, today) <= 0
}

async function lookAtKnown(
  atHand: AccountAtHand,
  { restrictions, rules, templates }: Pick<Looking, 'restrictions' | 'rules' | 'templates'>
): Promise<AccountOutcome> {
  const { history, needs, today } = atHand
  const messages: NewMessage[] = []
  const firings: NewFiring[] = []
  const bill = billOf(atHand, rules)
  const told = { before: atHand.fired.get(history.account) ?? NOTHING }
  for (const { id, terminated } of history.subscriptions) {
    if (hasEnded(terminated, today)) continue
    await lookAtSubscription(id, { atHand, bill, told, rules, restrictions, templates, messages, firings })
  }
  if (atHand.runsOut || restrictions.open.some(({ cause }) => cause === 'run-out')) runOut(atHand, rules, restrictions)
  const ends = restrictions.open.flatMap(({ until }) => (until === null ? [] : [until]))
  const moves = firings.length > 0 || mayMove(atHand)
  const turns = atHand.groups.own.flatMap(({ from, until }) => [from, ...(until === null ? [] : [until])])
  const nextDay = nextLook({ ends: [...ends, ...turns], history, moves, ruleBook: rules.ruleBook, today }, needs)
  return { changes: restrictions.news, messages, firings, nextDay }
}

const NOTHING: ReadonlySet<string> = new Set()

/** Whether something was used, or done, in the longest window: else no day that passes changes what conditions say. */
function mayMove({ fired, groups, history, needs, today, usage, used }: AccountAtHand): boolean {
  const { longest } = needs.windows
  if (longest === 0) return false
  const { from, until } = lastDays(longest, today)
  const fromMs = startOfDayMs(from, history.zone)
  const marks = [...fired.values()].flatMap(each => [...each])
  return (
    [...used.keys()].some(key => key.startsWith(`${from}..${until}`)) ||
    isUsedInGroups(groups, { from, until }) ||
    usage.some(each => each.startedAt >= fromMs) ||
    marks.some(mark => mark >= `${from}`)
  )
}

interface Looking {
  readonly atHand: AccountAtHand
  /** What the account was told. */
  readonly told: { before: ReadonlySet<string> }
  readonly bill: () => BillResult
  readonly rules: RulesOfAccount
  readonly restrictions: Restrictions
  readonly templates: ReadonlyMap<string, string>
  readonly messages: NewMessage[]
  readonly firings: NewFiring[]
}

async function lookAtSubscription(subscription: string, looking: Looking): Promise<void> {
  const { atHand, bill, firings, messages, restrictions, rules, templates, told } = looking
  const { fired, history, today } = atHand
  const before = fired.get(subscription) ?? NOTHING
  const isOwn = (each: { subscription: string; cause: string }): boolean =>
    each.subscription === subscription && each.cause === 'policy'
  const restricted = new Set(restrictions.open.filter(isOwn).map(({ what }) => what))
  const world = { ...worldOf(atHand, subscription, rules), bill }
  const due = await dueEffects(world, { done: { subscription: before, account: told.before }, restricted })
  const { account } = history
  const isNew = (threshold: string): boolean => !before.has(threshold)
  for (const threshold of [...due.done.subscription].filter(isNew))
    firings.push({ account, subject: subscription, threshold, firedOn: today })
  for (const threshold of due.done.account.difference(told.before))
    firings.push({ account, subject: account, threshold, firedOn: today })
  told.before = due.done.account
  for (const { effect, ofAccount, reason, rule, until } of due.effects) {
    const base = { account, subscription, since: today, until, cause: 'policy', reason, rule } as const
    switch (effect.effect) {
      case 'notify': {
        const { channels, message: name } = effect
        const told = ofAccount ? null : subscription
        messages.push(...(await messagesOf({ subscription: told, name, channels, reason, rule }, world, templates)))
        break
      }
      case 'bar':
        restrictions.restrict({ ...base, what: effect.what, deed: 'barred', kilobits: null })
        break
      case 'throttle':
        restrictions.restrict({ ...base, what: 'data', deed: 'throttled', kilobits: effect.kilobits })
        break
      case 'restore':
        restrictions.lift(
          each => isOwn(each) && each.what === effect.what,
          () => ({ since: today, reason, rule })
        )
    }
  }
}

function worldOf(
  { groups, history, owed, today, usage, used }: AccountAtHand,
  subscription: string,
  { registry, ruleBook }: RulesOfAccount
): Omit<FactWorld, 'bill'> {
  return {
    ...{ history, today, ruleBook, registry },
    subscription: history.subscriptions.find(({ id }) => id === subscription) ?? null,
    used: (service, asked) => used.get(usedKey(asked, service)) ?? 0,
    usedByGroups: usedByGroups(groups, subscription, today),
    usage: () => usage,
    owed: () => owed
  }
}

/** Of the account, computed when it is first asked for, and once. */
function billOf(
  { asked, carried, history, today, usage }: AccountAtHand,
  { registry, ruleBook }: RulesOfAccount
): () => BillResult {
  let bill: BillResult | null = null
  return () => (bill ??= cycleBill({ history, today, ruleBook, registry, carried, asked }, usage))
}

/** A service that cannot be judged stays as it is. What a person restored is left alone until the cycle ends. */
function runOut(atHand: AccountAtHand, { registry, ruleBook }: RulesOfAccount, restrictions: Restrictions): void {
  const { carried, forgiven, history, since, today, usage } = atHand
  const billDate = today.add({ days: 1 })
  const standing = serviceStanding({ history, ruleBook, registry, usage, carried, billDate, since })
  if ('reason' in standing) return
  const wanted = standing.flatMap(({ runOut: found, service: what, subscription }) => {
    if (found === null) return []
    const { effect, rule, since: from, until } = found
    const kilobits = effect.effect === 'throttle' ? effect.kilobits : null
    const deed = effect.effect === 'throttle' ? ('throttled' as const) : ('barred' as const)
    const reason = `${what} has run out`
    return [{ account: history.account, subscription, what, deed, kilobits, since: from, until, reason, rule }]
  })
  type Part = { readonly subscription: string; readonly what: string; readonly until: Temporal.PlainDate | null }
  const isSame = (a: Part, b: Part): boolean =>
    a.subscription === b.subscription && a.what === b.what && String(a.until) === String(b.until)
  restrictions.lift(
    each => each.cause === 'run-out' && !wanted.some(one => isSame(one, each)),
    ({ rule, what }) => ({ since: today, reason: `there is ${what} again`, rule })
  )
  for (const each of wanted) {
    const held = restrictions.open.some(
      one => one.cause === 'run-out' && isSame(one, each) && one.kilobits === each.kilobits
    )
    if (!held && !forgiven.some(one => isSame(one, each))) restrictions.restrict({ ...each, cause: 'run-out' })
  }
}
