// What an offer does, as the desk says it to the customer: 'credit 10.00 EUR "Thank you for staying"'.
import { formatAmount, parseDecimal } from '@farthing/billing-core/values'
import type { KeptOffer } from './retention-book.ts'

/** As histories keep money. */
const MONEY = /^-?\d+\.\d{6}$/

export function offerWords({ deed, fields }: Pick<KeptOffer, 'deed' | 'fields'>, currency: string): string {
  const words = Object.values(fields).map(value => {
    const text = String(value)
    if (typeof value === 'string' && MONEY.test(text))
      return `${formatAmount(parseDecimal(text), currency)} ${currency}`
    return /\s/.test(text) ? `"${text}"` : text
  })
  return [deed, ...words].join(' ')
}
