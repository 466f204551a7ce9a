// The operator of the stories about taxes: a few plans, and taxes to choose from.
import { invoicesOf, play, type Story } from './play.ts'

export const operator = (currency: string, step: string): string => `
operator "Coastal Telecom" {
  currency ${currency}
  time zone "Europe/Berlin"
  round half up to ${step}
}

plan home "Home" {
  rent ${currency === 'JPY' ? '980' : '10.00'} per month in advance, prorated by day
}

plan office "Office" {
  rent 30.00 per month in arrears, prorated by day
}

plan premium "Premium" {
  rent 80.00 per month
  bond 200.00
}
`

export const rulesWith = (...taxes: readonly string[]): string => operator('EUR', '0.01') + taxes.join('\n')

export const vat = 'tax vat "VAT" { rate 19%; rate 7% for books }'
export const inPrices = 'tax vat "VAT" { rate 19%; included in prices }'
export const german = `tax vat "VAT" {
  in DE
  rate 19% until 2026-03-15
  rate 16% from 2026-03-15
  elsewhere reverse charge for businesses
  elsewhere out of scope in CH
}`
export const home = { on: '2026-03-01', do: 'subscribe', plan: 'home' }
export const bill = (on: string) => ({ on, do: 'bill' })
export const item = (on: string, amount: string, more: object = {}) => ({
  on,
  do: 'charge',
  amount,
  description: 'Item',
  ...more
})

export async function invoices(story: Story): Promise<string[]> {
  return invoicesOf(await play(story))
}
