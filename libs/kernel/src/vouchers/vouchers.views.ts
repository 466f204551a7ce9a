// The shapes of vouchers over HTTP.
import { spelledVoucher } from '@farthing/billing-core'
import { formatParts, unitName } from '@farthing/billing-core/values'
import { z } from 'zod'
import { FactView, factView } from '../accounts/index.ts'
import { GivenCurrency, GivenNumber, GivenSubscription } from '../http/index.ts'
import {
  GivenInstant,
  Group,
  HeldAmount,
  HeldUnit,
  PocketView,
  pocketView,
  Priority,
  Services
} from '../pockets/index.ts'
import type { Redeemed } from './redeem-voucher.ts'
import type { VoucherBatch } from './voucher-batch.ts'
import type { ListedVoucher } from './voucher-book.ts'
import type { MadeVouchers } from './vouchers.service.ts'

const MOST_VOUCHERS = 10_000
const LONGEST_LIFE_DAYS = 3660
const MOST_USES = 1_000_000
const USUAL_PRIORITY = 100

const Code = z.string().min(1).max(100).describe('In any case, with any blanks and hyphens.')
const Because = z.string().trim().min(1).max(200).describe('Told to whoever tries it.')

const Deed = z
  .strictObject({
    deed: z.string().min(1).max(100).describe('Of those that `GET /deeds` lists.'),
    fields: z
      .record(z.string().max(100), z.union([z.string(), z.number(), z.boolean()]))
      .default({})
      .describe('What is said of it, the same for whoever redeems it.'),
    currency: GivenCurrency.optional().describe(
      'Of the amounts among them, and in which whoever redeems it pays; where rules bill in one currency, that, when left out.'
    )
  })
  .describe('What each use does, in place of filling a pocket with an amount.')
  .meta({ id: 'VoucherDeed' })

/** A pocket's amount and unit, or a deed. */
export const NewVouchersBody = z
  .strictObject({
    count: z.int().min(1).max(MOST_VOUCHERS),
    name: z.string().trim().min(1).max(100).describe('What they are for: the pockets that they fill say so.'),
    ...{
      amount: HeldAmount.optional(),
      unit: HeldUnit.optional(),
      services: Services.optional(),
      priority: Priority.unwrap().optional().describe('1 is used first; 100 when left out.')
    },
    gives: Deed.optional(),
    lifetimeDays: z
      .int()
      .min(1)
      .max(LONGEST_LIFE_DAYS)
      .optional()
      .describe('Whole days that a pocket lasts after that of the use; without end when left out.'),
    validUntil: GivenInstant.optional().describe('The first instant at which no code is taken any more.'),
    usesEach: z.int().min(1).max(MOST_USES).default(1).describe('How often each code may be used.'),
    usesPerAccount: z.int().min(1).max(MOST_USES).default(1).describe('How often by one account.')
  })
  .transform(({ amount, gives, lifetimeDays, priority, services, unit, ...terms }, context) => {
    const refuse = (field: string, message: string): never => {
      context.addIssue({ code: 'custom', path: [field], message })
      return z.NEVER
    }
    if (gives === undefined) {
      if (amount === undefined) return refuse('amount', 'say what they give: an amount and its unit, or a deed')
      if (unit === undefined) return refuse('unit', 'say what the amount is of: AUD, GB, min')
      const pocket = {
        amount,
        unit,
        services,
        priority: priority ?? USUAL_PRIORITY,
        lifetimeDays: lifetimeDays ?? null
      }
      return { ...terms, gives: { kind: 'pocket' as const, ...pocket } }
    }
    const ofPocket = Object.entries({ amount, unit, services, priority, lifetimeDays }).find(
      ([, value]) => value !== undefined
    )
    if (ofPocket !== undefined) return refuse(ofPocket[0], 'of a pocket, and these vouchers do a deed: leave it out')
    const { currency = null, ...deed } = gives
    return { ...terms, gives: { kind: 'deed' as const, ...deed, currency } }
  })
  .meta({ id: 'NewVouchers' })

export const RedemptionBody = z
  .strictObject({
    code: Code,
    subscription: GivenSubscription.optional().describe(
      'Whose use alone it is to pay, or to which the deed is done: its id, or a number or login that it holds today; left out: the account.'
    ),
    group: Group
  })
  .meta({ id: 'VoucherRedemption' })

export const VoucherBlockBody = z
  .strictObject({
    code: Code.optional(),
    batch: z.int().min(1).optional(),
    serial: z.int().min(1).optional().describe('A voucher of the batch; all of it when left out.'),
    reason: Because
  })
  .transform(({ batch, code, reason, serial }, context) => {
    if (code !== undefined && batch === undefined && serial === undefined) return { code, reason }
    if (code === undefined && batch !== undefined) return { batch, reason, ...(serial !== undefined && { serial }) }
    const message = 'say what to block: a code alone, or a batch, or a batch and the serial of one of its vouchers'
    context.addIssue({ code: 'custom', path: [code === undefined ? 'batch' : 'code'], message })
    return z.NEVER
  })
  .describe('A code, a voucher of a batch, or all of a batch.')
  .meta({ id: 'VoucherBlock' })

