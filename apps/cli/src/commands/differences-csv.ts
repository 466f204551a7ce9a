// The differences of a comparison as a file for the vendor: what each side says of a use, and nothing of who the customer is.
import { countOf, declaredUnit, formatDecimal } from '@farthing/billing-core/values'
import type { Reconciliation, StoredDifference } from '@farthing/kernel'

const COLUMNS = [
  ...['line', 'difference', 'called', 'began_there', 'began_here', 'quantity_there', 'quantity_here', 'unit'],
  ...['price_there', 'price_here', 'currency', 'own_event', 'detail']
]

export const differencesHeader = row(COLUMNS)

/** Instants in UTC, prices exact; what a side does not say is empty. */
export function differencesCsv(
  { currency, unit }: Pick<Reconciliation, 'currency' | 'unit'>,
  differences: readonly StoredDifference[]
): string {
  const noun = declaredUnit(unit)?.name ?? unit
  return differences
    .map(({ called, detail, event, kind, line, ...sides }) => {
      const { priceHere, priceThere, quantityHere, quantityThere, startedHere, startedThere } = sides
      const quantities = [quantityThere, quantityHere].map(each => (each === null ? '' : String(countOf(each, unit))))
      const prices = [priceThere, priceHere].map(each => (each === null ? '' : formatDecimal(each)))
      const twice = kind === 'missing-here' && detail === 'twice'
      return row([
        ...[line === null ? '' : String(line), twice ? 'billed-twice' : kind, called],
        ...[startedThere, startedHere].map(each => each?.toString() ?? ''),
        ...[...quantities, noun, ...prices, currency, event ?? '', kind === 'malformed' ? detail : '']
      ])
    })
    .join('')
}

/** RFC 4180. */
function row(cells: readonly string[]): string {
  return `${cells.map(cell => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}
