// `reconcile`, compiled: how a vendor's file is compared with own usage.
import type { RuleRef } from '@farthing/billing-core/values'

export interface ReconciliationRule {
  readonly name: string
  readonly service: string
  /** Of own usage; empty: all. */
  readonly zones: readonly string[]
  /** Code of a usage format. */
  readonly format: string
  /** How far the begin of one use may lie apart, milliseconds. */
  readonly startMs: number
  /** How far its quantities may lie apart, ticks of the service's unit. */
  readonly ticks: number
  /** The same as a share of the own quantity, millionths of one percent, where that is more; 0: none. */
  readonly quantityShare: bigint
  /** How far its prices may lie apart, micro; null: prices are not compared. */
  readonly price: bigint | null
  /** As `quantityShare`, of the right price. */
  readonly priceShare: bigint
  /** The tariff that says the right price; null: that which rated the event. */
  readonly tariff: string | null
  readonly at: RuleRef
}
