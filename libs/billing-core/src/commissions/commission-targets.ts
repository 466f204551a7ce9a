// What should have been earned in all, line by line, by what is paid of each invoice now.
import { divide, formatAmount, formatDecimal, minorUnit, split } from '../values/index.ts'
import type { Explanation, Step } from '../values/index.ts'
import { ALL, type Fraction, keptOfLeading, paidOf } from './commission-fractions.ts'
import { countedLines, firstCharged } from './counted-lines.ts'
import { countingParts } from './counting-parts.ts'
import type { CommissionedInvoice, CommissionedLine, CommissionSale } from './commission-sale.ts'
import type { CommissionPart } from './commission-terms.ts'

export type CommissionKind = 'leading' | 'trailing'

export interface CommissionTarget {
  readonly kind: CommissionKind
  /** Place among the parts of its kind in the terms, from 1. */
  readonly part: number
  readonly sale: CommissionSale
  readonly invoice: string
  /** Null: an amount for all lines of the invoice that count. */
  readonly line: number | null
  /** Other sales may have shares of the same lines. */
  readonly isPart: boolean
  /** On which the partners above the seller are looked up. */
  readonly day: Temporal.PlainDate
  /** Micro of each layer of the terms, whole coins. They add up to the commission. */
  readonly layers: readonly bigint[]
  readonly currency: string
  /** Made when it is asked for: of most targets nothing is new. */
  readonly explanation: Explanation
}

/** `invoices` in the order in which they were issued, see `firstCharged`. Those that are cancelled are left out: nothing of them is earned. */
export function commissionTargets(
  sales: readonly CommissionSale[],
  invoices: readonly CommissionedInvoice[]
): CommissionTarget[] {
  const charging = invoicesBySubscription(invoices)
  return sales.flatMap(sale => {
    const own = charging.get(sale.subscription) ?? []
    return [...leadingTargets(sale, own), ...trailingTargets(sale, own)]
  })
}

/** Each invoice under every subscription that it charges, with the lines of that one; null: of the account itself. */
function invoicesBySubscription(invoices: readonly CommissionedInvoice[]): Map<string | null, CommissionedInvoice[]> {
  const found = new Map<string | null, CommissionedInvoice[]>()
  for (const invoice of invoices) {
    for (const [subscription, lines] of Map.groupBy(invoice.lines, line => line.subscription)) {
      const own = found.get(subscription)
      if (own === undefined) found.set(subscription, [{ ...invoice, lines }])
      else own.push({ ...invoice, lines })
    }
  }
  return found
}

interface Counted {
  readonly kind: CommissionKind
  readonly number: number
  readonly part: CommissionPart
  readonly invoice: CommissionedInvoice
  readonly lines: readonly CommissionedLine[]
  /** What later invoices made of them, where that is no part of its own. */
  readonly since?: readonly CommissionedLine[]
  readonly day: Temporal.PlainDate
}

/** `invoices`: those that charge the sale's subscription, with its lines alone; so below. */
function leadingTargets(sale: CommissionSale, invoices: readonly CommissionedInvoice[]): CommissionTarget[] {
  const { isFirst, plan, terms } = sale
  if (!isFirst || plan === null) return []
  const parts = countingParts(sale, terms.leading)
  return parts.flatMap(counting => {
    const { number, part } = counting
    const counted = firstCharged(counting, parts, invoices)
    const leading = { kind: 'leading', number, part, day: sale.from } as const
    if (part.reward.kind === 'share') return counted.flatMap(each => targetsOf(sale, { ...leading, ...each }))
    const [first, ...later] = counted
    return first === undefined
      ? []
      : targetsOf(sale, { ...leading, ...first, since: later.flatMap(({ lines }) => lines) })
  })
}

function trailingTargets(sale: CommissionSale, invoices: readonly CommissionedInvoice[]): CommissionTarget[] {
  const parts = countingParts(sale, sale.terms.trailing)
  return parts.flatMap(counting => {
    const { number, part } = counting
    return invoices.flatMap(invoice => {
      const lines = countedLines(counting, parts, invoice)
      return targetsOf(sale, { kind: 'trailing', number, part, day: invoice.billDate, invoice, lines })
    })
  })
}

/** A share is of each line; an amount is for all of them together. */
function targetsOf(sale: CommissionSale, counted: Counted): CommissionTarget[] {
  const { lines, part } = counted
  if (part.reward.kind === 'share') {
    return lines.map(line => targetOf(sale, counted, { line: line.line, lines: [line] }))
  }
  return sumOf(lines, ({ net }) => net) > 0n ? [targetOf(sale, counted, { line: null, lines })] : []
}

