// Everything that has come of a life so far. The functions beside it read and write it; it never leaves the simulator.
import type {
  AccountHistory,
  BilledCharge,
  CommissionSale,
  Fact,
  Invoice,
  InvoiceTax,
  LedgerTransaction,
  NoteLine,
  PaidByPockets
} from '@farthing/billing-core'
import type { Registry } from '@farthing/plugin-sdk'
import type { KERNEL_MESSAGES, RuleSet } from '@farthing/rules-language'
import { ruleBooks } from '../bill/index.ts'
import type { BillableUsage, NetUsage, Parked, PublishedRules, RuleBook } from '../bill/index.ts'
import type { UsageRating } from '../usage/index.ts'
import type { Restriction } from './apply-policies.ts'
import type { LifeCommission } from './earn-commissions.ts'
import type { LifeGroups } from './life-groups.ts'
import type { LifePoints } from './earn-points.ts'
import type { LifePocket } from './life-pockets.ts'
import type { LifeRequest } from './life-requests.ts'
import type { LifeFact, LifeProblem } from './life.ts'
import type { SeenByBill } from './seen-by-bill.ts'
import type { RatedUse } from './use-service.ts'

export interface LifeAccount {
  readonly id: string
  readonly billDay: number
  readonly zone: string
  readonly currency: string
  /** The earliest day of the life: the month of the account's first period. */
  readonly opened: Temporal.PlainDate
}

export interface IssuedInvoice {
  readonly number: string
  /** Of which numbers it is one. */
  readonly series: string
  /** The invoice group whose lines it holds; null: the main invoice. */
  readonly group: string | null
  readonly invoice: Invoice
  /** As it was issued. */
  readonly creditUsed: bigint
  /** Micro still to pay. */
  outstanding: bigint
  /** The day on which nothing was left to pay; null while something is. */
  settled: Temporal.PlainDate | null
  /** The customer was told that it is overdue. */
  reminded: boolean
  /** It charged a change at once. */
  readonly atOnce: boolean
  /** Number of the credit note by which it was cancelled; null: it stands. */
  cancelledBy: string | null
}

/** What a person corrected of an issued invoice. */
export interface LifeNote {
  readonly number: string
  readonly kind: 'credit-note' | 'debit-note' | 'write-off'
  /** Its number. */
  readonly invoice: string
  readonly on: Temporal.PlainDate
  readonly reason: string
  readonly lines: readonly NoteLine[]
  /** Micro: what is credited, charged or given up is positive. */
  readonly net: bigint
  readonly taxes: readonly InvoiceTax[]
  readonly total: bigint
  /** It cancels its invoice. */
  readonly cancels: boolean
}

/** What settles a part of what an invoice asks for. */
export interface LifeAllocation {
  readonly by: 'credit' | 'payment' | 'note' | 'write-off'
  /** Of the payment, or the note's number. */
  readonly id: string | null
  /** Its number. */
  readonly invoice: string
  /** Micro that stand; what is given back is gone. */
  amount: bigint
}

/** Money that came in from the customer, or was paid out again. */
export interface LifePayment {
  readonly id: string
  readonly on: Temporal.PlainDate
  readonly method: string
  readonly reference: string
  /** Micro; of a refund less than nothing. */
  readonly amount: bigint
  reversed: boolean
  /** Id of the pocket that it filled, all of it; left out: it settled invoices, and the rest is credit. */
  readonly pocket?: string
}

/** Something that the customer would be told. */
export interface LifeMessage {
  readonly on: Temporal.PlainDate
  readonly kind: (typeof KERNEL_MESSAGES)[number] | 'notice'
  readonly text: string
}

/** Uses in the order of their facts, as far as somebody asked for them. */
export interface RatedSoFar {
  /** What they were rated with; null: to be rated again. See `ratedUses`. */
  rating: UsageRating | null
  history: AccountHistory | null
  readonly uses: RatedUse[]
  /** How many of them have been looked at for what may be billed. */
  looked: number
  readonly billable: BillableUsage[]
}

export function nothingRated(): RatedSoFar {
  return { rating: null, history: null, uses: [], looked: 0, billable: [] }
}

