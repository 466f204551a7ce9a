import { defineEntity, p } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly } from '../persistence/index.ts'
import { type BillBasis, type BillSums, ReratingBillChunkTable, ReratingBillTable } from './rerating-bills.tables.ts'

export type ReratingState = 'finding' | 'nothing' | 'proposed' | 'applied' | 'withdrawn'

/** Which usage a proposal looks at; null: all. */
export interface ReratingChoice {
  /** Days of the operator on which uses began: YYYY-MM-DD, half-open. */
  readonly from: string | null
  readonly until: string | null
  /** Ids. */
  readonly accounts: readonly string[] | null
  /** Name of the tariff by which they are rated now. */
  readonly tariff: string | null
  /** Of plans that rate in real time: a proposal that nobody asked for. */
  readonly rating: 'real-time' | null
}

/** What workers read of it: accounts stand in rows of their own. */
export type ChosenUsage = Omit<ReratingChoice, 'accounts'>

export const EVERYTHING: ReratingChoice = { from: null, until: null, accounts: null, tariff: null, rating: null }

/** Uses of a class that began in a span, epoch milliseconds; null is without end. */
export interface StoredSpan {
  readonly id: number
  readonly fromMs: number | null
  readonly untilMs: number | null
}

/** What was found, when all chunks were gone through. Amounts in micro, as text. */
export interface StoredSummary {
  readonly examined: number
  readonly changed: number
  readonly unrated: number
  /** Of those that change: pockets have paid them, and the next bill settles the difference of what money paid. */
  readonly prepaid: number
  readonly accounts: number
  readonly before: string
  readonly after: string
  readonly invoiced: {
    readonly accounts: number
    readonly events: number
    readonly before: string
    readonly after: string
  }
  readonly late: { readonly accounts: number; readonly events: number; readonly amount: string }
  readonly moves: readonly StoredMove[]
  /** Of accounts in other currencies than that of the proposal, whose amounts are in no other sum; none of proposals that were made before. */
  readonly others?: readonly MovedInCurrency[]
}

export interface MovedInCurrency {
  readonly currency: string
  readonly accounts: number
  readonly events: number
  readonly before: string
  readonly after: string
  /** Uses among them that standing bills have. */
  readonly invoiced: number
  /** Uses that came when the bill of their day had been made. */
  readonly late: number
  readonly lateAmount: string
}

/** What moved from one class of usage to another, biggest first. */
export interface StoredMove {
  readonly previousClass: number
  readonly class: number
  readonly events: number
  readonly before: string
  readonly after: string
  /** The one whose price moved most. */
  readonly event: string
}

/** A proposal to price usage anew, and what became of it. */
export const ReratingTable = defineEntity({
  name: 'Rerating',
  ...tenantOnly('rerating'),
  properties: {
    tenant: p.text().primary(),
    id: p.integer().primary(),
    state: p.text().$type<ReratingState>(),
    /** Rules and facts count up to it. */
    knownAt: p.type(InstantType),
    /** Prices are those of a bill of this day. */
    billDate: p.type(PlainDateType),
    /** How many there were: one more and the proposal is out of date. */
    publications: p.integer(),
    appliedBefore: p.integer(),
    choice: p.json<ReratingChoice>(),
    spans: p.json<readonly StoredSpan[]>(),
    currency: p.text(),
    summary: p.json<StoredSummary>().nullable(),
    /** What the next bills are compared for; null: they are not looked at. */
    billBasis: p.json<BillBasis>().nullable(),
    /** What they move by; null while that is not known. */
    bills: p.json<BillSums>().nullable(),
    /** When it was applied or withdrawn. */
    endedAt: p.type(InstantType).nullable(),
    /** Applied without anybody who looked at it. */
    byItself: p.boolean().default(false)
  }
})

/** Up to which instant usage that is rated in real time was looked at, and what came of it last. */
export const ReratingLookTable = defineEntity({
  name: 'ReratingLook',
  ...tenantOnly('rerating_look'),
  properties: {
    tenant: p.text().primary(),
    knownAt: p.type(InstantType),
    /** How many publications there were: by one more, everything is looked at. */
    publications: p.integer(),
    /** The proposal that was made last. */
    rerating: p.integer()
  }
})

