// What the next bill must know of an invoice: each part of its lines, as billed.
import type { BilledCharge, Invoice } from '@farthing/billing-core'

/** `number`: by which corrections name the invoice. */
export function billedLines({ lines }: Invoice, number: string): BilledCharge[] {
  return lines.flatMap(({ line, parts }) =>
    parts.map(({ corrects, exact: _exact, ...kept }) => ({
      ...kept,
      invoice: number,
      line,
      correction: corrects !== null
    }))
  )
}
