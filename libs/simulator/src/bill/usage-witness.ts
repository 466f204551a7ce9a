// Who asks what became of single events is told by the run that bills: an explanation is never computed beside it.
import type { HeldAllowance } from './allowance-book.ts'
import type { ServiceStanding } from './bill-input.ts'
import type { PricedEvent } from './priced-usage.ts'
import type { EventTerms, SettledEvent } from './settle-event.ts'
import type { UsedSoFar } from './offer-table.ts'
import type { UsageStretch } from './usage-stretch.ts'

/** One event that is about to be settled. */
export interface UseAtHand {
  readonly priced: PricedEvent
  readonly stretch: UsageStretch
  readonly terms: EventTerms
  /** Null when nothing in its plans depends on it. */
  readonly usedBefore: UsedSoFar | null
  /** Every allowance that the account was granted so far, lapsed ones and those of others among them. */
  readonly granted: () => readonly HeldAllowance[]
}

export interface UsageWitness {
  /** While allowances, packs and caps stand as the events before left them. */
  before?(use: UseAtHand): void
  after?(use: UseAtHand, settled: SettledEvent): void
  /** How services stand at the end of the day before the bill's. */
  lastDay?(standing: readonly ServiceStanding[]): void
}
