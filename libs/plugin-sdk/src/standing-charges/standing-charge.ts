// A charge that comes back every period from a day on, as the deeds of its life tell it: added, changed, ended.
import { type AccountHistory, type DeedDone, type DeedFields, wholeLife } from '@farthing/billing-core'
import type { SubscriptionHistory } from '@farthing/billing-core'
import { compareDates, earlierDate, END_OF_TIME, laterDate, sameDate } from '@farthing/billing-core/values'
import { deedValues } from '../deed.ts'
import type { StandingDeeds } from './standing-fields.ts'

type Day = Temporal.PlainDate

/** What holds from a day on. */
export interface StandingTerm {
  readonly from: Day
  readonly quantity: number
  /** Of one for a full period, micro; null: that of the rules. */
  readonly price: bigint | null
}

export interface StandingCharge {
  /** Of the deed that added it, and of those that this one corrects; the first of all last. */
  readonly ids: readonly string[]
  /** What later deeds may call it. */
  readonly name: string
  /** The statement that it is priced by. */
  readonly charge: string
  readonly subscription: string | null
  readonly from: Day
  /** Exclusive; null while nothing ends it. */
  readonly until: Day | null
  /** Days on which its subscription is of this account; left out where it always is. */
  readonly held?: SubscriptionHistory['held']
  /** When its subscription is suspended, in all of its life; left out for one of the account. */
  readonly segments?: SubscriptionHistory['segments']
  /** In order of days, at least one, the first from `from` on. */
  readonly terms: readonly [StandingTerm, ...StandingTerm[]]
}

type Told = Pick<DeedDone, 'deed' | 'effective' | 'fields' | 'subscription'>

/** In order of the day. It does not matter in which order the deeds became known, but for two that change one charge on one day. `asked`: a change that is only asked for, the last of its day. */
export function standingChargesOf(history: AccountHistory, deeds: StandingDeeds, asked?: Told): StandingCharge[] {
  const begun = history.deeds.flatMap(done => (done.deed === deeds.add.name ? begin(history, done, deeds) : []))
  for (const done of asked === undefined ? history.deeds : withAsked(history.deeds, asked)) {
    if (done.deed !== deeds.change.name && done.deed !== deeds.end.name) continue
    const at = addressed(begun, referred(done.fields), done)
    const found = begun[at]
    if (found === undefined) continue
    begun[at] = done.deed === deeds.end.name ? ended(found, done.effective) : changed(found, done, deeds)
  }
  return begun
}

function withAsked(deeds: readonly Told[], asked: Told): readonly Told[] {
  const at = deeds.findLastIndex(({ effective }) => compareDates(effective, asked.effective) <= 0) + 1
  return deeds.toSpliced(at, 0, asked)
}

/**
 * The place among `charges` of what a deed calls by id or by name. Of a name, the first that goes on past that day's beginning: where
 * one ends and another begins, the one that ends; else the last one added by that day. -1: none.
 */
export function addressed(
  charges: readonly StandingCharge[],
  called: string,
  { effective, subscription }: Pick<Told, 'effective' | 'subscription'>
): number {
  const own = (charge: StandingCharge): boolean => charge.subscription === subscription
  const byId = charges.findIndex(charge => own(charge) && charge.ids.includes(called))
  if (byId >= 0) return byId
  const isCalled = (charge: StandingCharge): boolean =>
    own(charge) && charge.name === called && compareDates(charge.from, effective) <= 0
  const running = charges.findIndex(
    charge => isCalled(charge) && (charge.until === null || compareDates(charge.until, effective) > 0)
  )
  return running >= 0 ? running : charges.findLastIndex(isCalled)
}

function referred(fields: DeedFields): string {
  return String(fields['charge'])
}

function begin(history: AccountHistory, done: DeedDone, { add }: StandingDeeds): StandingCharge[] {
  const { charge, name, price, quantity, until } = deedValues(add, done.fields)
  const subscription = history.subscriptions.find(({ id }) => id === done.subscription)
  if (done.subscription !== null && subscription === undefined) return []
  // where it was before is part of its life: what is charged there is cut by `held`
  const from = subscription === undefined ? done.effective : laterDate(done.effective, wholeLife(subscription).started)
  const terms = [{ from, quantity: quantity ?? 1, price }] as const
  return [
    {
      ids: corrected(history, done),
      name: name ?? charge,
      charge,
      subscription: done.subscription,
      from,
      until: soonest(until, subscription?.terminated ?? null),
      ...(subscription?.held && { held: subscription.held }),
      ...(subscription && { segments: wholeLife(subscription).segments }),
      terms
    }
  ]
}

function corrected({ dropped }: AccountHistory, done: DeedDone): string[] {
  const before = new Map(dropped.map(({ fact }) => [fact.id, fact.supersedes]))
  const ids: string[] = []
  for (let id: string | null = done.id, next = done.supersedes; id !== null && !ids.includes(id); ) {
    ids.push(id)
    id = next
    next = id === null ? null : (before.get(id) ?? null)
  }
  return ids
}

function changed(charge: StandingCharge, done: Told, { change }: StandingDeeds): StandingCharge {
  const { price, quantity } = deedValues(change, done.fields)
  const [first, ...later] = charge.terms
  const last = later.at(-1) ?? first
  const from = laterDate(done.effective, charge.from)
  const news = { from, quantity: quantity ?? last.quantity, price: price ?? last.price }
  if (sameDate(first.from, from)) return { ...charge, terms: [news] }
  return { ...charge, terms: [first, ...later.filter(term => !sameDate(term.from, from)), news] }
}

function ended(charge: StandingCharge, day: Day): StandingCharge {
  return { ...charge, until: soonest(charge.until, day) }
}

function soonest(a: Day | null, b: Day | null): Day | null {
  return a === null ? b : b === null ? a : earlierDate(a, b)
}

/** Whether any day would be charged by both. */
export function overlaps(
  a: Pick<StandingCharge, 'from' | 'until'>,
  b: Pick<StandingCharge, 'from' | 'until'>
): boolean {
  const [aEnd, bEnd] = [a.until ?? END_OF_TIME, b.until ?? END_OF_TIME]
  return compareDates(a.from, bEnd) < 0 && compareDates(b.from, aEnd) < 0
}
