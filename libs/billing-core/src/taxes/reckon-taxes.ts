// The taxes of an invoice: reckoned on the sum of its lines for each tax and rate (or line by line), rounded once.
import { divide, parseDecimal, type Rounding, type RuleRef } from '../values/index.ts'
import { apportion } from './apportion.ts'
import { NOTHING, plus, type Ratio, ratio } from './ratio.ts'
import { taxFactors } from './tax-factors.ts'
import type { TaxCategory } from './tax-rule.ts'
import { type AppliedTax, taxKey, treatmentKey, type TaxTreatment } from './tax-treatment.ts'

/** What an invoice says of one tax at one rate. */
export interface InvoiceTax {
  readonly tax: string
  readonly title: string
  readonly percent: string
  readonly code: TaxCategory
  readonly included: boolean
  readonly reason: string | null
  readonly certificate: string | null
  readonly rounding: 'bill' | 'line'
  /** What it is charged on: lines without tax, and the taxes that it is on top of. Micro. */
  readonly taxable: bigint
  readonly amount: bigint
  readonly rule: RuleRef
}

export interface TaxedAmount {
  /** As priced; micro, a multiple of the coin. */
  readonly amount: bigint
  readonly tax: TaxTreatment
}

export interface ReckonedTaxes {
  /** Of each line, without the taxes that its price includes. */
  readonly nets: readonly bigint[]
  /** In order of the treatment that each is a part of, then by rate, highest first. */
  readonly taxes: readonly InvoiceTax[]
}

/** Nets and taxes add up to the amounts and the taxes on top of them, exactly. `coin`: that taxes are rounded to. */
export function reckonTaxes(lines: readonly TaxedAmount[], coin: Rounding): ReckonedTaxes {
  const groups = groupsOf(lines, coin)
  if (groups.length === 0) return { nets: lines.map(({ amount }) => amount), taxes: [] }
  roundTogether(groups, coin)
  const nets = lines.map(({ amount }) => amount)
  for (const group of groups) shareNets(group, nets, coin)
  return { nets, taxes: taxBreakdown(groups) }
}

/** The lines of one treatment. */
interface Group {
  readonly taxes: NonNullable<TaxTreatment>
  readonly lines: readonly { readonly index: number; readonly amount: bigint }[]
  readonly gross: bigint
  /** Of each tax: its exact share, and what it comes to once rounded. */
  readonly exact: readonly Ratio[]
  readonly amounts: bigint[]
  net: bigint
}

function groupsOf(lines: readonly TaxedAmount[], coin: Rounding): Group[] {
  const found = new Map<string, { taxes: NonNullable<TaxTreatment>; lines: { index: number; amount: bigint }[] }>()
  for (const [index, { amount, tax }] of lines.entries()) {
    if (tax === null) continue
    const key = treatmentKey(tax)
    const group = found.get(key)
    if (group === undefined) found.set(key, { taxes: tax, lines: [{ index, amount }] })
    else group.lines.push({ index, amount })
  }
  return [...found.values()].map(({ lines: own, taxes }) => {
    const gross = own.reduce((sum, { amount }) => sum + amount, 0n)
    const exact = taxFactors(taxes).map(factor => ratio(gross * factor.count, factor.over))
    const amounts = taxes.map((applied, index) =>
      applied.rounding === 'line'
        ? own.reduce((sum, line) => sum + lineTax(line.amount, { taxes, index, coin }), 0n)
        : 0n
    )
    return { taxes, lines: own, gross, exact, amounts, net: gross }
  })
}

function lineTax(
  amount: bigint,
  { coin, index, taxes }: { readonly taxes: NonNullable<TaxTreatment>; readonly index: number; readonly coin: Rounding }
): bigint {
  return rounded(shareOf(amount, taxFactors(taxes)[index]), coin)
}

function shareOf(amount: bigint, factor: Ratio = NOTHING): Ratio {
  return ratio(amount * factor.count, factor.over)
}

function rounded({ count, over }: Ratio, { mode, step }: Rounding): bigint {
  return divide(count, over * step, mode) * step
}

/** A tax at a rate is rounded once for the invoice, and shared among the treatments that it is a part of. */
function roundTogether(groups: readonly Group[], coin: Rounding): void {
  const parts = groups.flatMap(group => group.taxes.map((applied, index) => ({ group, applied, index })))
  for (const same of Map.groupBy(parts, ({ applied }) => taxKey(applied)).values()) {
    if (same[0]?.applied.rounding === 'line') continue
    const exact = same.map(({ group, index }) => group.exact[index] ?? NOTHING)
    const shares = apportion(rounded(exact.reduce(plus, NOTHING), coin), exact, coin.step)
    for (const [place, { group, index }] of same.entries()) group.amounts[index] = shares[place] ?? 0n
  }
  for (const group of groups) {
    const included = group.taxes.map(({ included: isIn }, index) => (isIn ? (group.amounts[index] ?? 0n) : 0n))
    group.net = group.gross - included.reduce((sum, amount) => sum + amount, 0n)
  }
}

function shareNets({ lines, net, taxes }: Group, nets: bigint[], coin: Rounding): void {
  const factors = taxFactors(taxes)
  const taken = (amount: bigint, { included, rounding }: AppliedTax, index: number): Ratio => {
    if (!included) return NOTHING
    return rounding === 'line' ? ratio(lineTax(-amount, { taxes, index, coin }), 1n) : shareOf(-amount, factors[index])
  }
  const ideals = lines.map(({ amount }) =>
    taxes.reduce((sum, applied, index) => plus(sum, taken(amount, applied, index)), ratio(amount, 1n))
  )
  const shares = apportion(net, ideals, coin.step)
  for (const [place, { index }] of lines.entries()) nets[index] = shares[place] ?? 0n
}

/** What treatments come to, tax by tax and rate by rate: the amount of each tax of a treatment, and its net. */
export function taxBreakdown(
  groups: readonly {
    readonly taxes: NonNullable<TaxTreatment>
    readonly amounts: readonly bigint[]
    readonly net: bigint
  }[]
): InvoiceTax[] {
  const found = new Map<string, { applied: AppliedTax; place: number; taxable: bigint; amount: bigint }>()
  for (const { amounts, net, taxes } of groups) {
    for (const [place, applied] of taxes.entries()) {
      const below = taxes.reduce(
        (sum, { tax }, index) => (applied.onTopOf.includes(tax) ? sum + (amounts[index] ?? 0n) : sum),
        net
      )
      const key = taxKey(applied)
      const sum = found.get(key) ?? { applied, place, taxable: 0n, amount: 0n }
      found.set(key, { ...sum, taxable: sum.taxable + below, amount: sum.amount + (amounts[place] ?? 0n) })
    }
  }
  return [...found.values()]
    .toSorted((a, b) => a.place - b.place || byRate(a.applied, b.applied))
    .map(({ amount, applied, taxable }) => {
      const { certificate, code, included, percent, reason, rounding, rule, tax, title } = applied
      return { tax, title, percent, code, included, reason, certificate, rounding, taxable, amount, rule }
    })
}

function byRate(a: AppliedTax, b: AppliedTax): number {
  if (a.tax !== b.tax) return a.tax < b.tax ? -1 : 1
  const [left, right] = [parseDecimal(a.percent), parseDecimal(b.percent)]
  return left === right ? 0 : left > right ? -1 : 1
}
