// Targets with one key are one charge: amounts add up before rounding, days and explanations join.
import { formatDecimal, formatPlace, laterDate, type Explanation } from '../values/index.ts'
import { hull, isBefore } from './days.ts'
import type { TargetCharge } from './target-charge.ts'

/** By key, in the order in which keys first appear. Throws where one key stands for charges of two subscriptions or types. */
export function targetsByKey(targets: readonly TargetCharge[]): Map<string, TargetCharge> {
  const merged = new Map<string, TargetCharge>()
  for (const target of targets) {
    const before = merged.get(target.key)
    merged.set(target.key, before === undefined ? target : joined(before, target))
  }
  return merged
}

/** End of the full period that a target stands for. */
export function periodEnd(target: TargetCharge): Temporal.PlainDate {
  return target.periodUntil ?? target.until
}

function joined(a: TargetCharge, b: TargetCharge): TargetCharge {
  if (a.subscription !== b.subscription || a.type !== b.type) throw new Error(sharedKey(a, b))
  const days = hull([a, b]) ?? a
  const exact = a.exact + b.exact
  const [endA, endB] = [periodEnd(a), periodEnd(b)]
  return {
    ...a,
    from: days.from,
    until: days.until,
    periodUntil: isBefore(endA, endB) ? endB : endA,
    exact,
    ...laterTaxPoint(a, b),
    explanation: joinedExplanation(a.explanation, b, exact)
  }
}

function sharedKey(a: TargetCharge, b: TargetCharge): string {
  const places = [a, b].map(({ explanation: { rule }, type }) => `${type} by ${rule.rule} (${formatPlace(rule)})`)
  const what = a.type === b.type ? 'subscriptions' : 'charge types'
  const charges = [...new Set(places)].join(' and ')
  return `charges of two ${what} have one key, ${a.key}: ${charges}; each key must name its type and its subscription`
}

function laterTaxPoint({ taxPoint: a }: TargetCharge, { taxPoint: b }: TargetCharge): Pick<TargetCharge, 'taxPoint'> {
  const later = a === undefined || b === undefined ? (a ?? b) : laterDate(a, b)
  return later === undefined ? {} : { taxPoint: later }
}

function joinedExplanation(first: Explanation, next: TargetCharge, exact: bigint): Explanation {
  const { inputs, rule, steps } = next.explanation
  const place = `${rule.file}:${rule.line} ${rule.rule}`
  return {
    ...first,
    inputs: { ...inputs, ...first.inputs },
    steps: [
      ...first.steps,
      { step: 'amount', detail: `${next.from} until ${next.until} by ${place}`, result: formatDecimal(next.exact, 6) },
      ...steps,
      { step: 'amount', detail: 'both parts', result: formatDecimal(exact, 6) }
    ],
    amount: formatDecimal(exact, 6)
  }
}
