// What a treatment makes of a price: the share of each tax in it, exactly.
import { divide } from '../values/index.ts'
import { dividedBy, NOTHING, percentRatio, plus, type Ratio, times, WHOLE } from './ratio.ts'
import type { AppliedTax, TaxTreatment } from './tax-treatment.ts'

type Taxes = NonNullable<TaxTreatment>

/** Of each tax in order: what it comes to for every unit of the price as charged, included taxes and all. */
export function taxFactors(taxes: Taxes): readonly Ratio[] {
  const known = factors.get(taxes)
  if (known !== undefined) return known
  const ofNet = netFactors(taxes, ({ percent }) => percent)
  const price = priceOfNet(taxes, ofNet)
  const found = ofNet.map(factor => dividedBy(factor, price))
  factors.set(taxes, found)
  return found
}

const factors = new WeakMap<Taxes, readonly Ratio[]>()

/** What a tax of the treatment comes to on an amount as charged, micro: before it is rounded with others. */
export function taxOn(amount: bigint, taxes: Taxes, index: number): bigint {
  const { count, over } = taxFactors(taxes)[index] ?? NOTHING
  return divide(amount * count, over, 'half-up')
}

/** The amount without the taxes that prices include and this customer does not owe. Micro, rounded half up to a millionth. */
export function relievedAmount(exact: bigint, treatment: TaxTreatment): bigint {
  const relief = reliefOf(treatment)
  return relief === null ? exact : divide(exact * relief.count, relief.over, 'half-up')
}

/** The price of which `relievedAmount` leaves so much. Micro, rounded half up to a millionth. */
export function pricedAmount(relieved: bigint, treatment: TaxTreatment): bigint {
  const relief = reliefOf(treatment)
  return relief === null ? relieved : divide(relieved * relief.over, relief.count, 'half-up')
}

/** What is left of every unit of a price; null: all of it. */
export function reliefOf(treatment: TaxTreatment): Ratio | null {
  if (treatment === null || treatment.every(({ relieved }) => relieved === null)) return null
  const priced = priceOfNet(
    treatment,
    netFactors(treatment, ({ percent, relieved }) => relieved ?? percent)
  )
  const owed = priceOfNet(
    treatment,
    netFactors(treatment, ({ percent }) => percent)
  )
  return dividedBy(owed, priced)
}

/** Of each tax: what it comes to for every unit of the price without any tax. */
function netFactors(taxes: Taxes, percentOf: (applied: AppliedTax) => string): Ratio[] {
  const found: Ratio[] = []
  for (const applied of taxes) {
    const below = taxes.slice(0, found.length).map(({ tax }, index) => {
      return applied.onTopOf.includes(tax) ? (found[index] ?? NOTHING) : NOTHING
    })
    found.push(times(percentRatio(percentOf(applied)), below.reduce(plus, WHOLE)))
  }
  return found
}

function priceOfNet(taxes: Taxes, ofNet: readonly Ratio[]): Ratio {
  return taxes.reduce((sum, { included }, index) => (included ? plus(sum, ofNet[index] ?? NOTHING) : sum), WHOLE)
}
