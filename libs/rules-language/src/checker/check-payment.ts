// A plan has what is used paid in one way, up to a credit that can be spent, and at a time when it has a price.
import { currencyExponent, formatAmount, isCurrency, minorUnit } from '@farthing/billing-core/values'
import type { Payment } from '../rule-set/payment.ts'
import type { PlanVersion } from '../rule-set/rule-set.ts'
import type { PaymentDeclaration, PlanDeclaration, RatingDeclaration, Written } from '../vocabulary/declarations.ts'
import type { MoneyLiteral } from '../signature/slot-value.ts'
import { checkAtEnd } from './check-at-end.ts'
import type { Currency } from './check-money.ts'
import { related, type Report, ruleAt } from './report.ts'

/** Null: the plan says nothing, or nothing that holds. */
export function checkPayment(
  { name, payment, rating }: Pick<PlanDeclaration, 'name' | 'payment' | 'rating'>,
  currency: Currency,
  report: Report
): Payment | null {
  if (payment === null) return null
  const { limit, mode, spot } = payment
  if (mode === 'prepaid' && limit !== null)
    report.error(limit.spot, 'R0514', 'prepaid ends with what pockets hold: a limit is that of a bill', {
      expected: ['pay prepaid', 'pay hybrid up to 50.00 per cycle', 'pay on the bill up to 50.00 per cycle']
    })
  if (mode !== 'prepaid' && rating?.value === 'billing')
    report.error(spot, 'R0515', 'what is rated at billing is not charged while it happens: this pays for nothing', {
      related: [related('it is rated at billing here', rating.spot)]
    })
  const micro = limit === null ? null : checkLimit(limit, payment, { currency, report })
  const atEnd = checkAtEnd(payment, rating, report)
  return { mode, limit: micro, atEnd, at: ruleAt(spot, `plan ${name.value} > pay`) }
}

function checkLimit(
  limit: Written<MoneyLiteral>,
  { mode, spot }: PaymentDeclaration,
  { currency, report }: { readonly currency: Currency; readonly report: Report }
): bigint {
  const { micro } = limit.value
  if (micro === 0n && mode !== 'prepaid') {
    const edits = [{ start: spot.start, end: spot.end, text: 'pay prepaid' }]
    report.error(limit.spot, 'R0512', 'a limit of nothing lets nothing onto the bill: write pay prepaid', {
      expected: ['pay prepaid', 'a limit above 0.00'],
      ...(mode === 'hybrid' && { fix: { title: 'write pay prepaid', edits } })
    })
  }
  if (isCurrency(currency) && micro % minorUnit(currency) !== 0n) {
    const decimals = currencyExponent(currency)
    const message = `no bill in ${currency} ends at ${formatAmount(micro, currency)}: it has ${decimals} decimals`
    report.error(limit.spot, 'R0513', message, { expected: [`an amount of whole parts of ${currency}`] })
  }
  return micro
}

/** What a plan says nothing of is rated on arrival, and corrected by a person. */
export function checkRating(
  rating: RatingDeclaration | null,
  report: Report
): Pick<PlanVersion, 'rating' | 'correctedUpTo'> {
  if (rating === null) return { rating: 'arrival', correctedUpTo: null }
  const { limit, value } = rating
  if (limit === null) return { rating: value, correctedUpTo: null }
  if (value !== 'real-time')
    report.error(limit.spot, 'R0549', 'only what is rated in real time is corrected by itself', {
      expected: ['rate in real time, corrected by itself up to 200.00', 'rate on arrival']
    })
  else if (limit.value.micro === 0n)
    report.error(limit.spot, 'R0550', 'a limit of nothing corrects nothing by itself: leave it out', {
      expected: ['rate in real time', 'a limit above 0.00']
    })
  return { rating: value, correctedUpTo: limit.value.micro }
}
