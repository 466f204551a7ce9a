import { defineEntity, p } from '@mikro-orm/core'
import { InstantType, tenantOnly } from '../persistence/index.ts'

/** Vouchers that were made together, and what each of them is worth. */
export const VoucherBatchTable = defineEntity({
  name: 'VoucherBatch',
  ...tenantOnly('voucher_batch'),
  properties: {
    tenant: p.text().primary(),
    number: p.integer().primary(),
    name: p.text(),
    vouchers: p.integer(),
    /** What each use fills a pocket with, in parts of the unit; null where it does a deed. */
    unit: p.text().nullable(),
    amount: p.bigint('bigint').nullable(),
    /** What alone that pays for; null: all that is counted in its unit. */
    services: p.array().nullable(),
    priority: p.integer().nullable(),
    /** Days of the account's zone after that of the use; null: the pocket never ends. */
    lifetimeDays: p.integer().nullable(),
    /** The first instant at which no code is taken any more; null: never. */
    validUntil: p.type(InstantType).nullable(),
    usesEach: p.integer(),
    usesPerAccount: p.integer(),
    madeAt: p.type(InstantType),
    blockedAt: p.type(InstantType).nullable(),
    blockedBecause: p.text().nullable(),
    /** What each use does; null where it fills a pocket. */
    deed: p.text().nullable(),
    fields: p.json().nullable(),
    /** Of the amounts that the deed names; null: it names none, or the batch is from before. */
    currency: p.text().nullable()
  },
  checks: [{ name: 'voucher_batch_gives_one', expression: '(deed is null) = (unit is not null)' }]
})

/** One code, of which nobody can read more than its hash. */
export const VoucherTable = defineEntity({
  name: 'Voucher',
  ...tenantOnly('voucher'),
  properties: {
    tenant: p.text().primary(),
    batch: p.integer().primary(),
    serial: p.integer().primary(),
    /** SHA-256 of the code, in hexadecimal. */
    codeHash: p.text(),
    usesLeft: p.integer(),
    blockedAt: p.type(InstantType).nullable(),
    blockedBecause: p.text().nullable()
  },
  uniques: [{ name: 'voucher_code', properties: ['tenant', 'codeHash'] }],
  checks: [{ name: 'voucher_never_overused', expression: 'uses_left >= 0' }]
})

/** One use of a voucher, and the pocket that it filled or the fact of the deed that it did. */
export const VoucherRedemptionTable = defineEntity({
  name: 'VoucherRedemption',
  ...tenantOnly('voucher_redemption'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    batch: p.integer().primary(),
    serial: p.integer().primary(),
    /** From 1 on, of the account's uses of this voucher. */
    use: p.integer().primary(),
    pocket: p.uuid().nullable(),
    fact: p.uuid().nullable(),
    redeemedAt: p.type(InstantType)
  },
  indexes: [{ name: 'voucher_redemption_of', properties: ['tenant', 'batch', 'serial'] }],
  checks: [{ name: 'voucher_redemption_gave_one', expression: '(fact is null) = (pocket is not null)' }]
})

/** Codes that there are not, tried for an account. */
export const VoucherMissTable = defineEntity({
  name: 'VoucherMiss',
  ...tenantOnly('voucher_miss'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    misses: p.integer(),
    /** When they count no longer. */
    forgottenAt: p.type(InstantType)
  }
})

export const voucherTables = [VoucherBatchTable, VoucherTable, VoucherRedemptionTable, VoucherMissTable]
