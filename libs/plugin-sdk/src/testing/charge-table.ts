// Charges as a person reads them, so that a spec's expectation is a table.
import type { TargetCharge } from '@farthing/billing-core'
import { formatDecimal } from '@farthing/billing-core/values'

/** One row per charge: '2026-03-16..2026-04-01 | 20.645161 | Mobile 40'. */
export function chargeTable(charges: readonly TargetCharge[]): string[] {
  return charges.map(({ from, until, exact, description }) =>
    [`${from.toString()}..${until.toString()}`, formatDecimal(exact, 6), description].join(' | ')
  )
}
