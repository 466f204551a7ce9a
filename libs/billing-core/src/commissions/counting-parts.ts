// On which days which part of the terms counts a line: each day of it once for each layer that has parts of its own.
import { intersect, type OpenInterval } from '../values/index.ts'
import type { CommissionedLine, CommissionSale } from './commission-sale.ts'
import type { CommissionPart, TrailingPart } from './commission-terms.ts'

/** A part of the terms that is for the plan of a sale. */
export interface CountingPart {
  readonly part: CommissionPart
  /** Its place among those of its kind, from 1. */
  readonly number: number
  /** Those of the sale, as far as its months go. */
  readonly days: OpenInterval
}

/** `parts`: all leading ones, or all trailing ones, in the order written. */
export function countingParts(
  sale: CommissionSale,
  parts: readonly (CommissionPart & Partial<TrailingPart>)[]
): CountingPart[] {
  const { from, plan } = sale
  return parts.flatMap((part, index) => {
    const { months = null, plans } = part
    if (plans !== null && (plan === null || !plans.includes(plan))) return []
    const days = intersect(sale, { from, until: months === null ? null : from.add({ months }) })
    return days === null ? [] : [{ part, number: index + 1, days }]
  })
}

/** Null: none. Where several parts name the line, the one that names it closest counts it; when its months are over, the next one does. */
export function daysCounted(
  { days, part }: CountingPart,
  line: CommissionedLine,
  parts: readonly CountingPart[]
): OpenInterval | null {
  const own = closeness(part, line)
  if (own === null) return null
  let left: OpenInterval | null = days
  for (const other of parts) {
    if (left === null) return null
    if (other.part.to !== part.to) continue
    if ((closeness(other.part, line) ?? own) <= own) continue
    const { until } = other.days
    left = until === null ? null : intersect(left, { from: until, until: null })
  }
  return left
}

/** By its category, then by its type, then with all others; null: not at all. A discount is of the type of what it is taken off, before its own. */
function closeness({ of }: CommissionPart, { category, discounts, type }: CommissionedLine): number | null {
  if (of === null) return 0
  if (of.includes(category)) return 3
  if (discounts !== null && of.includes(discounts)) return 2
  return of.includes(type) ? 1 : null
}
