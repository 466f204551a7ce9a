// `allow` and `forbid`, compiled: which changes of a subscription the operator lets happen.
import type { RuleRef } from '@farthing/billing-core/values'
import type { EngineCondition } from '../conditions/engine-condition.ts'
import type { Retention } from './retention.ts'

export type ChangeAction = 'subscribe' | 'change' | 'feature on' | 'feature off' | 'suspend' | 'resume' | 'terminate'

/** Half-open dates; null is unbounded. */
export interface ChangeRule {
  readonly verb: 'allow' | 'forbid'
  readonly action: ChangeAction
  /** Plans, features or kinds of suspension; empty: any. */
  readonly targets: readonly string[]
  /** Null: always. */
  readonly condition: EngineCondition | null
  /** What the customer is told; '' for an exception. */
  readonly reason: string
  /** Null: who asks is refused. Else the request goes to the retention desk. */
  readonly retention: Retention | null
  readonly name: string | null
  /** Names of the rules that do not count while this one applies. */
  readonly overrides: readonly string[]
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
  readonly at: RuleRef
}
