// Whether the rules have what a deed names, on any day on which a voucher can do it.
import { compareDates } from '@farthing/billing-core/values'
import { offeredDeed, type RuleBook } from '@farthing/simulator'
import type { RulesInForce } from '../billing-run/index.ts'
import type { ReadOfDeed } from '../deeds/index.ts'

interface Redeemable {
  readonly now: Temporal.Instant
  /** Null: without end. */
  readonly until: Temporal.Instant | null
}

/**
 * What the rules refuse to whoever asks, today and by each version that begins by `until`; null: one of them has it. `currency`: of those who
 * may ask; null: of whichever.
 */
export function neverOffered(
  { currency, deed, fields }: Pick<ReadOfDeed, 'deed' | 'fields'> & { readonly currency: string | null },
  rules: RulesInForce,
  when: Redeemable
): string | null {
  const { books, registry } = rules
  const refused = (currency === null ? books.all : [books.in(currency)]).map(
    ruleBook => offeredDeed({ deed: deed.name, fields }, { registry, ruleBook }, offerDays(ruleBook, when))?.reason
  )
  return refused.includes(undefined) ? null : (refused[0] ?? null)
}

/** Of the operator's zone. */
function offerDays({ atInstant, versions }: RuleBook, { now, until }: Redeemable): Temporal.PlainDate[] {
  const zone = (atInstant(now.epochMilliseconds) ?? versions[0]?.rules)?.operator.zone ?? 'UTC'
  const dayOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).toPlainDate()
  const today = dayOf(now)
  const last = until && dayOf(until)
  const later = versions.flatMap(({ from }) => (from !== null && compareDates(from, today) > 0 ? [from] : []))
  return [today, ...later.filter(day => last === null || compareDates(day, last) <= 0)]
}
