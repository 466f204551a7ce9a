// Where the supplies of an account and of its subscriptions are made, and which taxes it does not owe, by its dated facts.
import { compareDates, sameDate } from '../values/index.ts'
import type { AccountHistory, DatedTaxPlace, DroppedFact, TaxExemption } from './account-history.ts'
import type { Fact, TaxExempted, TaxPlaceChanged } from './fact.ts'

/** `facts`: those that stand, in their order. What cannot hold goes to `dropped`. */
export function taxStanding(
  facts: readonly Fact[],
  dropped: DroppedFact[]
): Pick<AccountHistory, 'taxPlaces' | 'subscriptionPlaces' | 'taxExemptions'> {
  const told = facts.filter((fact): fact is TaxPlaceChanged => fact.kind === 'tax-place-changed')
  const taxPlaces: DatedTaxPlace[] = []
  const subscriptionPlaces = new Map<string, readonly DatedTaxPlace[]>()
  for (const [subscription, own] of Map.groupBy(told, fact => fact.subscription)) {
    const places = placesOf(own, dropped)
    if (subscription === null) taxPlaces.push(...places)
    else subscriptionPlaces.set(subscription, places)
  }
  return {
    taxPlaces,
    ...(subscriptionPlaces.size > 0 && { subscriptionPlaces }),
    taxExemptions: exemptionsOf(facts, dropped)
  }
}

/** `changes`: of the account, or of one subscription. */
function placesOf(changes: readonly TaxPlaceChanged[], dropped: DroppedFact[]): DatedTaxPlace[] {
  return changes.flatMap((fact, index) => {
    const next = changes[index + 1]
    if (next === undefined || !sameDate(next.effective, fact.effective)) {
      return [{ from: fact.effective, place: fact.place, taxId: fact.taxId }]
    }
    dropped.push({ fact, reason: 'overtaken-same-day', detail: `${next.id}, known later, holds` })
    return []
  })
}

/** Of two for the same days the one that was known first stands. */
function exemptionsOf(facts: readonly Fact[], dropped: DroppedFact[]): TaxExemption[] {
  const exemptions: TaxExemption[] = []
  const told = facts.filter((fact): fact is TaxExempted => fact.kind === 'tax-exempted')
  for (const fact of told.toSorted((a, b) => Temporal.Instant.compare(a.known, b.known))) {
    const { certificate, effective: from, id, tax, until } = fact
    const other = exemptions.find(one => one.tax === tax && meet(one, { from, until }))
    if (until !== null && compareDates(until, from) <= 0) {
      dropped.push({ fact, reason: 'ends-before-it-begins', detail: `it begins on ${from} and ends on ${until}` })
    } else if (other !== undefined) {
      dropped.push({ fact, reason: 'exempt-already', detail: `by certificate ${other.certificate}, ${daysOf(other)}` })
    } else exemptions.push({ fact: id, tax, certificate, from, until })
  }
  return exemptions.sort((a, b) => compareDates(a.from, b.from))
}

type Days = Pick<TaxExemption, 'from' | 'until'>

function meet(a: Days, b: Days): boolean {
  const begins = (one: Days, other: Days): boolean => other.until === null || compareDates(one.from, other.until) < 0
  return begins(a, b) && begins(b, a)
}

/** 'from 2026-01-01 until 2026-07-01' */
function daysOf({ from, until }: Days): string {
  return `from ${from.toString()}${until === null ? '' : ` until ${until.toString()}`}`
}
