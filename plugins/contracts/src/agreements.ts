// The contracts of a subscription's life, one after the other: what was signed, how long it binds, how it ended.
import { compareDates, containsDate, deedValues, earlierDate, laterDate, wholeLife } from '@farthing/plugin-sdk'
import type { DeedDone, SubscriptionHistory } from '@farthing/plugin-sdk'
import type { HeldContract } from './contract.ts'
import { changeContract, giveNotice, releaseFromContract, signContract } from './deed-fields.ts'

export interface Agreement<H extends HeldContract = HeldContract> {
  /** Id of the deed that signed it. */
  readonly deed: string
  readonly held: H
  readonly signed: Temporal.PlainDate
  /** Months of its first term. */
  readonly months: number
  /** What the customer was promised beside the contract's terms, in words. */
  readonly promised: string | null
  /** Notice was given, to end on this day; no sooner, where it does not renew. */
  readonly notice: { readonly to: Temporal.PlainDate } | null
  /** Released by hand, or replaced by another contract; nothing is owed then. */
  readonly released: Temporal.PlainDate | null
  /** The first day without service, or on another plan where that is leaving. */
  readonly left: Temporal.PlainDate | null
  /** The day on which leaving was asked for: that of leaving, or one before where it was asked for a time to come. */
  readonly leaveAsked: Temporal.PlainDate | null
}

export type HeldOn<H extends HeldContract> = (name: string, day: Temporal.PlainDate) => H | undefined

/** In order of signing. What cannot hold (signed while another runs, a contract that the plan of the day lacks) is left out: what it would have replaced runs on. */
export function agreementsOf<H extends HeldContract>(
  subscription: SubscriptionHistory,
  deeds: readonly DeedDone[],
  heldOn: HeldOn<H>
): Agreement<H>[] {
  const agreements: Agreement<H>[] = []
  for (const done of deeds) {
    const last = agreements.at(-1)
    const running = last !== undefined && runsOn(last, done.effective) ? last : undefined
    const signs =
      done.deed === (running === undefined ? signContract.name : changeContract.name)
        ? signing(done, heldOn)
        : undefined
    const isLeftOut = done.deed === signContract.name || (done.deed === changeContract.name && signs === undefined)
    const told = done.deed === releaseFromContract.name ? releasable(agreements, done.effective) : running
    if (told !== undefined && !isLeftOut) agreements[agreements.indexOf(told)] = after(told, done)
    if (signs !== undefined) agreements.push({ ...signs, ...leaving(subscription, signs) })
  }
  return agreements
}

function signing<H extends HeldContract>(
  done: DeedDone,
  heldOn: HeldOn<H>
): Omit<Agreement<H>, 'left' | 'leaveAsked'> | undefined {
  const { contract, months, promised } = deedValues(signContract, done.fields)
  const held = heldOn(contract, done.effective)
  if (held === undefined) return undefined
  return {
    ...{ deed: done.id, held, signed: done.effective, months: months ?? held.value.months, promised },
    ...{ notice: null, released: null }
  }
}

function after<H extends HeldContract>(running: Agreement<H>, { deed, effective, fields }: DeedDone): Agreement<H> {
  if (deed === releaseFromContract.name || deed === changeContract.name) return { ...running, released: effective }
  if (deed !== giveNotice.name || running.notice !== null) return running
  const { to } = deedValues(giveNotice, fields)
  return { ...running, notice: { to: noticeEnd(running, effective, to ?? effective).on } }
}

function leaving(
  subscription: SubscriptionHistory,
  { held, signed }: Pick<Agreement, 'held' | 'signed'>
): Pick<Agreement, 'left' | 'leaveAsked'> {
  // of whichever account: to be moved is not to leave
  const { endAsked, plansAsked, segments, terminated } = wholeLife(subscription)
  const plan = segments.find(segment => containsDate(segment, signed))?.plan
  const other = held.value.boundToPlan
    ? segments.find(each => compareDates(each.from, signed) > 0 && each.plan !== plan)
    : undefined
  if (other === undefined || (terminated !== null && compareDates(terminated, other.from) <= 0)) {
    return { left: terminated, leaveAsked: endAsked ?? terminated }
  }
  const asked = plansAsked?.find(({ from }) => compareDates(from, other.from) === 0)?.asked
  return { left: other.from, leaveAsked: asked ?? other.from }
}

