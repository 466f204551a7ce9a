// What came of a life, ready for JSON: amounts are decimal texts, days are YYYY-MM-DD.
import type { Explanation } from '@farthing/billing-core/values'

export interface LifeLine {
  readonly line: number
  /** Code of the charge type: 'rent', 'setup', 'usage', 'bond', 'item'. */
  readonly charge: string
  readonly subscription: string | null
  readonly description: string
  readonly from: string
  readonly until: string
  readonly quantity: string
  /** Rounded, as on the invoice: with the taxes that the price includes. */
  readonly amount: string
  /** Without any tax. */
  readonly net: string
  /** Before rounding, six decimals. */
  readonly exact: string
  /** The line of an earlier invoice that this one corrects: 'INV-000001:2'. */
  readonly corrects: string | null
  readonly explanation: Explanation
}

export interface LifeTax {
  readonly tax: string
  readonly title: string
  readonly percent: string
  /** Category of EN 16931: 'S', 'E', 'AE' ... */
  readonly code: string
  readonly included: boolean
  readonly taxable: string
  readonly amount: string
  /** Why nothing is due. */
  readonly reason: string | null
}

export interface LifeInvoice {
  readonly number: string
  /** The invoice group whose lines it holds; null: the main invoice. */
  readonly group: string | null
  readonly date: string
  /** The days since the bill before, half-open. */
  readonly from: string
  readonly until: string
  readonly due: string
  readonly currency: string
  readonly lines: readonly LifeLine[]
  /** By tax and rate; empty where nothing is taxed. */
  readonly taxes: readonly LifeTax[]
  /** The lines without tax. */
  readonly net: string
  readonly total: string
  /** Credit of the account that the invoice used up. */
  readonly creditUsed: string
  readonly toPay: string
  readonly outstanding: string
  readonly state: 'open' | 'overdue' | 'part paid' | 'paid' | 'written off' | 'cancelled'
  /** The credit note by which it was cancelled; null: it stands. */
  readonly cancelledBy: string | null
  readonly settled: string | null
}

/** What a person corrected of an issued invoice: what is credited, charged or given up is positive. */
export interface LifeNoteWritten {
  readonly number: string
  readonly kind: 'credit-note' | 'debit-note' | 'write-off'
  readonly invoice: string
  readonly date: string
  readonly reason: string
  /** `line` is that of the invoice; null where it is none of its. None of a write-off. */
  readonly lines: readonly {
    readonly line: number | null
    readonly description: string
    readonly amount: string
    readonly net: string
  }[]
  readonly taxes: readonly LifeTax[]
  readonly net: string
  readonly total: string
  /** It cancels its invoice. */
  readonly cancels: boolean
}

export interface LifeUse {
  /** The fact that told of it. */
  readonly fact: number
  readonly status: 'rated' | 'quarantined'
  readonly subscription: string | null
  readonly service: string
  readonly at: string
  readonly to: string
  readonly from: string
  readonly quantity: string
  /** Six decimals: what it is worth by its source. */
  readonly value: string | null
  /** After increments. */
  readonly billed: string | null
  /** Six decimals: what pockets have paid of it while it happened; null: nobody was asked. */
  readonly prepaid: string | null
  /** Six decimals, before allowances; null as long as it waits for tiers. */
  readonly amount: string | null
  /** The tables of tiers that price it when the bill is made, joined by '+'. */
  readonly waitsFor: string | null
  /** What the last bill made of it, allowances counted and without what pockets paid; null before the first. */
  readonly net: string | null
  readonly covered: string | null
  readonly currency: string
  readonly zone: string | null
  readonly bands: string | null
  readonly reason: string | null
  readonly detail: string | null
  readonly explanation: Explanation | null
}

