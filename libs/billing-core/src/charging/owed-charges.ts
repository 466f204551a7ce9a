// What a target comes to on an invoice: with its taxes, without those that its price includes and the customer does not owe, and rounded.
import { relievedAmount, type SupplyPlace, treatmentKey, type TaxTreatment } from '../taxes/index.ts'
import { formatDecimal, minorUnit, roundTo, type Rounding } from '../values/index.ts'
import { discountedKey } from './discounted-key.ts'
import { withoutReliefs } from './explain-tax.ts'
import type { TargetCharge } from './target-charge.ts'

/** What the rules say of a charge besides its price. */
export interface ChargeRules {
  /** That of the rules which priced the target, so that a later change of it leaves alone what was billed. */
  roundingOf(target: TargetCharge): Rounding
  taxOf(target: TargetCharge): TaxTreatment
  /** Where it is supplied, for taxes that ask for it; null, and left out: nobody does. */
  placeOf?(target: TargetCharge): SupplyPlace | null
}

export interface OwedCharge {
  /** Without what the customer does not owe. */
  readonly target: TargetCharge
  readonly tax: TaxTreatment
  /** Of revenue and costs that of the rules. Bonds are asked for, drawn and given back in coins, so they are held in coins. */
  readonly rounding: Rounding
  /** Rounded, micro. */
  readonly amount: bigint
}

/** `wanted`: all targets of the bill, by key. */
export class OwedCharges {
  readonly #wanted: ReadonlyMap<string, TargetCharge>
  readonly #rules: ChargeRules
  /** By the charge that is discounted, when they were asked for. */
  #discounts: ReadonlyMap<string | null, readonly TargetCharge[]> | undefined
  readonly #fitted = new Map<string, ReadonlyMap<string, bigint>>()

  constructor(wanted: ReadonlyMap<string, TargetCharge>, rules: ChargeRules) {
    this.#wanted = wanted
    this.#rules = rules
  }

  of(target: TargetCharge): OwedCharge {
    const owed = this.#alone(target)
    const base = owed.target === target ? null : discountedKey(target)
    const amount = base === null ? undefined : this.#fittedTo(base).get(target.key)
    return amount === undefined ? owed : { ...owed, amount, target: fitted(owed.target, amount) }
  }

  #alone(target: TargetCharge): OwedCharge {
    const tax = this.#rules.taxOf(target)
    const relieved = withoutRelieved(target, tax)
    const rounding = this.#roundingOf(target)
    return { target: relieved, tax, rounding, amount: roundTo(relieved.exact, rounding) }
  }

  #roundingOf(target: TargetCharge): Rounding {
    const rounding = this.#rules.roundingOf(target)
    return target.ledger === 'bond' ? { ...rounding, step: minorUnit(target.explanation.currency) } : rounding
  }

  /** What discounts of one charge come to where it is another amount than each by itself. */
  #fittedTo(base: string): ReadonlyMap<string, bigint> {
    const known = this.#fitted.get(base)
    if (known !== undefined) return known
    this.#discounts ??= Map.groupBy(this.#wanted.values(), discountedKey)
    const charge = this.#wanted.get(base)
    const found = charge === undefined ? NONE : this.#fit(charge, this.#discounts.get(base) ?? [])
    this.#fitted.set(base, found)
    return found
  }

  /**
   * Discounts are reckoned of prices, and a tax is taken out of each amount by itself, so that coins may be lost between them. What
   * they leave of the charge is never below nothing, and is nothing where they take off the whole price: the last of them bears the coins.
   */
  #fit(charge: TargetCharge, discounts: readonly TargetCharge[]): ReadonlyMap<string, bigint> {
    const whole = this.#alone(charge)
    const owed = discounts.filter(({ exact }) => exact !== 0n).map(each => this.#alone(each))
    const key = treatmentKey(whole.tax)
    if (owed.some(({ amount, tax }) => amount > 0n || treatmentKey(tax) !== key)) return NONE
    const leftOfPrice = sum([charge, ...discounts].map(each => roundTo(each.exact, this.#roundingOf(each))))
    let left = sum([whole, ...owed].map(({ amount }) => amount))
    if (left === 0n || leftOfPrice < 0n || (left > 0n && leftOfPrice > 0n)) return NONE
    const changed = new Map<string, bigint>()
    for (const { amount, target } of owed.toReversed()) {
      const own = amount - left < 0n ? amount - left : 0n
      left += own - amount
      changed.set(target.key, own)
      if (left === 0n) break
    }
    return changed
  }
}

const NONE: ReadonlyMap<string, bigint> = new Map()

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((all, amount) => all + amount, 0n)
}

/** A price that includes a tax which the customer does not owe is charged without it. */
function withoutRelieved(target: TargetCharge, tax: TaxTreatment): TargetCharge {
  const exact = relievedAmount(target.exact, tax)
  if (tax === null || exact === target.exact) return target
  return { ...target, exact, explanation: withoutReliefs(target.explanation, tax, exact) }
}

function fitted(target: TargetCharge, exact: bigint): TargetCharge {
  const { explanation } = target
  const amount = formatDecimal(exact, 6)
  const step = { step: 'rounding', detail: 'to what is left of the charge without it', result: amount } as const
  return { ...target, exact, explanation: { ...explanation, steps: [...explanation.steps, step], amount } }
}