/** One of the accounts that a proposal is about; without any it is about all. */
export const ReratingAskedTable = defineEntity({
  name: 'ReratingAsked',
  ...tenantOnly('rerating_asked'),
  properties: {
    tenant: p.text().primary(),
    rerating: p.integer().primary(),
    account: p.uuid().primary()
  }
})

/** An account about which something became known after usage of it had arrived, and the first instant that it touches. */
export const ReratingNewsTable = defineEntity({
  name: 'ReratingNews',
  ...tenantOnly('rerating_news'),
  properties: {
    tenant: p.text().primary(),
    rerating: p.integer().primary(),
    account: p.uuid().primary(),
    starts: p.type(InstantType)
  }
})

/** The usage of one week and of a range of accounts, found in one transaction. */
export const ReratingChunkTable = defineEntity({
  name: 'ReratingChunk',
  ...tenantOnly('rerating_chunk'),
  properties: {
    tenant: p.text().primary(),
    rerating: p.integer().primary(),
    number: p.integer().primary(),
    week: p.type(InstantType),
    firstAccount: p.uuid(),
    lastAccount: p.uuid(),
    rows: p.integer(),
    /** Null until it was gone through. */
    examined: p.integer().nullable(),
    changed: p.integer().nullable(),
    unrated: p.integer().nullable(),
    prepaid: p.integer().nullable()
  }
})

/** What a re-rating is for one account. Micro. */
export const ReratingAccountTable = defineEntity({
  name: 'ReratingAccount',
  ...tenantOnly('rerating_account'),
  properties: {
    tenant: p.text().primary(),
    rerating: p.integer().primary(),
    account: p.uuid().primary(),
    events: p.integer(),
    before: p.bigint('bigint'),
    after: p.bigint('bigint'),
    /** Of these, what a standing bill has: the next one corrects it. */
    invoicedEvents: p.integer(),
    invoicedBefore: p.bigint('bigint'),
    invoicedAfter: p.bigint('bigint'),
    /** Came when the bill of their day had been made: the next one brings them. */
    lateEvents: p.integer(),
    lateAmount: p.bigint('bigint'),
    /** When the last use began whose price moves. */
    lastStart: p.type(InstantType).nullable()
  }
})

/** A use that cannot be rated by what is known now; it keeps its price. */
export const ReratingUnratedTable = defineEntity({
  name: 'ReratingUnrated',
  ...tenantOnly('rerating_unrated'),
  properties: {
    tenant: p.text().primary(),
    rerating: p.integer().primary(),
    chunk: p.integer().primary(),
    event: p.text().primary(),
    account: p.uuid(),
    detail: p.text()
  }
})

/**
 * A use with the price it had and the one that it gets. Of those of one use that
 * belong to re-ratings which were applied, the last is its price of now: see `price_now`.
 */
export const RepricedUsageTable = defineEntity({
  name: 'RepricedUsage',
  ...tenantOnly('rerated_usage'),
  properties: {
    quantity: p.bigint('bigint'),
    previousBilled: p.bigint('bigint'),
    previousAmount: p.bigint('bigint'),
    previousClass: p.bigint('bigint'),
    billed: p.bigint('bigint'),
    amount: p.bigint('bigint'),
    class: p.bigint('bigint'),
    startedAt: p.type(InstantType),
    tenant: p.text().primary(),
    /** As the use itself has it. */
    week: p.type(InstantType).primary(),
    account: p.uuid().primary(),
    event: p.text().primary(),
    rerating: p.integer().primary(),
    /** Was on a standing bill when it was found. */
    invoiced: p.boolean()
  },
  indexes: [
    {
      name: 'rerated_usage_rerating',
      expression: 'create index "rerated_usage_rerating" on "rerated_usage" using brin ("rerating")'
    }
  ]
})

export const reratingTables = [
  ReratingTable,
  ReratingLookTable,
  ReratingAskedTable,
  ReratingNewsTable,
  ReratingChunkTable,
  ReratingAccountTable,
  ReratingUnratedTable,
  RepricedUsageTable,
  ReratingBillChunkTable,
  ReratingBillTable
]
