// What the next bill must know of an invoice: each part of its lines, as billed.
import type { BilledCharge, Invoice } from '@farthing/billing-core'

/** `number`: by which corrections name the invoice. `atOnce`: the day of one for a change that was charged at once. */
export function billedLines({ lines }: Invoice, number: string, atOnce?: Temporal.PlainDate): BilledCharge[] {
  return lines.flatMap(({ line, parts }) =>
    parts.map(({ corrects, exact: _exact, ...kept }) => ({
      ...kept,
      invoice: number,
      line,
      correction: corrects !== null,
      ...(atOnce && { atOnce })
    }))
  )
}
