// Turns each rent period into a charge: its price, its share of the period, its explanation.
import { addDays, dateText, formatAmount, formatDecimal, prorate } from '@farthing/plugin-sdk'
import type { ChargeInput, ChargeType, Explanation, TargetCharge } from '@farthing/plugin-sdk'
import { rentPeriods } from './rent-periods.ts'
import type { RentPeriod } from './rent-periods.ts'
import type { Rent } from './rent.ts'

export const rentCharge: ChargeType<Rent> = {
  code: 'rent',
  statement: 'recurring-charges.rent',
  ledger: 'revenue',
  targets: input => onceAPeriod(Array.from(rentPeriods(input), piece => ({ piece, charge: chargeFor(piece, input) })))
}

/** A full period that was charged is paid for: a plan that comes back within it costs nothing again. */
function onceAPeriod(
  charges: readonly { readonly piece: RentPeriod; readonly charge: TargetCharge }[]
): TargetCharge[] {
  const whole = new Set<string>()
  return charges.flatMap(({ charge, piece: { paid, priced } }) => {
    const isWhole = priced.value.proration === 'full period'
    if (whole.size === 0 && !isWhole) return [charge]
    const period = `${charge.series} ${dateText(paid.from)}..${dateText(paid.until)}`
    if (whole.has(period)) return []
    if (isWhole) whole.add(period)
    return [charge]
  })
}

function chargeFor(piece: RentPeriod, input: ChargeInput<Rent>): TargetCharge {
  const { days, full, held, part, priced } = piece
  const { exact, step } = prorate(days.amount, { from: days.from, until: days.until }, full, {
    mode: priced.value.proration,
    zone: input.account.zone
  })
  const { series } = priced
  return {
    // Both ends: where the bill day or the length of periods changed, two that begin on one day are two charges.
    key: `rent:${input.subscription.id}:${series}:${dateText(held.from)}..${dateText(held.until)}${part === 1 ? '' : `:${part}`}`,
    type: 'rent',
    subscription: input.subscription.id,
    series,
    ledger: 'revenue',
    category: 'rent',
    from: days.from,
    until: days.until,
    ...(priced.value.due === 'in arrears' && { taxPoint: addDays(days.until, -1) }),
    periodUntil: held.until,
    quantity: '1',
    exact,
    description: priced.title,
    explanation: explain(piece, input, exact, step),
    version: priced.version
  }
}

function explain(
  { days, full, priced }: RentPeriod,
  input: ChargeInput<Rent>,
  exact: bigint,
  proration: Explanation['steps'][number]
): Explanation {
  const price = formatDecimal(days.amount, 6)
  return {
    rule: priced.at,
    version: priced.version,
    inputs: {
      [priced.kind]: priced.name,
      price: `${price} ${input.currency}`,
      due: priced.value.due,
      period: `${dateText(full.from)}..${dateText(full.until)}`,
      days: `${dateText(days.from)}..${dateText(days.until)}`
    },
    steps: [
      {
        step: 'quantity',
        detail: [`one period of ${priced.title}`, ...(days.why === null ? [] : [days.why])].join(' '),
        result: price,
        said: [priceSaid(days.amount, priced.value, input), ...(days.why === null ? [] : [days.why])].join(' ')
      },
      proration
    ],
    amount: formatDecimal(exact, 6),
    currency: input.currency
  }
}

/** '29.90 for the month' */
function priceSaid(amount: bigint, { length: { count, unit } }: Rent, { currency }: ChargeInput): string {
  const word = unit === 'month' && count === 3 ? 'quarter' : unit === 'month' && count === 12 ? 'year' : unit
  const period = count === 1 || word !== unit ? `the ${word}` : `${count} ${word}s`
  return `${formatAmount(amount, currency)} for ${period}`
}