function targetOf(
  sale: CommissionSale,
  { day, invoice, kind, number, part, since = [] }: Counted,
  { line, lines }: { readonly line: number | null; readonly lines: readonly CommissionedLine[] }
): CommissionTarget {
  const charged = sumOf(lines, ({ net }) => net)
  const left = sumOf([...lines, ...since], ({ credited, net }) => net - credited)
  const full = fullReward(part, charged, left)
  const paid = paidOf(invoice)
  const kept = kind === 'leading' ? keptOfLeading(sale) : ALL
  const amount = rounded(product(full, product(paid, kept)), invoice.currency)
  const coin = minorUnit(invoice.currency)
  return {
    ...{ kind, part: number, sale, invoice: invoice.invoice, line, day, isPart: lines.some(each => each.isPart) },
    layers: layersOf(sale, part, amount, coin),
    currency: invoice.currency,
    get explanation() {
      return explained({ sale, part, invoice, charged, left, full, kept, amount }, line)
    }
  }
}

function layersOf({ terms }: CommissionSale, { to }: CommissionPart, amount: bigint, coin: bigint): bigint[] {
  if (to !== null) return terms.layers.map(({ name }) => (name === to ? amount : 0n))
  return split(
    amount,
    terms.layers.map(({ share }) => share),
    coin
  )
}

function explained(shown: Shown, line: number | null): Explanation {
  const { amount, invoice, part, sale } = shown
  return {
    rule: part.at,
    version: sale.version,
    inputs: inputsOf(sale, invoice, line),
    steps: stepsOf(shown),
    amount: formatDecimal(amount, 6),
    currency: invoice.currency
  }
}

/** When all that is left of the lines is paid. An amount shrinks with them, and never grows. */
function fullReward({ reward }: CommissionPart, charged: bigint, left: bigint): Fraction {
  if (reward.kind === 'share') return { numerator: reward.percent * left, denominator: HUNDRED_PERCENT }
  const most = left < charged ? left : charged
  return { numerator: reward.amount * (most > 0n ? most : 0n), denominator: charged }
}

const HUNDRED_PERCENT = 100_000_000n

function inputsOf(sale: CommissionSale, { number }: CommissionedInvoice, line: number | null): Record<string, string> {
  const { from, partner, subscription, terms } = sale
  return {
    commission: terms.name,
    soldBy: partner,
    soldOn: from.toString(),
    invoice: number,
    ...(line === null ? {} : { line: String(line) }),
    ...(subscription === null ? {} : { subscription })
  }
}

interface Shown {
  readonly sale: CommissionSale
  readonly part: CommissionPart
  readonly invoice: CommissionedInvoice
  readonly charged: bigint
  readonly left: bigint
  readonly full: Fraction
  readonly kept: Fraction
  readonly amount: bigint
}

function stepsOf({ amount, charged, full, invoice, kept, left, part, sale }: Shown): Step[] {
  const { asked, currency, paid } = invoice
  const shown = (micro: bigint): string => formatAmount(micro, currency)
  const lines = [shown(charged), ...changeOf(charged - left, shown)].join(' ')
  const { reward } = part
  const what =
    reward.kind === 'share'
      ? `${formatDecimal(reward.percent).replace(/\.?0+$/, '')}% of ${lines}`
      : `for lines of ${lines}`
  const after = product(full, paidOf(invoice))
  const back: Step[] =
    kept.numerator === kept.denominator || sale.terms.clawback === null
      ? []
      : [
          {
            step: 'amount',
            detail: `ended on ${String(sale.ended)}, within ${sale.terms.clawback.months} months: clawed back`,
            result: exact(product(after, kept)),
            rule: sale.terms.clawback.at
          }
        ]
  return [
    { step: 'amount', detail: part.to === null ? what : `${what}, to ${part.to} alone`, result: exact(full) },
    {
      step: 'proration',
      detail: asked > 0n ? `${shown(paid)} of ${shown(asked)} paid` : 'nothing to pay',
      result: exact(after)
    },
    ...back,
    { step: 'rounding', detail: `half up to ${shown(minorUnit(currency))}`, result: formatDecimal(amount) }
  ]
}

function changeOf(taken: bigint, shown: (micro: bigint) => string): string[] {
  if (taken === 0n) return []
  return [taken > 0n ? `less ${shown(taken)}` : `and ${shown(-taken)}`, 'of notes and corrections']
}

function exact({ denominator, numerator }: Fraction): string {
  return formatDecimal(divide(numerator, denominator, 'half-up'), 6)
}

function rounded({ denominator, numerator }: Fraction, currency: string): bigint {
  const coin = minorUnit(currency)
  return divide(numerator, denominator * coin, 'half-up') * coin
}

function product(a: Fraction, b: Fraction): Fraction {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator }
}

function sumOf(lines: readonly CommissionedLine[], amountOf: (line: CommissionedLine) => bigint): bigint {
  return lines.reduce((sum, line) => sum + amountOf(line), 0n)
}
