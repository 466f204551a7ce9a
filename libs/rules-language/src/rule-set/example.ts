// An `example` block: a customer's life in a few lines, and what must come of it.
import type { Quantity, RuleRef } from '@farthing/billing-core/values'

export interface DeclaredExample {
  readonly title: string
  /** Bill day of the example's account, 1..31; null: the day of its first fact. */
  readonly billDay: number | null
  /** IANA zone of the account; null: the operator's. */
  readonly zone: string | null
  readonly steps: readonly ExampleStep[]
  readonly at: RuleRef
}

/** Of a customer whose account is kept in that currency. */
export interface Example extends DeclaredExample {
  readonly currency: string
}

export type ExampleStep = ExampleFactStep | ExampleExpectationStep

export interface ExampleFactStep {
  readonly kind: 'fact'
  readonly on: Temporal.PlainDate
  /** Wall clock of the account's zone; null for a fact of the whole day. */
  readonly time: Temporal.PlainTime | null
  /** The day on which it becomes known, where that is written; null: when it happens, or when the line is told if later. */
  readonly known: Temporal.PlainDate | null
  readonly fact: ExampleFact
  readonly at: RuleRef
}

export interface ExampleExpectationStep {
  readonly kind: 'expectation'
  readonly expectation: Expectation
  readonly at: RuleRef
}

/** When a change takes effect, where no day is named. */
export type ExampleTime = 'next-cycle' | 'end-of-term'

/** `of` names a subscription by its `as`; null: the only one. Amounts are micro units of the operator's currency. */
export type ExampleFact =
  | {
      readonly do: 'subscribe'
      readonly plan: string
      readonly as: string | null
      readonly features: readonly string[]
      /** Further numbers that it pays for. */
      readonly numbers: readonly string[]
    }
  | {
      readonly do: 'change'
      readonly plan: string
      readonly of: string | null
      readonly when: ExampleTime | null
      /** What becomes of a change that is pending; null when nothing is said. */
      readonly pending: 'replace' | 'keep' | null
    }
  | { readonly do: 'feature'; readonly feature: string; readonly state: 'on' | 'off'; readonly of: string | null }
  | {
      readonly do: 'suspend'
      /** Its kind; null when none is said. */
      readonly suspension: string | null
      readonly of: string | null
      readonly when: ExampleTime | null
    }
  /** `instead`: the number that it takes the place of; null: the first. */
  | { readonly do: 'renumber'; readonly to: string; readonly instead: string | null; readonly of: string | null }
  /** Between the example's account (null) and another one. */
  | { readonly do: 'move'; readonly from: string | null; readonly to: string | null; readonly of: string | null }
  | { readonly do: 'move-bill-day'; readonly billDay: number }
  | { readonly do: 'resume' | 'terminate'; readonly of: string | null; readonly when: ExampleTime | null }
  | {
      readonly do: 'withdraw'
      readonly what: 'change' | 'feature' | 'renumber' | 'move' | 'suspend' | 'resume' | 'terminate'
      readonly of: string | null
    }
  | {
      readonly do: 'use'
      readonly service: string
      readonly quantity: Quantity
      /** As dialled, '' when there is none. */
      readonly to: string
      /** The calling number, or the name of the subscription that is no number; '' when nothing is said. */
      readonly from: string
      /** Micro units of the operator's currency; null when nothing is said. */
      readonly value: bigint | null
      readonly of: string | null
    }
  | {
      readonly do: 'charge' | 'credit'
      readonly amount: bigint
      readonly text: string
      readonly category: string | null
      /** null: of the account. */
      readonly of: string | null
    }
  | {
      readonly do: 'tax-place'
      readonly place: string
      readonly taxId: string | null
      /** null: of the account. */
      readonly of: string | null
    }
  | {
      readonly do: 'tax-exemption'
      readonly tax: string
      readonly certificate: string
      readonly until: Temporal.PlainDate | null
    }
  | ({ readonly do: 'pay'; readonly reference: string | null } & ExamplePayment)
  | ({ readonly do: 'fail'; readonly reason: string | null } & ExamplePayment)
  /** Credit is paid out; null: all that is free, by bank. */
  | {
      readonly do: 'refund'
      readonly amount: bigint | null
      readonly method: string | null
      readonly reason: string
      readonly reference: string | null
    }
  /** A payment is taken back: the newest, when no reference is given. */
  | { readonly do: 'reverse'; readonly reference: string | null }
  | ({ readonly do: 'top-up'; readonly amount: bigint; readonly method: string | null } & ExampleFilling)
  | ({ readonly do: 'grant'; readonly reason: string } & ExampleGift & ExampleFilling)
  /** `of` null: all of the account. */
  | {
      readonly do: 'join'
      readonly group: string
      readonly until: Temporal.PlainDate | null
      readonly of: string | null
    }
  | { readonly do: 'leave'; readonly group: string; readonly of: string | null }
  /** By members that are of other accounts. */
  | { readonly do: 'group-use'; readonly group: string; readonly service: string; readonly quantity: Quantity }
  | {
      readonly do: 'deed'
      readonly deed: string
      readonly to: 'account' | 'subscription'
      readonly fields: Readonly<Record<string, string | number | boolean>>
      readonly of: string | null
    }
  /** Of the request that waits longest at the retention desk: an offer is taken, or the customer is let go. */
  | { readonly do: 'accept-offer'; readonly offer: string; readonly of: string | null }
  | { readonly do: 'let-go'; readonly of: string | null }
  | { readonly do: 'bill' }
  | { readonly do: 'advance' }

