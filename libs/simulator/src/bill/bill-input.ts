// What goes into a bill and what comes out. Everything is told: the function reads no clock and no database.
import type {
  AccountHistory,
  BilledCharge,
  DroppedFact,
  Invoice,
  InvoiceInput,
  PaidInUnits
} from '@farthing/billing-core'
import type { RuleRef } from '@farthing/billing-core/values'
import type { Registry, ServiceEffect } from '@farthing/plugin-sdk'
import type { CarriedUsage } from './carried-usage.ts'
import type { InvoiceGroups } from './invoice-groups.ts'
import type { RuleBook } from './rule-book.ts'

/** One rated event of a subscription. */
export interface BillableUsage {
  readonly id: string
  readonly subscription: string
  readonly service: string
  readonly zone: string
  /** Epoch milliseconds. */
  readonly startedAt: number
  /** Ticks as used. */
  readonly quantity: number
  /** Called number, E.164 digits without '+'; '' when there is none. */
  readonly to: string
  /** Calling number in the same form. */
  readonly from: string
  /** Micro of what it is worth by its source; null when that said nothing. */
  readonly value: number | null
  /** Ticks after increments. */
  readonly billed: number
  /** Micro, before allowances; what tiers of its tariff price comes with the bill. */
  readonly amount: number
  /** Micro that pockets have paid of what it comes to, while it happened; left out when nobody was asked. */
  readonly prepaid?: number
  /** Of that, what pockets of its own unit paid; left out when money paid all of it. */
  readonly inUnits?: PaidInUnits
  /** Name of the tariff and version of the rules that rated it. */
  readonly tariff: string
  readonly version: string
  /** The version of the tariff, as `sinceWhen` names it; '' or left out when it is that of its day. */
  readonly tariffSince?: string
}

/** An event whose amount tiers, allowances, offers or newer rules changed. */
export interface NetUsage {
  readonly id: string
  readonly subscription: string
  readonly startedAt: number
  readonly coveredTicks: number
  /** The allowances that covered them, and the tiers, packs, offers and caps that had a part in the amount. */
  readonly changedBy: readonly RuleRef[]
  /** Micro, after all of them and without what pockets have paid; negative when that was more, or when tiers make cheaper what was counted before. */
  readonly amount: number
  /** Micro that pockets have paid of what it costs, which is `amount` and this; left out when that is nothing. */
  readonly paid?: number
}

/** What is left at the end of the bill of an allowance that could be used in its last cycle; null is unlimited. */
export interface AllowanceLeft {
  readonly subscription: string
  readonly grant: string
  readonly service: string
  readonly ticks: number | null
  readonly left: number | null
  /** YYYY-MM-DD: the cycle for which it was granted begins, and what is left lapses; of what counts by days those that count with the last. */
  readonly from: string
  readonly until: string
  /** Over how many days it counts; left out: by cycle. */
  readonly days?: number
}

export interface BillInput {
  readonly history: AccountHistory
  readonly ruleBook: RuleBook
  readonly registry: Registry
  /** From the beginning of `usageWindow`, in any order. */
  readonly usage: readonly BillableUsage[]
  /** As the last bill returned it; none when `since` is null. */
  readonly carried: readonly CarriedUsage[]
  /** Charges on standing invoices whose period ended on or after `billedFrom`, oldest first. */
  readonly billed: readonly BilledCharge[]
  readonly billDate: Temporal.PlainDate
  /** Day of the bill before; null for the first one. */
  readonly previousBillDate: Temporal.PlainDate | null
  /** The earliest day that may differ from what was billed; null looks back to the beginning. */
  readonly since: Temporal.PlainDate | null
  readonly invoiceTerms?: InvoiceTerms
}

/** What an account says of its invoices; as the operator does, where it says nothing. */
export interface InvoiceTerms {
  /** Micro: the least that one asks for; null: the operator's. */
  readonly minimum: bigint | null
  /** Nothing is kept open. */
  readonly closed: boolean
}

/** What of it the usage of a bill needs. */
export type UsageInput = Omit<BillInput, 'billed' | 'previousBillDate'>

export interface Bill {
  readonly ok: true
  /** Null when nothing is to be billed. */
  readonly invoice: Invoice | null
  /** It comes to less than the minimum, and it is not the last: on a bill day no invoice is made of it, and all of it stays open. */
  readonly belowMinimum: boolean
  /** What an invoice of it is made with, were it together with bills of other accounts. */
  readonly heading: InvoiceInput
  /** That a bill has to come to on a bill day; null: none, or the last subscription has ended. Micro. */
  readonly minimum: bigint | null
  /** It was kept open as often as the rules say, since the bill before. */
  readonly waited: boolean
  /** On which invoices its lines stand, where that is more than one; `invoice` has them all. */
  readonly groups: InvoiceGroups | null
  readonly usage: readonly NetUsage[]
  readonly allowances: readonly AllowanceLeft[]
  /** To be given to the next bill; empty for accounts of whose usage nothing outlives a cycle. */
  readonly carried: readonly CarriedUsage[]
  /** Facts without effect, for a person to look at. */
  readonly dropped: readonly DroppedFact[]
  /** Over the rules' versions and all inputs: a preview and its invoice carry the same one. */
  readonly hash: string
}

/** The account is parked: nothing is billed until a person has looked. */
export interface Parked {
  readonly ok: false
  readonly reason:
    | 'no-rules'
    | 'unknown-plan'
    | 'unknown-feature'
    | 'currency'
    | 'tax-place'
    | 'usage'
    | 'plugin-fault'
    | 'broken-invariant'
  readonly detail: string
}

export type BillResult = Bill | Parked

/** What is left of a service at the end of a day, and what its plan makes of it when that is nothing. */
export interface ServiceStanding {
  readonly subscription: string
  readonly service: string
  /** Ticks of its allowances and packs; null is unlimited. */
  readonly left: number | null
  readonly runOut: RunOut | null
}

export interface RunOut {
  readonly effect: ServiceEffect
  readonly rule: RuleRef
  /** Half-open days of the account. */
  readonly since: Temporal.PlainDate
  readonly until: Temporal.PlainDate
}
