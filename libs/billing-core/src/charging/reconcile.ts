// A bill is a difference: what should have been charged in all, less what lines on standing invoices say.
import { roundTo, type Rounding } from '../values/index.ts'
import { chargeDelta, type KeyChange } from './charge-delta.ts'
import { isBefore } from './days.ts'
import { mergeSeries } from './merge-series.ts'
import { periodEnd, targetsByKey } from './merge-targets.ts'
import type { BilledCharge, LineDelta, LookBack, TargetCharge } from './target-charge.ts'

const EVERYTHING: LookBack = { since: null }

/**
 * One line per key whose rounded target differs from what was billed, in order of keys; lines of one series that
 * replace each other come as one. `roundingOf`: that of the rules which priced the target, so that a later change of it
 * leaves alone what was billed. `billed`: charges on standing invoices only, oldest first. With `since`, keys whose
 * period ended before that day are left alone: nothing learned since they were billed can have changed them.
 */
export function reconcile(
  targets: readonly TargetCharge[],
  billed: readonly BilledCharge[],
  roundingOf: (target: TargetCharge) => Rounding,
  lookBack: LookBack = EVERYTHING
): LineDelta[] {
  const wanted = targetsByKey(targets)
  const charged = Map.groupBy(billed, charge => charge.key)
  const changes: KeyChange[] = []
  for (const key of new Set([...wanted.keys(), ...charged.keys()])) {
    const [target, before] = [wanted.get(key), charged.get(key) ?? []]
    if (!isInReach(target, before, lookBack.since)) continue
    const sum = before.reduce((total, charge) => total + charge.amount, 0n)
    const due = target === undefined ? 0n : roundTo(target.exact, roundingOf(target))
    if (due !== sum) changes.push({ target, billed: before, amount: due - sum })
  }
  return mergeSeries(changes.map(chargeDelta))
}

function isInReach(
  target: TargetCharge | undefined,
  billed: readonly BilledCharge[],
  since: Temporal.PlainDate | null
): boolean {
  if (since === null) return true
  if (target !== undefined && !isBefore(periodEnd(target), since)) return true
  return billed.some(charge => !isBefore(charge.periodUntil, since))
}
