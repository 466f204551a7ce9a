// An operator who charges in every way that there is, in a currency of 0, 2 or 3 decimals.
import { SUSPENSIONS, WAYS } from './ways-to-charge.ts'

export interface Market {
  readonly currency: string
  readonly decimals: 0 | 2 | 3
  readonly zone: string
  /** As the rules write it. */
  readonly rounding: string
  /** Whether prices have their taxes in them. */
  readonly taxes: 'none' | 'added' | 'included'
}

/** One clock goes forward at midnight, one by half an hour, one not at all. */
export const MARKETS: readonly Market[] = [
  { currency: 'AUD', decimals: 2, zone: 'Australia/Lord_Howe', rounding: 'half up to 0.01', taxes: 'added' },
  { currency: 'EUR', decimals: 2, zone: 'Europe/Vienna', rounding: 'half even to 0.01', taxes: 'included' },
  { currency: 'JPY', decimals: 0, zone: 'Asia/Tokyo', rounding: 'half up to 1', taxes: 'none' },
  { currency: 'KWD', decimals: 3, zone: 'Asia/Beirut', rounding: 'half up to 0.001', taxes: 'added' }
]

/** '20.35' of a price list in the market's currency: '2035' yen, '20.35' euros, '20.357' dinars. */
export function priceIn({ decimals }: Market, price: string): string {
  if (decimals === 0) return price.replace('.', '').replace(/^0+(?=\d)/, '')
  return decimals === 2 ? price : `${price}${(price.charCodeAt(0) + price.length) % 10}`
}

/** The rules, and the same after every rent and rate has become dearer. */
export function rulesIn(market: Market): Readonly<Record<'first' | 'dearer', string>> {
  const text = (dearer: boolean): string =>
    `${operator(market)}${TAXES[market.taxes]}${WAYS}`.replaceAll(
      /(rent |)\$(\d+\.\d\d)/g,
      (_, rent: string, price: string) => {
        return `${rent}${priceIn(market, dearer && rent !== '' ? raised(price) : price)}`
      }
    )
  return { first: text(false), dearer: text(true) }
}

const raised = (price: string): string => `${Number.parseInt(price, 10) + 3}.${price.slice(-2)}`

const operator = (market: Market): string => `
operator "Every Way" {
  currency ${market.currency}
  time zone "${market.zone}"
  country 61, trunk prefix 0, international prefix 0011
  round ${market.rounding}
  due 14 days after issue
  suspensions ${SUSPENSIONS.join(', ')}
  carry forward invoices below ${priceIn(market, '4.00')}
}
`

const tax = (how: string): string => `
tax vat "VAT" {
  rate 10%
  rate 4% for goods
  ${how}
}
tax levy "Levy" {
  in AU
  elsewhere reverse charge for businesses
  elsewhere export in NZ
  rate 2.5% for rent
  ${how === '' ? 'on top of vat' : how}
}
`
const TAXES = { none: '', added: tax(''), included: tax('included in prices') }
