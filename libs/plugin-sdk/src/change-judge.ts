// A plugin's say on changes of a subscription, beside the operator's `allow` and `forbid`.
import type { ChangeAction } from '@farthing/rules-language'
import type { ChangeTime } from '@farthing/billing-core'
import type { RuleRef } from '@farthing/billing-core/values'

/** A change that somebody asks for. */
export interface AskedChange {
  readonly action: ChangeAction
  /** The plan, feature or kind of suspension that is asked for; null where there is none. */
  readonly target: string | null
}

/** Where a plan stands among those that customers change to: `family mobile, level 2`. A higher level is an upgrade. */
export interface PlanPlace {
  readonly family: string | null
  readonly level: number | null
}

/** The same, as a plugin is asked about it. */
export interface ChangeOfPlan extends AskedChange {
  /** The plan that the subscription has on the day; null before it begins. */
  readonly plan: string | null
  readonly day: Temporal.PlainDate
  /** By the version that the subscription holds on it, else that of the day; null for a plan that the rules have not. */
  placeOf(plan: string): PlanPlace | null
}

/**
 * `rule`: what decided, down to the cell of a table. `reason`: what the customer is told. `when`: no sooner than then, which is
 * also when it takes effect if nobody says otherwise; left out, at once.
 */
export type ChangeVerdict =
  | { readonly allowed: true; readonly rule: RuleRef; readonly when?: ChangeTime }
  | { readonly allowed: false; readonly rule: RuleRef; readonly reason: string }

/** Pure and total. Asked once for each statement in the rules of the day; every plugin and every rule must agree to a change. */
export interface ChangeJudge<V = unknown> {
  /** Id of the plugin's statement whose values it reads: one that stands in a file by itself. */
  readonly statement: string
  /** Null: it has nothing to say of this change. */
  judge(value: V, change: ChangeOfPlan): ChangeVerdict | null
}