/** null: what is owed, the oldest invoice first, by bank. */
interface ExamplePayment {
  readonly amount: bigint | null
  readonly invoice: string | null
  readonly method: string | null
}

/** One of them is not null. */
interface ExampleGift {
  readonly amount: bigint | null
  readonly quantity: Quantity | null
}

/** Of a pocket of the account. */
export interface ExampleFilling {
  /** What alone it pays for; null: all that is counted in its unit. */
  readonly services: readonly string[] | null
  /** The first day on which it can no longer be used; null: it does not lapse. */
  readonly until: Temporal.PlainDate | null
  /** 1 is used first; null: 100. */
  readonly priority: number | null
}

export type Expectation =
  /** What the last usage before it costs, exact to six decimals. */
  | { readonly expect: 'charge'; readonly amount: bigint }
  /** The last invoice: all its lines, in any order, its number, its total and the day on which it is due when they are written. */
  | ExpectedInvoice
  /** The line before, or the days on the way to it, made none. */
  | { readonly expect: 'no-invoice' }
  /** Total of the last invoice. */
  | { readonly expect: 'total'; readonly amount: bigint }
  /** What the account owes; negative: what it has in credit. */
  | { readonly expect: 'balance'; readonly amount: bigint }
  /** What is held of the customer as a security. */
  | { readonly expect: 'bond'; readonly amount: bigint }
  /** What all pockets of the account hold together, of money. */
  | { readonly expect: 'pockets'; readonly amount: bigint }
  /** The same of another unit. */
  | { readonly expect: 'pockets-of'; readonly quantity: Quantity }
  /** What was earned so far; of a layer or a partner, or of all. */
  | { readonly expect: 'commission'; readonly amount: bigint; readonly of: string | null }
  /** Whether the line before, or the days on the way to it, sent the message of that name. */
  | { readonly expect: 'message'; readonly name: string; readonly sent: boolean }
  /** The state of a subscription; `of` null: the only one. Active: with nothing barred or throttled. */
  | {
      readonly expect: 'service'
      readonly state: ExpectedState
      /** The kind of the suspension; null: any, or none. */
      readonly suspension: string | null
      readonly of: string | null
    }
  /** Policies, or a service that ran out, have barred or throttled something; `what` null: anything. */
  | {
      readonly expect: 'restricted'
      readonly state: 'barred' | 'throttled'
      readonly what: string | null
      readonly of: string | null
    }
  /** What is left of a service; null: it is unlimited. */
  | {
      readonly expect: 'remaining'
      readonly service: string
      readonly quantity: Quantity | null
      readonly of: string | null
    }
  /** The fact before it was refused or went to the retention desk, the usage before it was quarantined, or the account was parked at the fact before it. */
  | { readonly expect: 'refused' | 'retained' | 'quarantined' | 'parked'; readonly reason: string }

export type ExpectedState = 'active' | 'suspended' | 'terminated'

export interface ExpectedInvoice {
  readonly expect: 'invoice'
  readonly number: string | null
  readonly lines: readonly ExpectedLine[]
  /** All of them, when one is written. */
  readonly taxes: readonly ExpectedTax[]
  /** The lines without tax. */
  readonly net: bigint | null
  readonly total: bigint | null
  readonly due: Temporal.PlainDate | null
}

export interface ExpectedTax {
  /** Title and rate: 'VAT 19%'. */
  readonly title: string
  readonly amount: bigint
}

export interface ExpectedLine {
  readonly sign: 'charge' | 'credit'
  readonly title: string
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
  /** Signed as on the invoice: a credit is negative. */
  readonly amount: bigint
  readonly at: RuleRef
}
