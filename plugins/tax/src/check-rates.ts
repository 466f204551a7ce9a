// Dated rates of one tax: for every category one rate holds on a day, and none is missing between two.
import type { WrittenRate } from './lower-rate.ts'
import type { TaxFaults } from './tax-faults.ts'

/** In the order written. */
export function checkRates(rates: readonly WrittenRate[], faults: TaxFaults): void {
  const before = faults.found.length
  for (const [index, one] of rates.entries()) {
    const other = rates.slice(0, index).find(earlier => isOfSame(earlier, one) && meet(earlier, one))
    if (other === undefined) continue
    const message = `two rates hold for ${ofWhat(one)} ${momentOf(one, other)}: line ${other.part.place.line} says another`
    faults.at(one.part, null, message, 'R0481')
  }
  if (faults.found.length > before) return
  const categories = new Set(rates.flatMap(categoriesOf))
  for (const category of categories)
    checkHoles(
      rates.filter(rate => isOf(rate, category)),
      category,
      faults
    )
}

function checkHoles(rates: readonly WrittenRate[], category: string | null, faults: TaxFaults): void {
  const inOrder = rates.toSorted((a, b) => ((a.rate.from ?? '') < (b.rate.from ?? '') ? -1 : 1))
  for (const [index, { rate }] of inOrder.entries()) {
    const next = inOrder[index + 1]
    if (next === undefined || rate.until === next.rate.from || rate.until === null) continue
    const message = `no rate holds for ${category ?? 'charges in general'} from ${rate.until} until ${next.rate.from ?? ''}`
    faults.at(next.part, 'from', message, 'R0482')
  }
}

function isOf({ rate }: WrittenRate, category: string | null): boolean {
  return category === null ? rate.categories === null : (rate.categories?.includes(category) ?? false)
}

/** Null: charges in general. */
function categoriesOf({ rate }: WrittenRate): readonly (string | null)[] {
  return rate.categories ?? [null]
}

function isOfSame(a: WrittenRate, b: WrittenRate): boolean {
  return categoriesOf(a).some(category => isOf(b, category))
}

/** Texts of days compare as days do. */
function meet({ rate: a }: WrittenRate, { rate: b }: WrittenRate): boolean {
  return (a.until === null || (b.from ?? '') < a.until) && (b.until === null || (a.from ?? '') < b.until)
}

function ofWhat({ rate }: WrittenRate): string {
  return rate.categories?.join(', ') ?? 'charges in general'
}

function momentOf({ rate: a }: WrittenRate, { rate: b }: WrittenRate): string {
  const first = [a.from, b.from]
    .filter(day => day !== null)
    .sort()
    .at(-1)
  return first === undefined ? 'from the beginning' : `from ${first}`
}