export const BatchesQuery = z.strictObject({
  before: GivenNumber.optional().describe('Older than the batch of this number.'),
  limit: z.coerce.number().int().min(1).max(100).default(20)
})
export const BatchVouchersQuery = z.strictObject({
  after: GivenNumber.optional().describe('From the serial after this one on.'),
  limit: z.coerce.number().int().min(1).max(1000).default(200)
})

export const VoucherBatchView = z
  .object({
    number: z.int(),
    name: z.string(),
    vouchers: z.int(),
    ...{ amount: z.string().nullable(), unit: z.string().nullable(), priority: z.int().nullable() },
    services: z.array(z.string()).nullable().describe('That alone its pockets pay for; null: all.'),
    lifetimeDays: z.int().nullable(),
    gives: z
      .object({ deed: z.string(), fields: z.record(z.string(), z.unknown()) })
      .nullable()
      .describe('The deed that each use does; null: it fills a pocket.'),
    ...{ validUntil: z.string().nullable(), usesEach: z.int(), usesPerAccount: z.int(), madeAt: z.string() },
    blocked: z.string().nullable().describe('Why all of it is blocked.'),
    uses: z
      .object({ used: z.int(), left: z.int(), expired: z.int(), blocked: z.int() })
      .describe('Together: vouchers times usesEach.')
  })
  .meta({ id: 'VoucherBatch' })
export type VoucherBatchView = z.infer<typeof VoucherBatchView>

export const MadeVouchersView = z
  .object({
    batch: VoucherBatchView,
    codes: z
      .array(z.object({ serial: z.int(), code: z.string() }))
      .optional()
      .describe('In this answer alone: only hashes are kept. The same request again is answered without them.')
  })
  .meta({ id: 'MadeVouchers' })
export type MadeVouchersView = z.infer<typeof MadeVouchersView>

export const VoucherView = z
  .object({
    serial: z.int(),
    usesLeft: z.int(),
    blocked: z.string().nullable(),
    uses: z.array(
      z.object({
        account: z.string(),
        pocket: z.int().nullable().describe('Number of the pocket that it filled.'),
        fact: z.string().nullable().describe('Id of the fact of the deed that it did.'),
        at: z.string()
      })
    )
  })
  .meta({ id: 'Voucher' })
export type VoucherView = z.infer<typeof VoucherView>

export const RedeemedView = z
  .object({
    voucher: z.string(),
    pocket: PocketView.nullable().describe('That it filled.'),
    fact: FactView.nullable().describe('Of the deed that it did.')
  })
  .meta({ id: 'RedeemedVoucher' })
export type RedeemedView = z.infer<typeof RedeemedView>

export function batchView(batch: VoucherBatch): VoucherBatchView {
  const { blocked, expired, gives, left, name, number, used, vouchers } = batch
  return {
    ...{ number, name, vouchers },
    ...givesView(gives),
    validUntil: batch.validUntil?.toString() ?? null,
    ...{ usesEach: batch.usesEach, usesPerAccount: batch.usesPerAccount, madeAt: batch.madeAt.toString() },
    blocked: batch.blockedBecause,
    uses: { used, left, expired, blocked }
  }
}

function givesView(gives: VoucherBatch['gives']) {
  if (gives.kind === 'deed') {
    const { deed, fields } = gives
    const pocket = { amount: null, unit: null, services: null, priority: null, lifetimeDays: null }
    return { ...pocket, gives: { deed, fields: { ...fields } } }
  }
  const { amount, lifetimeDays, priority, services, unit } = gives
  const held = { amount: formatParts(amount, unit), unit: unitName(unit), services: services && [...services] }
  return { ...held, priority, lifetimeDays, gives: null }
}

/** With its codes. */
export function madeView({ batch, codes }: MadeVouchers): {
  batch: VoucherBatchView
  codes: { serial: number; code: string }[]
} {
  return {
    batch: batchView(batch),
    codes: codes.map((code, index) => ({ serial: index + 1, code: spelledVoucher(code) }))
  }
}

export function voucherView({ blockedBecause, serial, uses, usesLeft }: ListedVoucher): VoucherView {
  return { serial, usesLeft, blocked: blockedBecause, uses: [...uses] }
}

export function redeemedView({ gave, voucher }: Redeemed): RedeemedView {
  return gave.kind === 'pocket'
    ? { voucher, pocket: pocketView(gave.pocket), fact: null }
    : { voucher, pocket: null, fact: factView(gave.fact) }
}
