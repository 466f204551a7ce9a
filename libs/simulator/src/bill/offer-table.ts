// The offers of one plan version, ready to be asked which of them applies to an event.
import { startOfDayMs, zoneOffsets } from '@farthing/billing-core/values'
import { type OfferTerm, type Registry, type UsageOffer, usageOffers } from '@farthing/plugin-sdk'
import { holdsAt, type ProductVersion } from '@farthing/rules-language'
import type { PricedEvent } from './priced-usage.ts'

export interface AppliedOffer {
  readonly offer: UsageOffer
  readonly term: OfferTerm
}

/** Which conditions of an offer an event meets. */
export interface OfferConditions {
  readonly offer: UsageOffer
  readonly dates: boolean
  readonly hours: boolean
  /** Null: it is not for the service in this zone. */
  readonly term: OfferTerm | null
  readonly used: boolean
}

/** Ticks of a service that the subscription has used in the cycle so far. */
export type UsedSoFar = (service: string) => number

interface TimedOffer {
  readonly offer: UsageOffer
  readonly startMs: number
  readonly endMs: number
  /** One for each of its terms. */
  readonly applied: readonly AppliedOffer[]
}

export class OfferTable {
  readonly #offers: readonly TimedOffer[]
  readonly #offsetMs: (epochMs: number) => number

  /** `zone`: of the operator. */
  constructor(offers: readonly UsageOffer[], zone: string) {
    const offsets = zoneOffsets(zone)
    this.#offsetMs = epochMs => offsets.offsetMs(epochMs)
    this.#offers = offers.map(offer => ({
      offer,
      startMs: offer.from === null ? -Infinity : startOfDayMs(offer.from, zone),
      endMs: offer.until === null ? Infinity : startOfDayMs(offer.until, zone),
      applied: offer.terms.map(term => ({ offer, term }))
    }))
  }

  /** Of every offer, in the order written: asked when somebody wants to know why one did not apply. */
  conditions(priced: PricedEvent, used: UsedSoFar): OfferConditions[] {
    const { startedAt } = priced.event
    const localMs = startedAt + this.#offsetMs(startedAt)
    return this.#offers.map(timed => ({
      offer: timed.offer,
      dates: isDated(timed, startedAt),
      hours: holdsAt(timed.offer.times, localMs),
      term: termFor(timed, priced)?.term ?? null,
      used: isReached(timed.offer, used)
    }))
  }

  /**
   * Of those that apply the one that no other overrides. The checker proves that there is one among rules of one version;
   * throws for an event where there is not, for no price is right then.
   */
  find(priced: PricedEvent, used: UsedSoFar): AppliedOffer | null {
    const { startedAt } = priced.event
    let first: AppliedOffer | null = null
    let others: AppliedOffer[] | null = null
    for (const timed of this.#offers) {
      const { offer } = timed
      const applied = termFor(timed, priced)
      if (applied === undefined || !isDated(timed, startedAt) || !isReached(offer, used)) continue
      if (!holdsAt(offer.times, startedAt + this.#offsetMs(startedAt))) continue
      if (first === null) first = applied
      else (others ??= []).push(applied)
    }
    return first === null || others === null ? first : firstOf([first, ...others], priced)
  }
}

function firstOf(applied: readonly AppliedOffer[], { event }: PricedEvent): AppliedOffer {
  const [first, second] = applied.filter(
    ({ offer }) => !applied.some(other => other.offer.overrides.includes(offer.title))
  )
  if (first !== undefined && second === undefined) return first
  const titles = applied.map(({ offer }) => `"${offer.title}"`).join(', ')
  throw new Error(`usage ${event.id}: of the offers ${titles} that apply to it, none goes before all others`)
}

function isDated({ startMs, endMs }: TimedOffer, startedAt: number): boolean {
  return startMs <= startedAt && startedAt < endMs
}

const tables = new WeakMap<ProductVersion, OfferTable | null>()

/** Of a plan and the features beside it; null without offers. */
export function offerTable(
  plan: ProductVersion,
  features: readonly ProductVersion[],
  { zone, usageTerms }: Pick<Registry, 'usageTerms'> & { readonly zone: string }
): OfferTable | null {
  const known = features.length === 0 ? tables.get(plan) : undefined
  if (known !== undefined) return known
  const offers = [plan, ...features].flatMap(({ rules }) => usageOffers(rules, usageTerms))
  const table = offers.length === 0 ? null : new OfferTable(offers, zone)
  if (features.length === 0) tables.set(plan, table)
  return table
}

function termFor({ applied }: TimedOffer, { event, zone }: PricedEvent): AppliedOffer | undefined {
  for (const each of applied) {
    const { service, zones } = each.term
    if (service === event.service && (zones === null || zones.includes(zone))) return each
  }
  return undefined
}

function isReached({ after }: UsageOffer, used: UsedSoFar): boolean {
  return after === null || used(after.service) >= after.ticks
}
