// What one event costs its subscription in the fixed order: allowances cover, the tariff prices the rest, an offer changes it.
import { coverEvent, type CoverPart } from '@farthing/billing-core'
import type { RuleRef, StepName } from '@farthing/billing-core/values'
import type { HeldAllowance } from './allowance-book.ts'
import type { Parked } from './bill-input.ts'
import { offeredAmount } from './offered-amount.ts'
import type { AppliedOffer } from './offer-table.ts'
import type { PricedEvent } from './priced-usage.ts'

/** What became of one event. */
export interface SettledEvent {
  readonly ok: true
  readonly parts: readonly CoverPart<HeldAllowance>[]
  readonly covered: number
  readonly changes: readonly AmountChange[]
  /** Micro. */
  readonly amount: number
}

/** `source`: the same object for all events that one rule changed. */
export interface AmountChange {
  readonly source: object
  readonly step: StepName
  readonly rule: RuleRef
  /** Micro; negative for what it took off. */
  readonly amount: number
}

const NONE: readonly never[] = []

export function settleEvent(
  priced: PricedEvent,
  usable: readonly HeldAllowance[],
  applied: AppliedOffer | null
): SettledEvent | Parked {
  if (applied?.term.effect.kind === 'free') {
    return { ok: true, parts: NONE, covered: 0, changes: [changeBy(applied, -priced.gross)], amount: 0 }
  }
  const { billed, event, zone } = priced
  const parts = usable.length === 0 ? NONE : coverEvent({ service: event.service, zone, billedTicks: billed }, usable)
  let covered = 0
  for (const { ticks } of parts) covered += ticks
  const net = netAmount(priced, covered)
  if (typeof net !== 'number') return net
  if (applied === null) return { ok: true, parts, covered, changes: NONE, amount: net }
  const amount = offeredAmount(applied.term.effect, priced, covered, net)
  return { ok: true, parts, covered, changes: [changeBy(applied, amount - net)], amount }
}

function changeBy({ offer }: AppliedOffer, amount: number): AmountChange {
  return { source: offer, step: 'discount', rule: offer.rule, amount }
}

function netAmount({ event, tariff, gross }: PricedEvent, covered: number): number | Parked {
  if (covered === 0) return gross
  const outcome = tariff.rate({ startedAt: event.startedAt, quantity: event.quantity, to: event.to }, covered)
  if (outcome.ok) return outcome.amount
  const detail = `usage ${event.id}: tariff ${tariff.name} cannot rate what its allowance left: ${outcome.detail}`
  return { ok: false, reason: 'usage', detail }
}
