import { defineEntity, p } from '@mikro-orm/core'
import { PlainDateType, tenantOnly } from '../persistence/index.ts'

/** A publication without which bills are made too, to see what it moves. */
export interface MovingPublication {
  readonly id: string
  /** ISO 8601. */
  readonly publishedAt: string
  /**
   * Whom it moves: `all` for whose days that are over it holds; `used` that day, for it holds from that of its publication on; `settled` at billing,
   * for it holds from a later day on.
   */
  readonly moves: 'all' | 'used' | 'settled'
  /** Of `used`: when its first day begins, ISO 8601. */
  readonly startsAt: string | null
}

/** What stands otherwise in the rules, and where. */
export interface MovedRule {
  readonly kind: 'added' | 'removed' | 'changed'
  /** 'tiers data-steps', 'plan mobile-40 > include' */
  readonly name: string
  readonly file: string
  readonly line: number
}

/** What bills are compared for; names null: every account is looked at. */
export interface BillBasis {
  readonly publications: readonly MovingPublication[]
  readonly names: { readonly plans: readonly string[]; readonly features: readonly string[] } | null
  /** The first ones. */
  readonly rules: readonly MovedRule[]
  /** How many there are. */
  readonly changes: number
}

/** What all next bills move by. Amounts in micro, as text. */
export interface BillSums {
  readonly accounts: number
  readonly before: string
  readonly after: string
  /** Accounts that cannot be billed. */
  readonly parked: number
  /** Of accounts in other currencies than that of the proposal, whose amounts are in no other sum. */
  readonly others?: readonly {
    readonly currency: string
    readonly accounts: number
    readonly before: string
    readonly after: string
  }[]
}

/** Accounts whose bills are compared in one transaction. */
export const ReratingBillChunkTable = defineEntity({
  name: 'ReratingBillChunk',
  ...tenantOnly('rerating_bill_chunk'),
  properties: {
    tenant: p.text().primary(),
    rerating: p.integer().primary(),
    number: p.integer().primary(),
    firstAccount: p.uuid(),
    lastAccount: p.uuid(),
    accounts: p.integer(),
    done: p.boolean().default(false)
  }
})

/** An account whose next bill moves, or cannot be made. */
export const ReratingBillTable = defineEntity({
  name: 'ReratingBill',
  ...tenantOnly('rerating_bill'),
  properties: {
    tenant: p.text().primary(),
    rerating: p.integer().primary(),
    account: p.uuid().primary(),
    billDate: p.type(PlainDateType),
    /** What it comes to, micro; null when it cannot be made, or is no bill of its own. */
    before: p.bigint('bigint').nullable(),
    after: p.bigint('bigint').nullable(),
    /** Why it cannot be made. */
    detail: p.text().nullable(),
    /** On whose invoice its lines stand. */
    billedWith: p.uuid().nullable()
  }
})
