// A call that is split may cross from a band whose row limits what it costs into one that tiers price when the bill is made.
import type { RateForm } from '../compiler/tariff-form.ts'
import type { RateRow } from '../vocabulary/declarations.ts'
import { related, type Report } from './report.ts'

interface RatedCells {
  readonly rows: readonly RateRow[]
  /** Of the rows. */
  readonly rates: readonly RateForm[]
  /** Index of the row of each cell: its bands stand side by side. */
  readonly rateOf: Int32Array
  readonly bands: number
}

/** To be asked of tariffs that split calls. */
export function checkTierLimits({ rows, rates, rateOf, bands }: RatedCells, report: Report): void {
  if (!rates.some(({ price }) => price.kind === 'tiers')) return
  const told = new Set<number>()
  for (let cell = 0; cell < rateOf.length; cell += bands) {
    const own = [...rateOf.subarray(cell, cell + bands)]
    const tiered = own.find(index => rates[index]?.price.kind === 'tiers')
    const limited = own.find(index => rates[index]?.minimum != null || rates[index]?.maximum != null)
    if (tiered === undefined || limited === undefined || told.has(limited)) continue
    told.add(limited)
    const [row, other] = [rows[limited], rows[tiered]]
    if (row === undefined || other === undefined || row === other) continue
    const message =
      'a call may go on into a band that tiers price when the bill is made: it has no minimum and no maximum'
    const places = { related: [related('the row with tiers is here', other.spot)] }
    report.error((row.minimum ?? row.maximum ?? row).spot, 'R0214', message, places)
  }
}
