// What stands as it was billed, for a charge type that sums up longer than a bill looks back.
import { type BilledCharge, pricedAmount, type TargetCharge } from '@farthing/billing-core'
import { compareDates, earlierDate, formatDecimal, laterDate } from '@farthing/billing-core/values'

/** The charges of keys that this bill does not look at: their periods ended before `since`. None without it, for then it looks at all. */
export function chargedBefore(
  billed: readonly BilledCharge[],
  charged: readonly TargetCharge[],
  since: Temporal.PlainDate | null
): TargetCharge[] {
  if (since === null) return []
  const wanted = new Set(charged.map(({ key }) => key))
  const others = billed.filter(({ key }) => !wanted.has(key))
  return [...Map.groupBy(others, ({ key }) => key).values()].flatMap(lines => {
    const stands = lines.every(({ periodUntil }) => compareDates(periodUntil, since) < 0)
    return stands ? asCharged(lines) : []
  })
}

/** Lines of one key, oldest first; as priced, like the charges beside which they are counted. */
function asCharged(lines: readonly BilledCharge[]): TargetCharge[] {
  const last = lines.at(-1)
  if (last === undefined) return []
  const { category, description, key, ledger, periodUntil, quantity, series, subscription, type, version } = last
  const exact = lines.reduce((sum, { amount, tax }) => sum + pricedAmount(amount, tax), 0n)
  const days = last.covers ?? {
    from: lines.map(({ from }) => from).reduce(earlierDate),
    until: lines.map(({ until }) => until).reduce(laterDate)
  }
  return [
    {
      ...{ key, type, subscription, series, ledger, category, from: days.from, until: days.until, periodUntil },
      ...{ quantity, exact, description, version },
      explanation: { ...last.explanation, amount: formatDecimal(exact, 6) }
    }
  ]
}
