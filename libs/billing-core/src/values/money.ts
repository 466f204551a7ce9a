import { currencyExponent, isCurrency, minorUnit } from './currency.ts'
import { formatDecimal, parseDecimal, significantDecimals } from './decimal.ts'
import { type RoundingMode, roundTo } from './rounding.ts'

/** An exact amount: micro of one whole unit of an ISO 4217 currency. */
export interface Money {
  readonly micro: bigint
  readonly currency: string
}

/** money('0.39', 'AUD') or money(390000n, 'AUD'). Throws RangeError for an unknown currency or a text that is no decimal. */
export function money(amount: bigint | string, currency: string): Money {
  if (!isCurrency(currency)) throw new RangeError(`'${currency}' is not an ISO 4217 currency`)
  return { micro: typeof amount === 'string' ? parseDecimal(amount) : amount, currency }
}

/** The sum. Throws RangeError when the currencies differ: nothing is ever converted silently. */
export function addMoney(a: Money, b: Money): Money {
  sameCurrency(a, b)
  return { micro: a.micro + b.micro, currency: a.currency }
}

/** a - b. Throws RangeError when the currencies differ. */
export function subtractMoney(a: Money, b: Money): Money {
  return addMoney(a, negateMoney(b))
}

export function negateMoney(value: Money): Money {
  return { micro: -value.micro, currency: value.currency }
}

/** -1, 0 or 1. Throws RangeError when the currencies differ. */
export function compareMoney(a: Money, b: Money): number {
  sameCurrency(a, b)
  if (a.micro === b.micro) return 0
  return a.micro < b.micro ? -1 : 1
}

/** Rounded to the currency's minor unit: 2 decimals for AUD, none for JPY, 3 for KWD. */
export function roundMoney(value: Money, mode: RoundingMode): Money {
  return { micro: roundTo(value.micro, { mode, step: minorUnit(value.currency) }), currency: value.currency }
}

/** '40.00 AUD', '100 JPY'; digits beyond the currency's decimals are shown, never lost: '0.1234 AUD'. */
export function formatMoney(value: Money): string {
  return `${formatAmount(value.micro, value.currency)} ${value.currency}`
}

/** The amount alone, with at least the currency's decimals: '40.00', '0.1234', '100' in JPY. */
export function formatAmount(micro: bigint, currency: string): string {
  const least = currencyExponent(currency) ?? 2
  const text = formatDecimal(micro, 6)
  const decimals = Math.max(least, significantDecimals(text))
  return text.slice(0, decimals === 0 ? -7 : text.length - 6 + decimals)
}

/** Why nobody can pay or charge an amount, where it is a part of a coin; null: it is in whole coins. */
export function partOfCoin(micro: bigint, currency: string): string | null {
  const coin = minorUnit(currency)
  if (micro % coin === 0n) return null
  return `${formatMoney({ micro, currency })} is a part of a coin: the smallest of ${currency} is ${formatAmount(coin, currency)}`
}

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} cannot be reckoned together`)
}
