// The rules and plugins that bills are computed with; the rules-host and the plugin-host stand behind it.
import type { Registry } from '@farthing/plugin-sdk'
import type { RuleBook } from '@farthing/simulator'

/** A publication that bills may have missed. */
export interface Publication {
  readonly publishedAt: Temporal.Instant
  /** Null: since ever. */
  readonly from: Temporal.PlainDate | null
}

export interface RulesInForce {
  readonly ruleBook: RuleBook
  readonly registry: Registry
  readonly publications: readonly Publication[]
}

/** Inject it; tests and benchmarks put their own in its place. */
export abstract class BillingRules {
  /** All that was published up to an instant. */
  abstract asKnownAt(tenant: string, knownAt: Temporal.Instant): Promise<RulesInForce>
}
