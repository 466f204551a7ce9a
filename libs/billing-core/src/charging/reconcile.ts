// A bill is a difference: what should have been charged in all, less what lines on standing invoices say.
import { pricedAmount, relievedAmount, treatmentKey } from '../taxes/index.ts'
import { roundTo } from '../values/index.ts'
import { chargeDelta, type KeyChange, standing } from './charge-delta.ts'
import { isBefore } from './days.ts'
import { discountedKey } from './discounted-key.ts'
import { placeStep } from './explain-tax.ts'
import { mergeSeries } from './merge-series.ts'
import { periodEnd, targetsByKey } from './merge-targets.ts'
import { type ChargeRules, type OwedCharge, OwedCharges } from './owed-charges.ts'
import type { BilledCharge, LineDelta, LookBack, TargetCharge } from './target-charge.ts'

const EVERYTHING: LookBack = { since: null }

/**
 * One line per key and tax treatment whose rounded target differs from what was billed, in order of keys; lines of one
 * series that replace each other come as one. What was billed under another treatment is credited with the tax that it
 * had. What credit notes took of a charge is brought again by no line. `billed`: charges on standing invoices only, oldest first. With `since`, keys whose period ended before that day
 * are left alone: nothing learned since they were billed can have changed them. With `through`, so are keys without a
 * target that only invoices of changes charged at once after that day have.
 */
export function reconcile(
  targets: readonly TargetCharge[],
  billed: readonly BilledCharge[],
  rules: ChargeRules,
  lookBack: LookBack = EVERYTHING
): LineDelta[] {
  const wanted = targetsByKey(targets)
  const charged = Map.groupBy(billed, charge => charge.key)
  const owing = new OwedCharges(wanted, rules)
  const discounts = discountsOf(wanted, charged, owing)
  const changes: KeyChange[] = []
  const compare = (target: TargetCharge | undefined, before: readonly BilledCharge[]): void => {
    if (!isInReach(target, before, lookBack.since)) return
    for (const change of changesOf(target && owing.of(target), before, discounts))
      if (change.amount !== 0n) changes.push(change)
  }
  for (const [key, target] of wanted) compare(target, charged.get(key) ?? NONE)
  for (const [key, before] of charged)
    if (!wanted.has(key) && !isChargedLater(before, lookBack)) compare(undefined, before)
  return mergeSeries(changes.map(change => chargeDelta(placed(change, rules))))
}

/** What comes of it says by which place it is taxed. */
function placed(change: KeyChange, rules: ChargeRules): KeyChange {
  const { target } = change
  const place = target === undefined ? null : (rules.placeOf?.(target) ?? null)
  if (target === undefined || place === null) return change
  const { explanation } = target
  return {
    ...change,
    target: { ...target, explanation: { ...explanation, steps: [...explanation.steps, placeStep(place)] } }
  }
}

const NONE: readonly BilledCharge[] = []

/** What the discounts of a charge take off it, by its key, less what credit notes keep of them: of charges that notes took something of. */
type Discounts = ReadonlyMap<string, bigint>

const NO_DISCOUNTS: Discounts = new Map()

function discountsOf(
  wanted: ReadonlyMap<string, TargetCharge>,
  charged: ReadonlyMap<string, readonly BilledCharge[]>,
  owing: OwedCharges
): Discounts {
  const sums = new Map<string, bigint>()
  for (const [key, lines] of charged) if (lines.some(({ credited = 0n }) => credited > 0n)) sums.set(key, 0n)
  if (sums.size === 0) return NO_DISCOUNTS
  for (const target of wanted.values()) {
    const of = discountedKey(target)
    const sum = of === null ? undefined : sums.get(of)
    if (of === null || sum === undefined) continue
    const owed = owing.of(target)
    const { amount } = owed
    sums.set(of, sum + amount - keptCredit(creditedAs(charged.get(target.key) ?? NONE, owed), amount))
  }
  return sums
}

/** A later bill has the target. */
function isChargedLater(billed: readonly BilledCharge[], { through }: LookBack): boolean {
  if (through === undefined) return false
  return billed.every(({ atOnce }) => atOnce !== undefined && isBefore(through, atOnce))
}

/** Of one key: what was billed under other treatments goes, and what the target's comes to stays or comes. */
function changesOf(owed: OwedCharge | undefined, billed: readonly BilledCharge[], discounts: Discounts): KeyChange[] {
  if (owed !== undefined && billed.length === 0) return [{ ...owed, billed, retaxed: false, kept: 0n }]
  const key = owed === undefined ? undefined : treatmentKey(owed.tax)
  const byTreatment = Map.groupBy(billed, charge => treatmentKey(charge.tax))
  const changes: KeyChange[] = []
  for (const [other, lines] of byTreatment) {
    if (other === key) continue
    const gone = { target: undefined, billed: lines, amount: -standing(lines), retaxed: owed !== undefined, kept: 0n }
    changes.push({ ...gone, tax: lines[0]?.tax ?? null })
  }
  if (owed === undefined || key === undefined) return changes
  const { amount, target, tax } = owed
  const same = byTreatment.get(key) ?? NONE
  const kept = keptCredit(creditedAs(billed, owed), amount, discounts.get(target.key))
  return [...changes, { target, billed: same, amount: amount - kept - standing(same), retaxed: false, kept, tax }]
}

/** What credit notes took, as if it had been charged with these taxes: a price may include one that is not owed any more. */
function creditedAs(billed: readonly BilledCharge[], { rounding, tax }: OwedCharge): bigint {
  const key = treatmentKey(tax)
  return billed.reduce((sum, { credited = 0n, tax: then }) => {
    if (credited === 0n || treatmentKey(then) === key) return sum + credited
    return sum + roundTo(relievedAmount(pricedAmount(credited, then), tax), rounding)
  }, 0n)
}

/**
 * A credit note stands as far as there is a charge under it, or a credit: never more is given back than was charged, or taken than
 * was given. Of a charge with `discounts`, less than zero, that is what they leave of it.
 */
function keptCredit(credited: bigint, target: bigint, discounts = 0n): bigint {
  if (target >= 0n) {
    const most = target + discounts > 0n ? target + discounts : 0n
    return credited < most ? credited : most
  }
  if (credited >= 0n) return 0n
  return credited > target ? credited : target
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
