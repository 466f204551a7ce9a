// What one event costs its subscription: allowances and packs cover, tariff and tiers price the rest, an offer changes it,
// caps hold.
import { coverEvent, type CoverPart } from '@farthing/billing-core'
import type { Interval } from '@farthing/billing-core/values'
import type { HeldAllowance } from './allowance-book.ts'
import { type AmountChange, AmountChanges } from './amount-changes.ts'
import type { Parked } from './bill-input.ts'
import { offeredAmount } from './offered-amount.ts'
import type { AppliedOffer } from './offer-table.ts'
import type { BoughtPacks, PlanLimits } from './plan-limits.ts'
import type { PricedEvent } from './priced-usage.ts'
import type { TierCounters } from './tier-counters.ts'

/** What became of one event. */
export interface SettledEvent {
  readonly ok: true
  readonly parts: readonly CoverPart<HeldAllowance>[]
  readonly covered: number
  /** Ticks from the start of the event that the tariff did not price: covered, or free beyond the last pack. */
  readonly paid: number
  readonly changes: readonly AmountChange[]
  /** Micro. */
  readonly amount: number
}

/** What the event's plan has for it. */
export interface EventTerms {
  /** In order of use. */
  readonly usable: readonly HeldAllowance[]
  readonly applied: AppliedOffer | null
  readonly limits: PlanLimits | null
  /** Null when no tiers price any of the event. */
  readonly tiers: TierCounters | null
  /** In which the event starts. */
  readonly cycle: Interval
}

const NONE: readonly never[] = []

export function settleEvent(priced: PricedEvent, terms: EventTerms): SettledEvent | Parked {
  const { applied, limits, usable } = terms
  if (applied?.term.effect.kind === 'free') {
    return { ok: true, parts: NONE, covered: 0, paid: 0, changes: [changeBy(applied, -priced.gross)], amount: 0 }
  }
  const { billed, event, zone } = priced
  const parts = usable.length === 0 ? NONE : coverEvent({ service: event.service, zone, billedTicks: billed }, usable)
  let covered = 0
  for (const { ticks } of parts) covered += ticks
  if (limits !== null || applied !== null || terms.tiers !== null) return settleBy(terms, priced, parts, covered)
  const net = netAmount(priced, covered)
  return typeof net === 'number' ? { ok: true, parts, covered, paid: covered, changes: NONE, amount: net } : net
}

/** With packs when allowances have run out, unless an offer has a price of its own; minimums and caps come last. */
function settleBy(
  { applied, cycle, limits, tiers, usable }: EventTerms,
  priced: PricedEvent,
  given: SettledEvent['parts'],
  coveredByGiven: number
): SettledEvent | Parked {
  const { billed } = priced
  const hasPrice = applied?.term.effect.kind === 'price'
  const packs = hasPrice || limits === null ? null : limits.buy(priced, usable, billed - coveredByGiven)
  const covered = coveredByGiven + (packs?.ticks ?? 0)
  const paid = packs?.restIsFree === true ? billed : covered
  const rated = netAmount(priced, paid)
  if (typeof rated !== 'number') return rated
  const tiered = hasPrice || tiers === null ? null : tiers.count(priced, cycle, paid)
  const changes = new AmountChanges(tiered === null ? NONE : tiered.changes)
  if (packs !== null) addPacks(changes, packs, billed - covered)
  const before = rated + (tiered?.own ?? 0) + (packs?.price ?? 0)
  const after = applied === null ? before : offeredAmount(applied.term.effect, priced, covered, before)
  if (applied !== null) changes.add(changeBy(applied, after - before))
  const back = tiered?.back ?? 0
  // what tiers give back is given whatever caps hold
  const uncut = after + (tiered?.dearer ?? 0)
  const raised = limits === null ? uncut : limits.minimums.raise(priced, uncut + back, changes) - back
  const rest = limits === null ? uncut : limits.caps.hold(priced, raised, back, changes)
  tiered?.charge({ unoffered: before, offered: after, uncut: raised, cut: rest })
  const parts = packs === null ? given : [...given, ...packs.parts]
  return { ok: true, parts, covered, paid, changes: changes.list, amount: rest + back }
}

/** `free`: ticks that packs did not give. */
function addPacks(changes: AmountChanges, { overage, price, restIsFree }: BoughtPacks, free: number): void {
  const { rule } = overage
  if (restIsFree && free > 0) changes.add({ source: rule, step: 'allowance', rule, ticks: free, amount: 0 })
  if (price > 0) changes.add({ source: overage, step: 'tiers', rule, ticks: null, amount: price })
}

function changeBy({ offer }: AppliedOffer, amount: number): AmountChange {
  return { source: offer, step: 'discount', rule: offer.rule, ticks: null, amount }
}

function netAmount({ billed, event, tariff, gross }: PricedEvent, covered: number): number | Parked {
  if (covered === 0) return gross
  if (covered === billed && !tariff.setupAlways) return 0
  const outcome = tariff.rate(event, covered)
  if (outcome.ok) return outcome.amount
  const detail = `usage ${event.id}: tariff ${tariff.name} cannot rate what its allowance left: ${outcome.detail}`
  return { ok: false, reason: 'usage', detail }
}
