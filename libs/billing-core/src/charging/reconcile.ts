// A bill is a difference: what should have been charged in all, less what lines on standing invoices say.
import { pricedAmount, relievedAmount, treatmentKey, type TaxTreatment } from '../taxes/index.ts'
import { roundTo, type Rounding } from '../values/index.ts'
import { chargeDelta, type KeyChange, standing } from './charge-delta.ts'
import { isBefore } from './days.ts'
import { discountedKey } from './discounted-key.ts'
import { withoutReliefs } from './explain-tax.ts'
import { mergeSeries } from './merge-series.ts'
import { periodEnd, targetsByKey } from './merge-targets.ts'
import type { BilledCharge, LineDelta, LookBack, TargetCharge } from './target-charge.ts'

/** What the rules say of a charge besides its price. */
export interface ChargeRules {
  /** That of the rules which priced the target, so that a later change of it leaves alone what was billed. */
  roundingOf(target: TargetCharge): Rounding
  taxOf(target: TargetCharge): TaxTreatment
}

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
  const discounts = discountsOf(targets, charged, rules)
  const changes: KeyChange[] = []
  const compare = (target: TargetCharge | undefined, before: readonly BilledCharge[]): void => {
    if (!isInReach(target, before, lookBack.since)) return
    for (const change of changesOf(target, before, { ...rules, discounts }))
      if (change.amount !== 0n) changes.push(change)
  }
  for (const [key, target] of wanted) compare(target, charged.get(key) ?? NONE)
  for (const [key, before] of charged)
    if (!wanted.has(key) && !isChargedLater(before, lookBack)) compare(undefined, before)
  return mergeSeries(changes.map(chargeDelta))
}

const NONE: readonly BilledCharge[] = []

/** What the discounts of a charge take off it, by its key, less what credit notes keep of them: of charges that notes took something of. */
type Discounts = ReadonlyMap<string, bigint>

const NO_DISCOUNTS: Discounts = new Map()

function discountsOf(
  targets: readonly TargetCharge[],
  charged: ReadonlyMap<string, readonly BilledCharge[]>,
  rules: ChargeRules
): Discounts {
  const sums = new Map<string, bigint>()
  for (const [key, lines] of charged) if (lines.some(({ credited = 0n }) => credited > 0n)) sums.set(key, 0n)
  if (sums.size === 0) return NO_DISCOUNTS
  for (const target of targets) {
    const of = discountedKey(target)
    const sum = of === null ? undefined : sums.get(of)
    if (of === null || sum === undefined) continue
    const [tax, rounding] = [rules.taxOf(target), rules.roundingOf(target)]
    const amount = roundTo(relieved(target, tax).exact, rounding)
    sums.set(of, sum + amount - keptCredit(creditedAs(charged.get(target.key) ?? NONE, tax, rounding), amount))
  }
  return sums
}

/** A later bill has the target. */
function isChargedLater(billed: readonly BilledCharge[], { through }: LookBack): boolean {
  if (through === undefined) return false
  return billed.every(({ atOnce }) => atOnce !== undefined && isBefore(through, atOnce))
}

/** Of one key: what was billed under other treatments goes, and what the target's comes to stays or comes. */
function changesOf(
  target: TargetCharge | undefined,
  billed: readonly BilledCharge[],
  rules: ChargeRules & { readonly discounts: Discounts }
): KeyChange[] {
  const tax = target === undefined ? null : rules.taxOf(target)
  if (target !== undefined && billed.length === 0) return [newCharge(target, tax, rules)]
  const key = target === undefined ? undefined : treatmentKey(tax)
  const byTreatment = Map.groupBy(billed, charge => treatmentKey(charge.tax))
  const changes: KeyChange[] = []
  for (const [other, lines] of byTreatment) {
    if (other === key) continue
    const gone = { target: undefined, billed: lines, amount: -standing(lines), retaxed: target !== undefined, kept: 0n }
    changes.push({ ...gone, tax: lines[0]?.tax ?? null })
  }
  if (target === undefined || key === undefined) return changes
  const owed = relieved(target, tax)
  const same = byTreatment.get(key) ?? []
  const rounding = rules.roundingOf(target)
  const rounded = roundTo(owed.exact, rounding)
  const kept = keptCredit(creditedAs(billed, tax, rounding), rounded, rules.discounts.get(target.key))
  return [
    ...changes,
    { target: owed, billed: same, amount: rounded - kept - standing(same), retaxed: false, kept, tax }
  ]
}

/** Most charges were never billed before. */
function newCharge(target: TargetCharge, tax: TaxTreatment, rules: ChargeRules): KeyChange {
  const owed = relieved(target, tax)
  const amount = roundTo(owed.exact, rules.roundingOf(target))
  return { target: owed, billed: NONE, amount, retaxed: false, kept: 0n, tax }
}

/** What credit notes took, as if it had been charged with these taxes: a price may include one that is not owed any more. */
function creditedAs(billed: readonly BilledCharge[], tax: TaxTreatment, rounding: Rounding): bigint {
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

/** A price that includes a tax which the customer does not owe is charged without it. */
function relieved(target: TargetCharge, tax: TaxTreatment): TargetCharge {
  const exact = relievedAmount(target.exact, tax)
  if (tax === null || exact === target.exact) return target
  return { ...target, exact, explanation: withoutReliefs(target.explanation, tax, exact) }
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
