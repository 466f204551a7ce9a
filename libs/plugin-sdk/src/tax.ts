// A tax as a plugin's statement declares it.
import type { TaxRule } from '@farthing/billing-core'
import type { RuleRef } from '@farthing/billing-core/values'

/** Pure and total: what a statement in a file by itself says of a tax, for every charge of every customer. */
export interface Tax<V = unknown> {
  /** Id of the plugin's statement whose values it reads. */
  readonly statement: string
  taxOf(value: V, at: RuleRef): TaxRule
}
