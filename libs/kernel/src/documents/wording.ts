// How moments, amounts and quantities read on paper.
import {
  type BaseUnit,
  currencyExponent,
  formatDecimal,
  formatQuantity,
  fromTicks,
  shortDate
} from '@farthing/billing-core/values'
import { isUsual } from './paper/font-ranges.ts'

/** `14 Oct 2026, 09:05` on the wall clock of a zone. */
export function moment(at: Temporal.Instant, zone: string): string {
  const local = at.toZonedDateTimeISO(zone)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${shortDate(local.toPlainDate())}, ${two(local.hour)}:${two(local.minute)}`
}

const formats = new Map<string, Intl.NumberFormat>()

/** With the currency's symbol and thousands: `$1,240.50`. Exact: the decimal text goes in, no float, and none of its decimals are rounded away. */
export function shownAmount(micro: bigint, currency: string): string {
  let format = formats.get(currency)
  if (!format) {
    format = formatOf(currency)
    formats.set(currency, format)
  }
  return format.format(formatDecimal(micro, 6) as Intl.StringNumericLiteral)
}

/**
 * With the decimals that the books go by: Intl has fewer for some currencies, as people there seldom use their coins. A sign that PDFs cannot
 * write gives way to the code.
 */
function formatOf(currency: string): Intl.NumberFormat {
  const decimals = { minimumFractionDigits: currencyExponent(currency) ?? 2, maximumFractionDigits: 6 }
  const shownBy = (currencyDisplay: 'narrowSymbol' | 'code'): Intl.NumberFormat =>
    new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay, ...decimals })
  const format = shownBy('narrowSymbol')
  const sign = format.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? ''
  return isUsual(sign) ? format : shownBy('code')
}

/** `12 min 30 s`, `5.2 GB`, `3`. */
export function usageQuantity(ticks: number, unit: string): string {
  return formatQuantity(fromTicks(ticks, unit as BaseUnit))
}

const EVENT_WORDS: Readonly<Record<string, string>> = { second: 'call', message: 'message', byte: 'session' }

/** `1 call`, `12 sessions`, by the unit in which the service is counted. */
export function eventCount(count: number, unit: string): string {
  return `${count} ${EVENT_WORDS[unit] ?? 'event'}${count === 1 ? '' : 's'}`
}

/** `Voice`, `Data`, and short names as the abbreviations that they are: `SMS`. */
export function serviceTitle(service: string): string {
  return service.length <= 3 ? service.toUpperCase() : service.charAt(0).toUpperCase() + service.slice(1)
}
