// What must hold for every invoice; an account on which it does not is parked.
import { compareDates } from '@farthing/billing-core/values'
import type { Invoice } from '@farthing/billing-core'
import { MAX_STORED_MICRO, minorUnit } from '@farthing/billing-core/values'

/** A readable sentence about the first thing that is wrong, or null. */
export function brokenInvariant(invoice: Invoice): string | null {
  const coin = minorUnit(invoice.currency)
  let total = 0n
  for (const line of invoice.lines) {
    const parts = line.parts.reduce((sum, part) => sum + part.amount, 0n)
    if (parts !== line.amount) return `line ${line.line} says ${line.amount}, its parts ${parts}`
    if (line.amount % coin !== 0n) return `line ${line.line} is not rounded: ${line.amount}`
    if (compareDates(line.from, line.until) > 0) return `line ${line.line} ends before it begins`
    total += line.amount
  }
  if (total !== invoice.total) return `the lines add up to ${total}, the invoice says ${invoice.total}`
  const largest = total < 0n ? -total : total
  return largest > MAX_STORED_MICRO ? `the total ${total} is too large` : null
}
