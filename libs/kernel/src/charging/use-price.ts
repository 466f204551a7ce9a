// What an event costs as it goes on: by its tariff, or by what it makes the bill of its account dearer by.
import { type PriceOf, priceOfGross, remembered, UNPRICED } from '@farthing/billing-core'
import {
  type BillableUsage,
  type LastingUse,
  noNumberText,
  sinceWhen,
  Unmetered,
  type UsageMeter
} from '@farthing/simulator'
import type { RuleSet, TariffVersion } from '@farthing/rules-language'
import type { Session, SessionEvent } from './charging-session.ts'
import type { Why } from './unrated-use.ts'

export interface Priced {
  readonly tariff: TariffVersion
  readonly rules: RuleSet
}

/** What a step of an event needs to know of its session. */
export type Use = Pick<Session, 'id' | 'account' | 'subscription' | 'service' | 'called' | 'caller'>

export interface UsePrice {
  /** Micro that it has cost with what is reported. */
  readonly charged: bigint
  readonly price: PriceOf
}

/** By its tariff alone. What nobody can price is never granted; where it was used all the same, it costs what was charged. */
export function plainPrice(use: Use, event: SessionEvent, used: number, { tariff }: Priced): UsePrice {
  const shared = ratedEvent(use, event)
  const price = remembered(rated)
  return { charged: price(used), price }

  function rated(quantity: number): bigint {
    const found = tariff.rate({ ...shared, quantity })
    if (found.ok) return BigInt(found.amount)
    return quantity <= used ? event.charged : UNPRICED
  }
}

/** By the bill: what is granted costs what it may come to when all others use what they were granted. */
export function meteredPrice(
  meter: UsageMeter,
  use: Use,
  event: SessionEvent,
  { priced, used }: { readonly used: number; readonly priced: Priced }
): UsePrice | Why {
  try {
    const now = usageOf(use, { ...event, used }, priced)
    const dearer = now === null || used === event.used ? 0n : meter.dearer(event.event, now)
    const charged = event.charged + dearer
    const holding = meter.holding(event.event, now)
    const price: PriceOf = ticks => (ticks < used ? before(ticks) : charged + (granted(ticks) ?? UNPRICED))
    return { charged, price: remembered(price) }

    function before(ticks: number): bigint {
      const usage = ticks <= event.used ? null : usageOf(use, { ...event, used: ticks }, priced)
      return usage === null
        ? event.charged
        : event.charged + (orNothing(() => meter.dearer(event.event, usage)) ?? dearer)
    }

    function granted(ticks: number): bigint | null {
      if (ticks === used) return 0n
      const usage = usageOf(use, { ...event, used: ticks }, priced)
      return usage && orNothing(() => holding(usage))
    }
  } catch (thrown) {
    if (thrown instanceof Unmetered) return { reason: 'not-in-real-time', detail: thrown.message }
    throw thrown
  }
}

/** Why the tariff has no price for it, whatever is used; undefined: it has. */
export function unpriced(
  session: Pick<Session, 'called' | 'caller' | 'party'>,
  event: Pick<SessionEvent, 'startedAt' | 'value'>,
  tariff: TariffVersion
): Why | undefined {
  const asked = ratedEvent(session, event)
  const probe = tariff.rate({ ...asked, quantity: tariff.unit === 'second' ? 1000 : 1 })
  if (probe.ok) return undefined
  // of who calls nothing but the number is kept
  const detail = noNumberText({ to: session.party, from: '' }, probe, asked) ?? probe.detail
  return { reason: probe.reason, detail }
}

/** As a bill would read it; null when nothing is used of it, or its tariff cannot rate it. */
export function usageOf(
  use: Use,
  event: Pick<SessionEvent, 'event' | 'startedAt' | 'used' | 'value'>,
  { rules, tariff }: Priced
): BillableUsage | null {
  const { called: to, caller: from, service, subscription } = use
  const { event: id, startedAt, used: quantity, value } = event
  const rated = quantity === 0 ? null : tariff.rate({ ...ratedEvent(use, event), quantity })
  if (!rated?.ok) return null
  const { amount, billed, zone } = rated
  const by = {
    tariff: tariff.name,
    tariffSince: sinceWhen({ rules, tariff }, startedAt),
    version: rules.version
  }
  return { id, subscription, service, zone, startedAt, quantity, to, from, value, billed, amount, ...by }
}

/** As others of its account see it. */
export function lastingUse(use: Use, event: SessionEvent, priced: Priced): LastingUse {
  const used = usageOf(use, event, priced)
  const granted = event.granted === 0 ? null : usageOf(use, { ...event, used: event.used + event.granted }, priced)
  const held = event.held.reduce((sum, { amount }) => sum + amount, event.promised + event.covered.ahead)
  return { used, granted, held: priceOfGross(held, event.tax) }
}

function orNothing(price: () => bigint): bigint | null {
  try {
    return price()
  } catch (thrown) {
    if (thrown instanceof Unmetered || thrown instanceof RangeError) return null
    throw thrown
  }
}

export function ratedEvent(
  { called, caller }: Pick<Use, 'called' | 'caller'>,
  event: Pick<SessionEvent, 'startedAt' | 'value'>
) {
  return { startedAt: event.startedAt, to: called, from: caller, value: event.value }
}
