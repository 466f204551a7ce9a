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
    /** What each use fills a pocket with, in parts of the unit. */
    unit: p.text(),
    amount: p.bigint('bigint'),
    priority: p.integer(),
    /** Days of the account's zone after that of the use; null: the pocket never ends. */
    lifetimeDays: p.integer().nullable(),
    /** The first instant at which no code is taken any more; null: never. */
    validUntil: p.type(InstantType).nullable(),
    usesEach: p.integer(),
    usesPerAccount: p.integer(),
    madeAt: p.type(InstantType),
    blockedAt: p.type(InstantType).nullable(),
    blockedBecause: p.text().nullable()
  }
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

/** One use of a voucher, and the pocket that it filled. */
export const VoucherRedemptionTable = defineEntity({
  name: 'VoucherRedemption',
  ...tenantOnly('voucher_redemption'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    pocket: p.uuid().primary(),
    batch: p.integer(),
    serial: p.integer(),
    redeemedAt: p.type(InstantType)
  },
  indexes: [{ name: 'voucher_redemption_of', properties: ['tenant', 'batch', 'serial'] }]
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
