// What one event costs its subscription: allowances and packs cover, tariff and tiers price the rest, an offer changes it,
// caps hold.
import { coverEvent, type CoverPart } from '@farthing/billing-core'
import type { RuleRef, StepName } from '@farthing/billing-core/values'
import type { HeldAllowance } from './allowance-book.ts'
import type { Parked } from './bill-input.ts'
import { offeredAmount } from './offered-amount.ts'
import type { AppliedOffer } from './offer-table.ts'
import type { BoughtPacks, PlanLimits } from './plan-limits.ts'
import type { PricedEvent } from './priced-usage.ts'
import type { EventTiers } from './tier-counters.ts'

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

/** `source`: the same object for all events that one rule changed. */
export interface AmountChange {
  readonly source: object
  readonly step: StepName
  readonly rule: RuleRef
  /** What a tier prices, or what is free beyond the last pack; null for other rules. */
  readonly ticks: number | null
  /** Micro; negative for what it took off. */
  readonly amount: number
}

/** What the event's plan has for it. */
export interface EventTerms {
  /** In order of use. */
  readonly usable: readonly HeldAllowance[]
  readonly applied: AppliedOffer | null
  readonly limits: PlanLimits | null
  /** Null when no tiers price any of the event. */
  readonly tiers: EventTiers | null
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
  if (limits !== null || applied !== null || terms.tiers !== null) return settleBy(terms, priced, { parts, covered })
  const net = netAmount(priced, covered)
  return typeof net === 'number' ? { ok: true, parts, covered, paid: covered, changes: NONE, amount: net } : net
}

/** With packs when allowances have run out, unless an offer has a price of its own; minimums and caps come last. */
function settleBy(
  { applied, limits, tiers, usable }: EventTerms,
  priced: PricedEvent,
  cover: Pick<SettledEvent, 'parts' | 'covered'>
): SettledEvent | Parked {
  const { billed } = priced
  const hasPrice = applied?.term.effect.kind === 'price'
  const packs = hasPrice || limits === null ? null : limits.buy(priced, usable, billed - cover.covered)
  const covered = cover.covered + (packs?.ticks ?? 0)
  const paid = packs?.restIsFree === true ? billed : covered
  const rated = netAmount(priced, paid)
  if (typeof rated !== 'number') return rated
  const tiered = hasPrice || tiers === null ? null : tiers.count(paid)
  const changes: AmountChange[] = tiered === null ? [] : [...tiered.changes]
  if (packs !== null) changes.push(...packChanges(packs, billed - covered))
  const before = rated + (tiered?.own ?? 0) + (packs?.price ?? 0)
  const after = applied === null ? before : offeredAmount(applied.term.effect, priced, covered, before)
  if (applied !== null) changes.push(changeBy(applied, after - before))
  const { dearer = 0, back = 0 } = tiered ?? {}
  const open = after + dearer + back
  const [uncut, rest] = limits === null ? [open - back, open - back] : limited(limits, priced, { open, back, changes })
  tiered?.charge({ offer: [before, after], cap: [uncut, rest] })
  const parts = packs === null ? cover.parts : [...cover.parts, ...packs.parts]
  return { ok: true, parts, covered, paid, changes, amount: rest + back }
}

/** `free`: ticks that packs did not give. */
function packChanges({ overage, price, restIsFree }: BoughtPacks, free: number): AmountChange[] {
  const { rule } = overage
  return [
    ...(restIsFree && free > 0 ? [{ source: rule, step: 'allowance', rule, ticks: free, amount: 0 } as const] : []),
    ...(price > 0 ? [{ source: overage, step: 'tiers', rule, ticks: null, amount: price } as const] : [])
  ]
}

interface OpenAmount {
  /** Micro, with what tiers give `back`. */
  readonly open: number
  readonly back: number
  readonly changes: AmountChange[]
}

/** What the event costs before and after caps, without what tiers give back: that is given whatever caps hold. */
function limited(limits: PlanLimits, priced: PricedEvent, { back, changes, open }: OpenAmount): [number, number] {
  const raised = limits.minimums.raise(priced, open, (minimum, added) => {
    changes.push({ source: minimum, step: 'minimum', rule: minimum.rule, ticks: null, amount: added })
  })
  const uncut = raised - back
  const rest = limits.caps.hold(priced, { amount: uncut, back }, (cap, taken) => {
    changes.push({ source: cap, step: 'maximum', rule: cap.rule, ticks: null, amount: taken })
  })
  return [uncut, rest]
}

function changeBy({ offer }: AppliedOffer, amount: number): AmountChange {
  return { source: offer, step: 'discount', rule: offer.rule, ticks: null, amount }
}

function netAmount({ event, tariff, gross }: PricedEvent, covered: number): number | Parked {
  if (covered === 0) return gross
  const outcome = tariff.rate(event, covered)
  if (outcome.ok) return outcome.amount
  const detail = `usage ${event.id}: tariff ${tariff.name} cannot rate what its allowance left: ${outcome.detail}`
  return { ok: false, reason: 'usage', detail }
}
