// One charge for what a cycle has of a feature at one price.
import { addDays, compareDates, dateText, formatAmount, formatDecimal } from '@farthing/plugin-sdk'
import type { ChargeInput, ChargeType, Explanation, TargetCharge } from '@farthing/plugin-sdk'
import type { FeatureCharge } from './feature-statement.ts'
import { type FeatureUse, featureUses } from './feature-uses.ts'

export const featureCharge: ChargeType<FeatureCharge> = {
  code: 'feature',
  statement: 'feature-charges.charge',
  ledger: 'revenue',
  targets(input) {
    const groups = Map.groupBy(featureUses(input), use => keyOf(use, input))
    return [...groups].map(([key, uses]) => chargeFor(key, uses, input))
  }
}

/** The price is part of it: days at another price are another line, and are counted apart. */
function keyOf({ cycle, piece: { series, value } }: FeatureUse, { subscription: { id } }: ChargeInput): string {
  const counted = `${value.counts}@${formatDecimal(value.amount)}`
  return `feature:${id}:${series}:${counted}:${dateText(cycle.from)}..${dateText(cycle.until)}`
}

const WORDS = { days: { one: 'day', title: 'days on' }, times: { one: 'time', title: 'turned on' } }

function chargeFor(key: string, uses: readonly FeatureUse[], input: ChargeInput): TargetCharge {
  const [first, last] = [uses[0], uses.toSorted((a, b) => compareDates(a.days.until, b.days.until)).at(-1)]
  if (first === undefined || last === undefined) throw new Error('a charge for a feature counts nothing')
  const { cycle, piece } = first
  const { amount: price, counts } = piece.value
  const count = uses.reduce((sum, use) => sum + use.count, 0)
  const exact = price * BigInt(count)
  const quantity = `${count} ${count === 1 ? WORDS[counts].one : counts}`
  return {
    key,
    type: 'feature',
    subscription: input.subscription.id,
    series: piece.series,
    ledger: 'revenue',
    category: 'feature',
    from: first.days.from,
    until: last.days.until,
    // billed once they are over: as rent in arrears
    taxPoint: addDays(last.days.until, -1),
    periodUntil: cycle.until,
    quantity,
    exact,
    description: `${piece.title}: ${WORDS[counts].title}`,
    explanation: explain(first, uses, { quantity, exact, currency: input.currency }),
    version: piece.version
  }
}

function explain(
  { cycle, piece }: FeatureUse,
  uses: readonly FeatureUse[],
  { currency, exact, quantity }: { readonly quantity: string; readonly exact: bigint; readonly currency: string }
): Explanation {
  const { amount: price, counts } = piece.value
  const amount = formatDecimal(exact, 6)
  return {
    rule: piece.at,
    version: piece.version,
    inputs: {
      feature: piece.name,
      price: `${formatDecimal(price, 6)} ${currency} each ${WORDS[counts].one}`,
      cycle: `${dateText(cycle.from)}..${dateText(cycle.until)}`,
      [counts]: uses.map(({ days }) => `${dateText(days.from)}..${dateText(days.until)}`).join(', ')
    },
    steps: [
      {
        step: 'quantity',
        detail: `${quantity} of ${piece.title} at ${formatDecimal(price)}`,
        result: amount,
        said: `${quantity} at ${formatAmount(price, currency)}`
      }
    ],
    amount,
    currency
  }
}