export interface TermEnd {
  /** The first day after the term. */
  readonly on: Temporal.PlainDate
  /** Months from the day of signing. */
  readonly months: number
}

/** The first end of a term on or after the day; of a contract that does not renew, its only end. */
export function termEnd(agreement: Agreement, day: Temporal.PlainDate): TermEnd {
  return firstEnd(agreement, end => compareDates(end, day) >= 0)
}

/** The first end of a term from `to` on by which a notice of that day is in time; of a contract that does not renew, its only end. */
export function noticeEnd(agreement: Agreement, day: Temporal.PlainDate, to = day): TermEnd {
  const from = laterDate(day, to)
  return firstEnd(agreement, end => compareDates(end, from) >= 0 && compareDates(noticeUntil(agreement, end), day) >= 0)
}

/** The last day of a notice that is in time for that end. */
function noticeUntil({ held }: Agreement, end: Temporal.PlainDate): Temporal.PlainDate {
  const { notice } = held.value
  return notice === null ? end : end.subtract({ [`${notice.unit}s`]: notice.count })
}

function firstEnd({ held, months, signed }: Agreement, isEnough: (end: Temporal.PlainDate) => boolean): TermEnd {
  const { renewal } = held.value
  let [on, count] = [signed.add({ months }), months]
  while (renewal !== null && !isEnough(on)) {
    count += renewal
    on = signed.add({ months: count })
  }
  return { on, months: count }
}

/** The first day on which a contract binds no more, whatever ends it; null while it renews. */
export function overOn(agreement: Agreement): Temporal.PlainDate | null {
  const { held, left, notice, released } = agreement
  const binds =
    held.value.renewal !== null && notice === null ? null : termEnd(agreement, notice?.to ?? agreement.signed).on
  const ends = [binds, released, left].filter(day => day !== null)
  return ends.length === 0 ? null : ends.reduce(earlierDate)
}

export function runsOn(agreement: Agreement, day: Temporal.PlainDate): boolean {
  return containsDate({ from: agreement.signed, until: overOn(agreement) }, day)
}

/**
 * The one that a release on that day is of: it may be released until it ends, and on the day of its end, for it is the end that would
 * cost something. One that was left early on that day goes before another that was signed on it.
 */
export function releasable<A extends Agreement>(agreements: readonly A[], day: Temporal.PlainDate): A | undefined {
  const ended = agreements.filter(each => each.released === null && overOn(each)?.equals(day) === true)
  return ended.find(each => earlyExit(each) !== null) ?? agreements.find(each => runsOn(each, day)) ?? ended.at(-1)
}

/** The day on which it ended for good; null while it does not, and where it was released, or another contract goes on from that day. */
export function endedOn(agreement: Agreement, all: readonly Agreement[]): Temporal.PlainDate | null {
  const end = agreement.released === null ? overOn(agreement) : null
  return end === null || all.some(({ signed }) => signed.equals(end)) ? null : end
}

export interface EarlyExit {
  readonly signed: Temporal.PlainDate
  readonly on: Temporal.PlainDate
  /** The day on which it could have been left without a fee. */
  readonly end: Temporal.PlainDate
  /** Months of the contract that were not over. */
  readonly monthsLeft: number
}

/** Leaving is notice too, if none was given: a contract that renews is owed to the end that a notice of that day would have had. */
export function earlyExit(agreement: Agreement): EarlyExit | null {
  const { leaveAsked, left, notice, released, signed } = agreement
  if (left === null || (released !== null && compareDates(released, left) <= 0)) return null
  const end = notice === null ? noticeEnd(agreement, leaveAsked ?? left) : termEnd(agreement, notice.to)
  if (compareDates(left, end.on) >= 0) return null
  let begun = 0
  while (begun < end.months && compareDates(signed.add({ months: begun + 1 }), left) <= 0) begun += 1
  return { signed, on: left, end: end.on, monthsLeft: end.months - begun }
}
