// Of each line of an invoice its part of the invoice's taxes, so that lines add up to what the invoice says.
import { apportion } from './apportion.ts'
import { type Ratio, ratio } from './ratio.ts'
import type { InvoiceTax, TaxedAmount } from './reckon-taxes.ts'
import { taxFactors } from './tax-factors.ts'

export interface NetLine extends TaxedAmount {
  /** Without any tax, micro. */
  readonly net: bigint
}

/** Of each line: what each tax of its treatment comes to, in order of the treatment. `coin`: that taxes are rounded to. */
export function lineTaxes(lines: readonly NetLine[], taxes: readonly InvoiceTax[], coin: bigint): bigint[][] {
  const found = lines.map(line => includedTaxes(line, coin))
  const onTop = lines.flatMap(({ tax }, line) =>
    (tax ?? []).flatMap((applied, place) => (applied.included ? [] : [{ line, place, key: sameTax(applied) }]))
  )
  for (const [key, shares] of Map.groupBy(onTop, ({ key }) => key)) {
    const total = taxes.reduce((sum, each) => (sameTax(each) === key ? sum + each.amount : sum), 0n)
    const ideals = shares.map(({ line, place }) => exactTax(lines[line], place))
    for (const [index, amount] of apportion(total, ideals, coin).entries()) {
      const { line, place } = shares[index] ?? { line: 0, place: 0 }
      found[line]?.splice(place, 1, amount)
    }
  }
  return found
}

/** What its price includes is the difference to its net; taxes on top are zero yet. */
function includedTaxes(line: NetLine, coin: bigint): bigint[] {
  const { amount, net, tax } = line
  const amounts = (tax ?? []).map(() => 0n)
  const places = (tax ?? []).flatMap(({ included }, place) => (included ? [place] : []))
  if (places.length === 0) return amounts
  const ideals = places.map(place => exactTax(line, place))
  for (const [index, share] of apportion(amount - net, ideals, coin).entries()) amounts[places[index] ?? 0] = share
  return amounts
}

function exactTax({ amount, tax }: TaxedAmount = { amount: 0n, tax: null }, place: number): Ratio {
  const { count, over } = taxFactors(tax ?? [])[place] ?? { count: 0n, over: 1n }
  return ratio(amount * count, over)
}

/** By what the invoice says of a tax; what it is on top of makes no other tax of it. */
function sameTax({
  certificate,
  code,
  included,
  percent,
  reason,
  rounding,
  tax
}: Omit<InvoiceTax, 'taxable' | 'amount'>): string {
  return JSON.stringify([tax, percent, code, included, rounding, reason, certificate])
}