export interface LifeState {
  readonly account: LifeAccount
  readonly registry: Registry
  /** The rule sets that `publish` may name. */
  readonly ruleSets: ReadonlyMap<string, RuleSet>
  readonly published: PublishedRules[]
  ruleBook: RuleBook
  readonly facts: Fact[]
  /** The only subscription that the life ever has; null when there are several. */
  readonly onlySubscription: string | null
  /** As told, in the order in which they became known. */
  readonly uses: LifeFact<'use'>[]
  readonly rated: RatedSoFar
  /** What the last bill that saw it charged for each use, by the event's id. */
  readonly netUsage: Map<string, NetUsage>
  readonly groups: LifeGroups
  readonly pockets: LifePocket[]
  /** What pockets have paid of a use, by the event's id. */
  readonly prepaid: Map<string, PaidByPockets>
  /** Micro of uses charged at once that the bill will ask for, by subscription and first day of the cycle. */
  readonly owedByCycle: Map<string, bigint>
  readonly invoices: IssuedInvoice[]
  readonly payments: LifePayment[]
  /** In the order in which they were made. */
  readonly allocations: LifeAllocation[]
  /** `seen`: what had happened when it was last looked at; `sales` and `owed`: by what `entries` are earned. */
  readonly commissions: {
    seen: string
    sales: readonly CommissionSale[]
    owed: string
    readonly entries: LifeCommission[]
  }
  readonly points: LifePoints[]
  readonly notes: LifeNote[]
  billed: BilledCharge[]
  readonly journal: LedgerTransaction[]
  readonly messages: LifeMessage[]
  /** Thresholds of policies that are done with, by subscription; null: what was told of the account. See `dueEffects`. */
  readonly thresholds: Map<string | null, ReadonlySet<string>>
  /** What policies barred and throttled, and did not restore. */
  readonly restrictions: Restriction[]
  /** Changes that the operator's rules forbade, and uses that nobody would pay: the fact's number, why, and in words. */
  readonly refused: { readonly fact: number; readonly reason: string; readonly detail: string }[]
  /** What the retention desk was asked, and what became of it. */
  readonly requests: LifeRequest[]
  /** What could only be found wrong while the life was played. */
  readonly problems: LifeProblem[]
  /** Money held for the account, micro. */
  credit: bigint
  lastBill: Temporal.PlainDate | null
  /** The newest bill day that came, billed or not. */
  lastBillDay: Temporal.PlainDate | null
  /** Bill days that have come and whose bills are still open, oldest first, and when each is made. */
  readonly openBills: { readonly billDate: Temporal.PlainDate; readonly closes: Temporal.PlainDate }[]
  /** Null before the first bill. */
  seen: SeenByBill | null
  /** Bills that could not be made, and why. */
  readonly parked: Pick<Parked, 'reason' | 'detail'>[]
  /** Is shown every outcome of evaluation, what was only looked at included; null when nobody asks. */
  readonly witness: Witness | null
}

export type Witness = (outcome: unknown) => void

export interface LifeSetting {
  readonly account: LifeAccount
  readonly registry: Registry
  /** For customers in all currencies. */
  readonly rules: RuleSet
  readonly ruleSets: ReadonlyMap<string, RuleSet>
  readonly onlySubscription: string | null
  readonly witness?: Witness | null
}

export function startLife(setting: LifeSetting): LifeState {
  const { account, onlySubscription, registry, rules, ruleSets, witness = null } = setting
  const published: PublishedRules[] = [{ from: null, rules }]
  return {
    account,
    registry,
    ruleSets,
    published,
    ruleBook: ruleBooks(published).in(account.currency),
    facts: [
      {
        kind: 'account-opened',
        id: 'account',
        effective: account.opened,
        known: account.opened.toZonedDateTime(account.zone).toInstant(),
        supersedes: null,
        billDay: account.billDay,
        zone: account.zone,
        currency: account.currency
      }
    ],
    onlySubscription,
    uses: [],
    rated: nothingRated(),
    netUsage: new Map(),
    ...{ groups: { members: [], others: [] }, pockets: [], prepaid: new Map(), owedByCycle: new Map() },
    ...{ invoices: [], payments: [], allocations: [], notes: [] },
    ...{ commissions: { seen: '', sales: [], owed: '', entries: [] }, points: [] },
    ...{ billed: [], journal: [], messages: [] },
    thresholds: new Map(),
    ...{ restrictions: [], refused: [], requests: [], problems: [] },
    credit: 0n,
    ...{ lastBill: null, lastBillDay: null, openBills: [], seen: null, parked: [], witness }
  }
}
