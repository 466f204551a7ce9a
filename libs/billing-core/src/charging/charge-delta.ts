// Words one key's change: the days that differ, the line that it corrects, and why.
import type { TaxTreatment } from '../taxes/index.ts'
import { formatAmount, formatDecimal, type Explanation, type Step } from '../values/index.ts'
import { differingDays, type Days } from './days.ts'
import { periodEnd } from './merge-targets.ts'
import type { BilledCharge, ChargeDelta, LineReference, TargetCharge } from './target-charge.ts'

/** A key, under one tax treatment, whose target and billed sum differ; at least one side is there. */
export interface KeyChange {
  readonly target: TargetCharge | undefined
  readonly billed: readonly BilledCharge[]
  /** Rounded, micro. */
  readonly amount: bigint
  readonly tax: TaxTreatment
  /** It is charged anew under another treatment. */
  readonly retaxed: boolean
  /** What credit notes took of it and keep, micro. */
  readonly kept: bigint
}

/** What lines charge, less what credit notes took of them. */
export function standing(billed: readonly BilledCharge[]): bigint {
  return billed.reduce((sum, { amount, credited = 0n }) => sum + amount - credited, 0n)
}

export function chargeDelta(change: KeyChange): ChargeDelta {
  const { target, billed } = change
  const last = billed.at(-1)
  const source = target ?? last
  if (source === undefined) throw new Error('a change of a charge has neither target nor billed lines')
  const before = last?.covers ?? null
  const after = target === undefined ? null : { from: target.from, until: target.until }
  const shown = last === undefined ? source : (differing(before, after) ?? after ?? before ?? source)
  const exact = (target?.exact ?? 0n) - change.kept - standing(billed)
  return {
    key: source.key,
    type: source.type,
    subscription: source.subscription,
    series: source.series,
    ledger: source.ledger,
    category: (billed[0] ?? source).category,
    from: shown.from,
    until: shown.until,
    covers: after,
    stood: last === undefined ? null : { ...stoodFor(last), amount: standing(billed) },
    periodUntil: target === undefined ? (last?.periodUntil ?? shown.until) : periodEnd(target),
    quantity: source.quantity,
    amount: change.amount,
    exact,
    description: source.description,
    explanation: explained(source.explanation, change, exact),
    version: source.version,
    tax: change.tax,
    corrects: correctedLine(billed)
  }
}

/** Of what had gone before: the days shown. */
function stoodFor({ covers, from, until }: BilledCharge): Days {
  return covers ?? { from, until }
}

function differing(before: Days | null, after: Days | null): Days | null {
  return differingDays(before ? [before] : [], after ? [after] : [])
}

/** The first line that charged the key, which later ones corrected in their turn. */
function correctedLine(billed: readonly BilledCharge[]): LineReference | null {
  const line = billed.find(charge => !charge.correction) ?? billed[0]
  return line === undefined ? null : { invoice: line.invoice, line: line.line }
}

function explained(source: Explanation, change: KeyChange, exact: bigint): Explanation {
  if (change.billed.length === 0) return source
  const sum = standing(change.billed)
  const noted = change.billed.some(({ credited = 0n }) => credited !== 0n) ? ', credit notes taken off' : ''
  const gone = change.retaxed ? 'taxed otherwise' : 'no longer due'
  const due: Step =
    change.target === undefined
      ? { step: 'amount', detail: gone, result: formatDecimal(0n, 6), said: gone }
      : {
          step: 'amount',
          detail: 'due in all',
          result: formatDecimal(change.target.exact - change.kept, 6),
          said: `${formatAmount(change.amount + sum, source.currency)} in all`
        }
  const steps = change.target === undefined ? [] : source.steps
  return {
    ...source,
    steps: [
      ...steps,
      due,
      {
        step: 'amount',
        detail: `already billed ${formatDecimal(sum, 6)}`,
        result: formatDecimal(exact, 6),
        said: `${formatAmount(sum, source.currency)} billed before${noted}`
      }
    ],
    amount: formatDecimal(exact, 6)
  }
}
