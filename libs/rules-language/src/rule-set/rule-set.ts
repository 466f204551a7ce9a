// What a folder of rules compiles to: an immutable value, named by the hash of its texts.
import type { NumberForm, RuleRef, Rounding, UnitWord } from '@farthing/billing-core/values'
import type { ChangeRule } from './change-rule.ts'
import type { Message } from './message.ts'
import type { Payment, RatingTime } from './payment.ts'
import type { Policy } from './policy.ts'
import type { Example } from './example.ts'
import type { Reach } from './reach.ts'
import type { ReconciliationRule } from './reconciliation.ts'
import type { TariffVersion } from './tariff.ts'
import type { TierTable } from './tiers.ts'

export interface RuleSet {
  /** `sha256:` and 64 hex digits over every (path, text) the rules were compiled from. */
  readonly version: string
  readonly operator: Operator
  /** The same rules for customers in another currency, by its code: what stands in files for them, and what is for all. */
  readonly others: ReadonlyMap<string, RuleSet>
  /** Unit words: those of the language, and those that the rules declare. */
  readonly units: ReadonlyMap<string, UnitWord>
  readonly holidays: ReadonlyMap<string, HolidayCalendar>
  readonly zones: ReadonlyMap<string, ZoneTable>
  readonly tiers: ReadonlyMap<string, TierTable>
  /** By name, in order of `from`; the versions of one name neither overlap nor leave a hole. */
  readonly tariffs: ReadonlyMap<string, readonly TariffVersion[]>
  readonly plans: ReadonlyMap<string, readonly PlanVersion[]>
  readonly features: ReadonlyMap<string, readonly ProductVersion[]>
  /** `allow` and `forbid`, in no order that matters. */
  readonly changeRules: readonly ChangeRule[]
  readonly policies: readonly Policy[]
  readonly messages: readonly Message[]
  readonly reconciliations: readonly ReconciliationRule[]
  /** Statements of plugins that stand in a file by themselves, in order of file and place. */
  readonly statements: readonly PlanRule[]
  /** For customers of all currencies. */
  readonly examples: readonly Example[]
}

/** For customers in that currency; undefined when nothing is for them. */
export function rulesIn(rules: RuleSet, currency: string): RuleSet | undefined {
  return currency === rules.operator.currency ? rules : rules.others.get(currency)
}

/** For customers of each currency, the operator's own first. */
export function inEachCurrency(rules: RuleSet): readonly RuleSet[] {
  return [rules, ...rules.others.values()]
}

/** In which anything is for customers, the own ones of the operator first; each once. */
export function currenciesOf(...ruleSets: readonly RuleSet[]): string[] {
  return [...new Set(ruleSets.flatMap(inEachCurrency).map(({ operator }) => operator.currency))]
}

/** Of customers in any currency, each once. */
export function messagesOf(rules: RuleSet): readonly Message[] {
  const all = inEachCurrency(rules).flatMap(({ messages }) => messages)
  return [
    ...new Map(all.map(message => [JSON.stringify([message.name, message.facts, message.templates]), message])).values()
  ]
}

export interface InvoiceMinimum {
  /** Micro, taxes included. */
  readonly amount: bigint
  /** On how many bill days, one after the other, it may stay open; null: until there is enough. */
  readonly times: number | null
}

export interface Operator {
  readonly name: string
  /** ISO 4217. */
  readonly currency: string
  /** IANA zone of the network: dates and bands of tariffs are read in it. */
  readonly zone: string
  readonly rounding: Rounding
  /** Days from the invoice date to the due date; null when the operator says nothing. */
  readonly dueDays: number | null
  /** What comes to less on a bill day stays open; null: nothing does. */
  readonly invoiceMinimum: InvoiceMinimum | null
  /** null: as the operator says nothing. */
  readonly invoiceNumbers: NumberForm | null
  /** Days from the bill date on in which the drafts of a run stay open; null: until somebody issues them. */
  readonly graceDays: number | null
  /** When usage is too late, or too far ahead, to be rated as it arrives; null: as the operator says nothing. */
  readonly lateUsage: UsageLimit | null
  readonly futureUsage: UsageLimit | null
  /** How subscribers dial; null when the operator names no country, and then numbers must come in E.164. */
  readonly dialling: Dialling | null
  /** Name of the calendar that the word `holidays` means, or null. */
  readonly holidays: string | null
  /** Micro, taxes included: corrections by hand of more wait for approval; null: none does. */
  readonly approvalAbove: bigint | null
  /** What they may be for; empty: anything. */
  readonly adjustmentReasons: readonly { readonly code: string; readonly title: string }[]
  /** Kinds of suspension, in the order written. */
  readonly suspensions: readonly string[]
  /** Which bills a reviewer is shown first. */
  readonly outliers: readonly OutlierRule[]
  readonly at: RuleRef
}

/** By what share of the account's last bill, or by its total. */
export type OutlierRule =
  | {
      readonly kind: 'share'
      readonly side: 'above' | 'below'
      /** Millionths of one percent. */
      readonly percent: bigint
      /** Micro; null: however little they differ by. */
      readonly difference: bigint | null
      readonly at: RuleRef
    }
  | {
      readonly kind: 'total'
      readonly side: 'above' | 'below'
      /** Micro. */
      readonly amount: bigint
      readonly at: RuleRef
    }

export interface UsageLimit {
  readonly ms: number
  /** As people say it: '90 days', '1 h'. */
  readonly text: string
  readonly at: RuleRef
}

export interface Dialling {
  /** Country calling code, digits only: '61'. */
  readonly country: string
  /** Prefix of a national call, '0' in most countries, '' where there is none. */
  readonly trunk: string
  /** Prefix of an international call: '00', '0011', '011'. */
  readonly international: string
  /** How long national numbers are, dialled bare: the country's own plan says it. Left out: at most ten digits, and none begins like the country code. */
  readonly national?: NationalDigits | undefined
}

/** Digits, both inclusive. */
export interface NationalDigits {
  readonly shortest: number
  readonly longest: number
}

export interface HolidayCalendar {
  readonly name: string
  readonly days: readonly { readonly date: Temporal.PlainDate; readonly title: string }[]
  readonly at: RuleRef
}

export interface ZoneTable {
  readonly name: string
  /** Zone names in the order of their first appearance. */
  readonly zones: readonly string[]
  readonly prefixes: readonly { readonly prefix: string; readonly zone: string; readonly at: RuleRef }[]
  readonly at: RuleRef
}

/** One dated version of a plan or a feature. Half-open dates in the operator's zone; null is unbounded. */
export interface ProductVersion {
  readonly name: string
  readonly title: string
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
  readonly reach: Reach | null
  readonly rules: readonly PlanRule[]
  readonly at: RuleRef
}

export interface PlanVersion extends ProductVersion {
  readonly family: string | null
  readonly level: number | null
  /** Null: as the plan says nothing, prepaid. */
  readonly payment: Payment | null
  readonly rating: RatingTime
  /** Micro that prices of its usage may move, up and down added up, for a re-rating to be applied by itself; null: a person applies it. */
  readonly correctedUpTo: bigint | null
}

/** A plugin's statement, inside a plan or a feature or by itself: what the plugin's `lower` returned. */
export interface PlanRule<V = unknown> {
  /** For customers in every currency, those too for whom nothing else is. */
  readonly forAll?: true
  /** The statement itself has shown what it does: coverage asks for no example. */
  readonly proven?: boolean
  /** Signature id: 'recurring-charges.rent'. */
  readonly signature: string
  readonly value: V
  readonly at: RuleRef
}
