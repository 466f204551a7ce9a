import { defineEntity, p, type InferEntity } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly } from '../persistence/index.ts'

/** One grant or top-up and what is left of it: kept beside the ledger, so that a debit reads one row and not all postings. */
export const PocketTable = defineEntity({
  name: 'Pocket',
  ...tenantOnly('pocket'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    id: p.uuid().primary(),
    /** Counts the account's pockets from 1. */
    number: p.integer(),
    /** Whose use alone it pays; null: shared by all of the account. */
    subscription: p.uuid().nullable(),
    /** Number of the group whose members it pays for; null: it is the account's own. */
    pocketGroup: p.text().nullable(),
    /** ISO 4217 code, 'second', 'byte', 'message', 'event', or a declared unit such as 'points/0'. */
    unit: p.text(),
    /** What alone it pays for; null: all that is counted in its unit. */
    services: p.array().nullable(),
    priority: p.integer(),
    reason: p.text(),
    openedAt: p.type(InstantType),
    expiresAt: p.type(InstantType).nullable(),
    /** Parts of the unit: what the ledger says, and how much of it reservations hold. */
    balance: p.bigint('bigint'),
    reserved: p.bigint('bigint'),
    /** What indexes go by: it changes with the last of a balance only, so that other debits touch no index. */
    filled: p.boolean().generated('(balance > 0) stored')
  },
  uniques: [{ name: 'pocket_number', properties: ['tenant', 'account', 'number'] }],
  indexes: [
    {
      name: 'pocket_filled',
      expression: 'create index "pocket_filled" on "pocket" ("tenant", "account") where filled'
    },
    {
      name: 'pocket_expiry',
      expression: 'create index "pocket_expiry" on "pocket" ("tenant", "expires_at") where filled'
    }
  ],
  checks: [{ name: 'pocket_never_overdrawn', expression: 'reserved >= 0 and balance >= reserved' }]
})
export type PocketTableRow = InferEntity<typeof PocketTable>

/** Accounts and subscriptions that use pockets together. */
export const PocketGroupTable = defineEntity({
  name: 'PocketGroup',
  ...tenantOnly('pocket_group'),
  properties: {
    tenant: p.text().primary(),
    number: p.text().primary(),
    name: p.text(),
    /** The account that its pockets are of, in the ledger. */
    owner: p.uuid(),
    madeAt: p.type(InstantType)
  },
  indexes: [{ name: 'pocket_group_owner', properties: ['tenant', 'owner'] }]
})

export const PocketGroupMemberTable = defineEntity({
  name: 'PocketGroupMember',
  ...tenantOnly('pocket_group_member'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    id: p.uuid().primary(),
    pocketGroup: p.text(),
    /** The group's, beside it: who looks for pockets looks by account. */
    owner: p.uuid(),
    /** Null: all of the account. */
    subscription: p.uuid().nullable(),
    /** Days of the member's zone, half-open; null: open. */
    fromDay: p.type(PlainDateType),
    untilDay: p.type(PlainDateType).nullable(),
    /** When that was told. */
    known: p.type(InstantType)
  },
  indexes: [
    { name: 'pocket_group_member_of', properties: ['tenant', 'pocketGroup'] },
    { name: 'pocket_group_member_known', properties: ['tenant', 'known'] }
  ]
})

export const pocketTables = [PocketTable, PocketGroupTable, PocketGroupMemberTable]
