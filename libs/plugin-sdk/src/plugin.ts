// A plugin is a value: an id, the contract it was written for, and what it adds at each extension point.
import type { Signature } from '@farthing/rules-language'
import type { BindingTerm } from './binding-term.ts'
import type { ChangeJudge } from './change-judge.ts'
import type { AccountChargeType, ChargeType } from './charge-type.ts'
import type { Commission } from './commission.ts'
import type { DeclaredFormat } from './declared-format.ts'
import type { Deed } from './deed.ts'
import type { Fact } from './fact.ts'
import type { InvoiceGrouping } from './invoice-grouping.ts'
import type { PointsEarning } from './points.ts'
import type { Tax } from './tax.ts'
import type { UsageFormat } from './usage-format.ts'
import type { UsageTerms } from './usage-terms.ts'

/** The extension points: one key each. The registry and its checks are typed by this map. */
export interface Contributions {
  /** Statements of the rules language, with the function that lowers them to the plugin's own values. */
  statements: Signature
  /** Ways of charging a subscription or an account, each pricing one statement, or what deeds say. */
  chargeTypes: ChargeType | AccountChargeType
  /** What may be done to an account or a subscription. */
  deeds: Deed
  /** What a plan's statement says about usage: its tariffs and allowances. */
  usageTerms: UsageTerms
  /** What a statement in a file by itself has to say of changes of subscriptions. */
  changeJudges: ChangeJudge
  /** What binds a subscription for a time. */
  bindingTerms: BindingTerm
  /** What parts a bill into several invoices. */
  invoiceGroupings: InvoiceGrouping
  /** Taxes, each as a statement in a file by itself says it. */
  taxes: Tax
  /** What partners earn of what customers pay. */
  commissions: Commission
  /** Points that accounts earn, and pockets that plans and features grant. */
  points: PointsEarning
  /** Facts that conditions may ask. */
  facts: Fact
  /** Formats of usage files. */
  usageFormats: UsageFormat
  /** Statements of rules that declare further ones. */
  declaredFormats: DeclaredFormat
}

export type ExtensionPoint = keyof Contributions

/** A plugin as `definePlugin` returns it and the host loads it. */
export interface Plugin {
  /** The name of its folder; prefix of its statements' ids. */
  readonly id: string
  /** Semver range of the sdk versions it was written for: '^0.1.0'. */
  readonly sdk: string
  readonly contributes: { readonly [K in ExtensionPoint]?: readonly Contributions[K][] }
}

/** Types a plugin's definition; adds nothing. Export the result as `plugin`. */
export function definePlugin(plugin: Plugin): Plugin {
  return plugin
}
