// What a line of an invoice comes to, its part of the invoice's taxes included; and parts of that.
import { apportion, type InvoiceTax, lineTaxes, ratio, taxBreakdown, type TaxTreatment } from '../taxes/index.ts'
import { divide } from '../values/index.ts'

/** All of a line, what is left of it, or what a note takes of it. Micro; `amount` is `net` and the taxes that the price includes. */
export interface LineShare {
  readonly line: number
  readonly ledger: 'revenue' | 'bond' | 'expense'
  readonly category: string
  readonly tax: TaxTreatment
  /** As priced. */
  readonly amount: bigint
  readonly net: bigint
  /** Of each tax of the treatment, in its order. */
  readonly taxes: readonly bigint[]
}

/** The lines of an invoice, which add up to its total. */
export function lineShares(
  lines: readonly Omit<LineShare, 'taxes'>[],
  taxes: readonly InvoiceTax[],
  coin: bigint
): LineShare[] {
  const amounts = lineTaxes(lines, taxes, coin)
  return lines.map(({ amount, category, ledger, line, net, tax }, index) => ({
    ...{ line, ledger, category, tax, amount, net },
    taxes: amounts[index] ?? []
  }))
}

/** With all taxes. */
export function grossOf({ net, taxes }: Pick<LineShare, 'net' | 'taxes'>): bigint {
  return taxes.reduce((sum, amount) => sum + amount, net)
}

export function sumOfGross(shares: readonly LineShare[]): bigint {
  return shares.reduce((sum, share) => sum + grossOf(share), 0n)
}

/** The lines without what others took of them, line by line. */
export function without(
  lines: readonly LineShare[],
  taken: readonly Pick<LineShare, 'line' | 'amount' | 'net' | 'taxes'>[]
): LineShare[] {
  const left = new Map(lines.map(each => [each.line, each]))
  for (const { amount, line, net, taxes } of taken) {
    const share = left.get(line)
    if (share === undefined) continue
    left.set(line, {
      ...share,
      amount: share.amount - amount,
      net: share.net - net,
      taxes: share.taxes.map((tax, index) => tax - (taxes[index] ?? 0n))
    })
  }
  return [...left.values()]
}

/** The part of a share whose price is `amount`, with its part of every tax; all of it when that is the whole price. */
export function partOf(share: LineShare, amount: bigint, coin: bigint): LineShare {
  if (amount === share.amount) return share
  const ideal = (of: bigint) => ratio(of * amount, share.amount)
  const included = (share.tax ?? []).map(applied => applied.included)
  const inPrice = [share.net, ...share.taxes.filter((_, index) => included[index])].map(ideal)
  const [net = 0n, ...within] = apportion(amount, inPrice, coin)
  const taxes = share.taxes.map((tax, index) => {
    if (included[index]) return within.shift() ?? 0n
    return divide(tax * amount, share.amount * coin, 'half-up') * coin
  })
  return { ...share, amount, net, taxes }
}

/** What shares come to by tax and rate. */
export function taxesOfShares(shares: readonly LineShare[]): InvoiceTax[] {
  return taxBreakdown(
    shares.flatMap(({ net, tax, taxes }) => (tax === null ? [] : [{ taxes: tax, amounts: taxes, net }]))
  )
}

/** The lines without amounts by which others corrected them, as priced: never less than nothing is left. */
export function withoutAmounts(
  lines: readonly LineShare[],
  amounts: ReadonlyMap<number, bigint>,
  coin: bigint
): LineShare[] {
  const taken = lines.flatMap(share => {
    const amount = amounts.get(share.line) ?? 0n
    if (amount <= 0n || share.amount <= 0n) return []
    return [partOf(share, amount < share.amount ? amount : share.amount, coin)]
  })
  return without(lines, taken)
}
