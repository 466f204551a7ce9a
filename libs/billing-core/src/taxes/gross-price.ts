// What a customer pays at once for a price, with the taxes of its treatment: pockets are asked for it, and the books part it.
import { divide } from '../values/index.ts'
import { dividedBy, NOTHING, plus, type Ratio, times, WHOLE } from './ratio.ts'
import { reliefOf, taxFactors } from './tax-factors.ts'
import type { TaxTreatment } from './tax-treatment.ts'

/** Of what was paid at once: what each tax has of it, micro. They add up to it. */
export interface PartedGross {
  readonly net: bigint
  readonly taxes: readonly { readonly tax: string; readonly amount: bigint }[]
}

/** Micro, rounded half up to a millionth: without taxes that the price includes and this customer does not owe, and with those on top of it. */
export function grossPrice(price: bigint, treatment: TaxTreatment): bigint {
  const factor = grossOfPrice(treatment)
  return factor === null ? price : divide(price * factor.count, factor.over, 'half-up')
}

/** Of a price, the part that an amount paid at once pays for. Micro; all of it exactly when all of it is paid. */
export function pricePaid(paid: bigint, price: bigint, treatment: TaxTreatment): bigint {
  return paid === grossPrice(price, treatment) ? price : priceOfGross(paid, treatment)
}

/** The price that a gross amount pays for, rounded half up to a millionth. */
export function priceOfGross(gross: bigint, treatment: TaxTreatment): bigint {
  const factor = grossOfPrice(treatment)
  return factor === null ? gross : divide(gross * factor.over, factor.count, 'half-up')
}

/** What of a gross amount is tax, by tax; those that come to nothing are left out. */
export function partedGross(gross: bigint, treatment: TaxTreatment): PartedGross {
  if (treatment === null) return { net: gross, taxes: [] }
  const [factorsOfCharged, ofCharged] = [taxFactors(treatment), onTopOfCharged(treatment)]
  const taxes = treatment.flatMap(({ tax }, index) => {
    const { count, over } = dividedBy(factorsOfCharged[index] ?? NOTHING, ofCharged)
    const amount = divide(gross * count, over, 'half-up')
    return amount === 0n ? [] : [{ tax, amount }]
  })
  return { net: taxes.reduce((rest, { amount }) => rest - amount, gross), taxes }
}

/** Null: a price is what is paid. */
function grossOfPrice(treatment: TaxTreatment): Ratio | null {
  if (treatment === null) return null
  const known = factors.get(treatment)
  if (known !== undefined) return known
  const factor = times(reliefOf(treatment) ?? WHOLE, onTopOfCharged(treatment))
  const found = factor.count === factor.over ? null : factor
  factors.set(treatment, found)
  return found
}

const factors = new WeakMap<NonNullable<TaxTreatment>, Ratio | null>()

/** What is paid for every unit that is charged: itself, and the taxes that it does not include. */
function onTopOfCharged(treatment: NonNullable<TaxTreatment>): Ratio {
  const each = taxFactors(treatment)
  return treatment.reduce((sum, { included }, index) => (included ? sum : plus(sum, each[index] ?? NOTHING)), WHOLE)
}