export interface LifeService {
  readonly subscription: string
  readonly plan: string
  readonly state: 'active' | 'suspended' | 'terminated'
  /** The kind of the suspension; left out where none was said. */
  readonly suspension?: string
  /** Since when it is in that state. */
  readonly since: string
  readonly identities: readonly string[]
  /** What is barred ('international') or throttled (in thousands of bits in a second), by policies or when a service has run out. */
  readonly restrictions: readonly {
    readonly what: string
    readonly kilobits: number | null
    readonly since: string
    readonly until: string | null
    /** What did it: 'policy fair-use (policies.farthing:12:3)'. */
    readonly rule: string
  }[]
  /** Of services that the plan includes: what is left of allowances and packs; null is unlimited. */
  readonly remaining: readonly { readonly service: string; readonly left: string | null }[]
  /** Features that are on. */
  readonly features: readonly string[]
}

export interface LifePocketHeld {
  readonly pocket: number
  readonly reason: string
  readonly balance: string
  /** A currency, or a unit of the rules. */
  readonly unit: string
  readonly priority: number
  /** What alone it pays for; null: all that is counted in its unit. */
  readonly services: readonly string[] | null
  /** Whose use alone it pays; left out: shared by all of the account. */
  readonly subscription?: string
  /** The first day on which it can no longer be used. */
  readonly until: string | null
}

export interface LifeBalances {
  /** What the account owes on its invoices. */
  readonly owed: string
  /** Money held for the account. */
  readonly credit: string
  /** Bonds held for the account. */
  readonly bonds: string
  /** Money and points held in advance: every pocket that there ever was. */
  readonly pockets: readonly LifePocketHeld[]
  /** Every ledger account with its balance; debits are positive. */
  readonly ledger: Readonly<Record<string, string>>
}

/** What a partner earned, or gave back, on one day. */
export interface LifeCommissionEntry {
  readonly on: string
  /** Who sold it; above that, the name of the layer. */
  readonly partner: string
  readonly layer: string
  readonly commission: string
  readonly kind: 'leading' | 'trailing'
  readonly subscription: string | null
  readonly invoice: string
  readonly line: number | null
  readonly amount: string
  /** Of the line's whole commission; null: nothing of it is earned any more. */
  readonly explanation: Explanation | null
}

export interface LifeTransaction {
  readonly key: string
  readonly date: string
  readonly description: string
  readonly postings: readonly { readonly account: string; readonly unit: string; readonly amount: string }[]
}

/** A request that a rule sent to the retention desk, and what became of it. */
export interface LifeRetention {
  /** The fact that asked for it, and what it asked for. */
  readonly fact: number
  readonly do: string
  readonly subscription: string
  readonly asked: string
  /** The day that was asked for. */
  readonly wished: string
  readonly reason: string
  /** 'forbid keep (plans.farthing:12:3)'. */
  readonly rule: string
  /** Titles. */
  readonly offers: readonly string[]
  /** The day on which it is carried out if nobody has decided; null: it waits. */
  readonly closes: string | null
  readonly status: 'open' | 'accepted' | 'let-go' | 'carried-out' | 'withdrawn'
  readonly decided: string | null
  /** Title of the offer that was taken. */
  readonly offer: string | null
}

export interface LifeResult {
  readonly account: {
    /** On which it was opened; then those to which it moved. */
    readonly billDay: number
    readonly billDayMoves: readonly { readonly from: string; readonly billDay: number }[]
    readonly zone: string
    readonly currency: string
    readonly opened: string
  }
  readonly invoices: readonly LifeInvoice[]
  readonly notes: readonly LifeNoteWritten[]
  readonly ratedUsage: readonly LifeUse[]
  readonly balances: LifeBalances
  readonly commissions: readonly LifeCommissionEntry[]
  readonly messages: readonly { readonly on: string; readonly kind: string; readonly text: string }[]
  readonly services: readonly LifeService[]
  readonly journal: readonly LifeTransaction[]
  /** Bills that could not be made, and what policies could not ask: nothing is billed until a person has looked. */
  readonly parked: readonly { readonly reason: string; readonly detail: string }[]
  /** Facts without effect on money, and why. */
  readonly dropped: readonly { readonly fact: string; readonly reason: string; readonly detail: string }[]
  readonly retention: readonly LifeRetention[]
  /** Changes that rules forbid, and uses that nobody would pay: the fact's number, what the customer is told, and the rule with its place. */
  readonly refused: readonly { readonly fact: number; readonly reason: string; readonly detail: string }[]
}
