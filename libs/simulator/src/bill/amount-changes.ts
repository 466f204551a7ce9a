// What rules change of the amount of one event, in their order.
import type { RuleRef, StepName } from '@farthing/billing-core/values'

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

export class AmountChanges {
  list: readonly AmountChange[]

  constructor(first: readonly AmountChange[]) {
    this.list = first
  }

  /** Most events have one or none: a list that grows keeps room for sixteen more. */
  add(change: AmountChange): void {
    this.list = this.list.length === 0 ? [change] : [...this.list, change]
  }
}
