// What a threshold says of itself, and when it is done with: read from its conditions and effects once.
import { asksOfAccount, askedBy, type PolicyThreshold } from '@farthing/rules-language'
import { Fingerprint } from '../bill/fingerprint.ts'

export interface KnownThreshold {
  /** By what it says: rules that are published again with other lines before it tell nobody twice. */
  readonly name: string
  /** The longest of the windows that its condition asks, in days; null: it counts in the billing cycle. */
  readonly days: number | null
  readonly isOfAccount: boolean
  readonly restricts: readonly string[]
  readonly restores: readonly string[]
}

const known = new WeakMap<PolicyThreshold, KnownThreshold>()

export function knownThreshold(policy: string, threshold: PolicyThreshold): KnownThreshold {
  const found = known.get(threshold) ?? readThreshold(policy, threshold)
  known.set(threshold, found)
  return found
}

function readThreshold(policy: string, { condition, effects }: PolicyThreshold): KnownThreshold {
  const windows = askedBy(condition).flatMap(({ params }) => params.days ?? [])
  return {
    name: `${policy} ${new Fingerprint().add(JSON.stringify([condition, effects])).hex()}`,
    days: windows.length === 0 ? null : Math.max(...windows),
    isOfAccount: asksOfAccount(condition),
    restricts: effects.flatMap(one => (one.effect === 'bar' ? [one.what] : one.effect === 'throttle' ? ['data'] : [])),
    restores: effects.flatMap(one => (one.effect === 'restore' ? [one.what] : []))
  }
}

/** The days of a look. */
export interface LookDays {
  readonly today: Temporal.PlainDate
  /** The first day of the billing cycle. */
  readonly cycle: Temporal.PlainDate
}

/**
 * Whether it may act if its condition holds. What restores may as long as there is something to restore; what counts in the
 * cycle, once in it; what counts over days, when none of those on which it acted is among them, or when a policy has since
 * restored what it restricts.
 */
export function mayAct(
  threshold: KnownThreshold,
  done: ReadonlySet<string>,
  restricted: ReadonlySet<string>,
  days: LookDays
): boolean {
  const { name, restores, restricts } = threshold
  if (restores.length > 0) return restores.some(what => restricted.has(what))
  if (threshold.days === null) return !done.has(doneMark(threshold, days))
  const last = lastDay(done, name)
  const first = days.today.subtract({ days: threshold.days - 1 }).toString()
  if (last === '' || last < first) return true
  return restricts.some(what => !restricted.has(what) && lastDay(done, restoredName(what)) >= last)
}

/** '2026-03-01 fair-use 91c…': the cycle's first day, or that on which it acted. */
export function doneMark({ days, name }: KnownThreshold, { cycle, today }: LookDays): string {
  return `${days === null ? cycle : today} ${name}`
}

/** '2026-03-09 restored: data' */
export function restoredMark(what: string, today: Temporal.PlainDate): string {
  return `${today} ${restoredName(what)}`
}

function restoredName(what: string): string {
  return `restored: ${what}`
}

/** YYYY-MM-DD of the latest mark of that name; '' for none. */
function lastDay(done: ReadonlySet<string>, name: string): string {
  let last = ''
  for (const mark of done) {
    if (mark.length === DAY.length + name.length && mark.endsWith(name) && mark > last) last = mark.slice(0, 10)
  }
  return last
}

const DAY = 'YYYY-MM-DD '
