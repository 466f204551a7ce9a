// What must hold for every invoice; an account on which it does not is parked.
import { compareDates } from '@farthing/billing-core/values'
import type { Invoice } from '@farthing/billing-core'
import { MAX_STORED_MICRO, MICRO, minorUnit, parseDecimal } from '@farthing/billing-core/values'

/** A readable sentence about the first thing that is wrong, or null. */
export function brokenInvariant(invoice: Invoice): string | null {
  const coin = minorUnit(invoice.currency)
  let net = 0n
  for (const line of invoice.lines) {
    const parts = line.parts.reduce((sum, part) => sum + part.amount, 0n)
    if (parts !== line.amount) return `line ${line.line} says ${line.amount}, its parts ${parts}`
    if (line.amount % coin !== 0n) return `line ${line.line} is not rounded: ${line.amount}`
    if (compareDates(line.from, line.until) > 0) return `line ${line.line} ends before it begins`
    net += line.net
  }
  return brokenSum(invoice, net)
}

/**
 * BR-CO-10, 13, 14, 15 and 17 of EN 16931: sums are those of their parts, and a tax that of its rate, within the coins
 * that are lost where prices include taxes, where one is on top of others, and where lines are rounded.
 */
function brokenSum(invoice: Invoice, net: bigint): string | null {
  const { lines, taxes, total } = invoice
  if (net !== invoice.net) return `the lines without tax add up to ${net}, the invoice says ${invoice.net}`
  const sum = taxes.reduce((all, { amount }) => all + amount, net)
  if (sum !== total) return `lines and taxes add up to ${sum}, the invoice says ${total}`
  const coin = minorUnit(invoice.currency)
  // of each tax, on the bill or on each line
  const lost = taxes.reduce((sum, { rounding }) => sum + 1 + (rounding === 'line' ? lines.length : 0), 0)
  const wrong = taxes.find(({ amount, percent, taxable }) => {
    const share = parseDecimal(percent)
    const apart = amount * 100n * MICRO - taxable * share
    // where prices include a tax, what it loses the net has more of, and that is taxed too
    return (apart < 0n ? -apart : apart) > BigInt(lost) * coin * (100n * MICRO + share)
  })
  if (wrong !== undefined) return `${wrong.title} ${wrong.percent}% of ${wrong.taxable} is not ${wrong.amount}`
  const largest = total < 0n ? -total : total
  return largest > MAX_STORED_MICRO ? `the total ${total} is too large` : null
}
