// Why a voucher gives nothing.
import { formatHeld, isCurrency } from '@farthing/billing-core/values'
import type { AccountRow } from '../accounts/index.ts'
import type { DeedRefusalReason } from '../deeds/index.ts'
import type { Refusal } from '../http/index.ts'
import type { PocketRefusal } from '../pockets/index.ts'
import type { VoucherBatch } from './voucher-batch.ts'
import type { LockedVoucher } from './voucher-book.ts'

export type VoucherRefusal =
  | PocketRefusal
  | DeedRefusalReason
  | 'misspelt-voucher'
  | 'unknown-voucher'
  | 'too-many-tries'
  | 'voucher-blocked'
  | 'voucher-expired'
  | 'voucher-used-up'
  | 'already-redeemed'
  | 'other-currency'

/** Of a code that exists. Under its lock. */
export function refusedVoucher(
  account: AccountRow,
  batch: VoucherBatch,
  voucher: LockedVoucher,
  now: Temporal.Instant
): Refusal<VoucherRefusal> | undefined {
  const refused = (reason: VoucherRefusal, detail: string) => ({ ok: false, reason, detail }) as const
  const name = `${voucher.batch}-${voucher.serial}`
  const { gives, usesEach, usesPerAccount, validUntil } = batch
  const blocked = batch.blockedBecause ?? voucher.blockedBecause
  if (blocked !== null) return refused('voucher-blocked', `Voucher ${name} is blocked: ${blocked}.`)
  if (validUntil !== null && Temporal.Instant.compare(validUntil, now) <= 0)
    return refused('voucher-expired', `Voucher ${name} could be redeemed until ${validUntil}.`)
  if (gives.kind === 'pocket' && isCurrency(gives.unit) && gives.unit !== account.currency) {
    return refused(
      'other-currency',
      `Voucher ${name} has ${formatHeld(gives.amount, gives.unit)}, and ${account.number} pays in ${account.currency}.`
    )
  }
  if (gives.kind === 'deed' && gives.currency !== null && gives.currency !== account.currency) {
    const detail = `Voucher ${name} names amounts in ${gives.currency}, and ${account.number} pays in ${account.currency}.`
    return refused('other-currency', detail)
  }
  if (voucher.usedByAccount >= usesPerAccount)
    return refused(
      'already-redeemed',
      `${account.number} has redeemed voucher ${name} ${times(voucher.usedByAccount)}, as often as one account may: see its ${gives.kind === 'pocket' ? 'pockets' : 'facts'}.`
    )
  if (voucher.usesLeft > 0) return undefined
  return refused('voucher-used-up', `Voucher ${name} was redeemed ${times(usesEach)}, as often as it may be.`)
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`)
