// From which day on an account's next bill may differ from what was billed.
import { compareDates } from '@farthing/billing-core/values'
import { dirtyFrom, type Fact } from '@farthing/billing-core'
import type { CarriedUsage, Claim } from '@farthing/simulator'
import type { Publication } from '../rules-host/index.ts'

/** What the last bill of an account saw. */
export interface Cursor {
  readonly billDate: Temporal.PlainDate | null
  readonly knownAt: Temporal.Instant | null
  readonly dirtyFrom: Temporal.PlainDate | null
  readonly carried: readonly CarriedUsage[]
  /** The newest bill day on which its bill was left open. */
  readonly carriedOn: Temporal.PlainDate | null
}

export interface News {
  readonly facts: readonly Fact[]
  readonly publications: readonly Publication[]
  /** What the bill reaches back by and the last did not, or the other way round. */
  readonly claims: readonly Claim[]
  /** First day of usage that arrived since and belongs to days already billed. */
  readonly lateUsage: Temporal.PlainDate | null
}

/** Null: look back to the beginning. Without news only what was not billed yet is open: the days after the last bill. */
export function lookBackDay(cursor: Cursor, news: News): Temporal.PlainDate | null {
  const { billDate, knownAt } = cursor
  if (billDate === null || knownAt === null) return null
  let since = billDate.add({ days: 1 })
  const retroactive = news.publications.filter(({ publishedAt }) => Temporal.Instant.compare(publishedAt, knownAt) > 0)
  if (retroactive.some(({ from }) => from === null)) return null
  const days = [
    dirtyFrom(news.facts, knownAt),
    cursor.dirtyFrom,
    news.lateUsage,
    ...retroactive.map(({ from }) => from),
    ...news.claims.map(({ from }) => from)
  ]
  for (const day of days) if (day !== null && compareDates(day, since) < 0) since = day
  return since
}
