// Fills a pocket by a voucher's code: exactly as often as allowed, whoever asks at once.
import { type ReadVoucher, readVoucher } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { type AccountRow, AccountsService } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { lockAccounts } from '../payments/index.ts'
import { Clock, KernelSettings, Outbox, Persistence } from '../persistence/index.ts'
import { FilledPockets, type PocketRow, refusedPocket } from '../pockets/index.ts'
import { batchNumbered, type VoucherBatch } from './voucher-batch.ts'
import { addMiss, lockVoucher, type LockedVoucher, missesOf, useVoucher } from './voucher-book.ts'
import { refusedVoucher, type VoucherRefusal } from './voucher-refusals.ts'

/** Codes that there are not, tried for one account before it has to wait, and for how long they count. */
export const MOST_MISSES = 5
const MISSES_COUNT = { minutes: 15 }

export interface Redemption {
  readonly code: string
  /** Whose use alone it is to pay; null: all of the account's. */
  readonly subscription: string | null
  /** Number of a group of the account's, whose members it is to pay for. */
  readonly group?: string | null
}

export interface Redeemed {
  /** '12-345': the 345th of batch 12. */
  readonly voucher: string
  readonly pocket: PocketRow
}

type Refusal = Extract<Outcome<never, VoucherRefusal>, { ok: false }>

@Injectable()
export class VoucherRedemptions {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(FilledPockets) private readonly filled: FilledPockets,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** For an account by its id or number. A slip of the pen is told and not counted: it says nothing of codes that exist. */
  async redeem(reference: string, redemption: Redemption): Promise<Outcome<Redeemed, VoucherRefusal>> {
    const account = await this.accounts.find(reference)
    if (account === undefined)
      return { ok: false, reason: 'unknown-account', detail: `There is no account ${reference}.` }
    const read: ReadVoucher = readVoucher(redemption.code)
    if (!read.ok) return { ok: false, reason: 'misspelt-voucher', detail: read.detail }
    return this.persistence.bulk<Outcome<Redeemed, VoucherRefusal>>(this.settings.tenant, async client => {
      await lockAccounts(client, this.settings.tenant, [account.id])
      return (
        (await this.#refusedForNow(client, account)) ??
        (await this.#redeemed(client, account, { ...redemption, code: read.code }))
      )
    })
  }

  async #refusedForNow(client: ClientBase, account: AccountRow): Promise<Refusal | undefined> {
    const missed = await missesOf(client, this.settings.tenant, account.id, this.clock.now())
    if (missed === undefined || missed.misses < MOST_MISSES) return undefined
    const detail = `${missed.misses} codes that do not exist were tried for ${account.number}. The next is looked at from ${missed.forgottenAt} on.`
    return { ok: false, reason: 'too-many-tries', detail }
  }

  async #redeemed(
    client: ClientBase,
    account: AccountRow,
    { code, group = null, subscription }: Redemption
  ): Promise<Outcome<Redeemed, VoucherRefusal>> {
    const { tenant } = this.settings
    const now = this.clock.now()
    const voucher = await lockVoucher(client, tenant, account.id, code)
    const batch = voucher && (await batchNumbered(client, tenant, voucher.batch, now))
    if (voucher === undefined || batch === undefined) {
      await addMiss(client, tenant, account.id, { now, forgottenAt: now.add(MISSES_COUNT) })
      return { ok: false, reason: 'unknown-voucher', detail: 'There is no voucher of this code.' }
    }
    const pocket = this.#pocketOf(account, batch, { name: nameOf(voucher), subscription, group })
    const refusal = refusedVoucher(account, batch, voucher, now) ?? (await refusedPocket(client, account, pocket, now))
    if (refusal !== undefined) return refusal
    const filling = { key: `voucher:${nameOf(voucher)}:${voucher.usedByAccount + 1}` }
    const opened = await this.filled.open(client, account, pocket, filling)
    const use = { account: account.id, pocket: opened.id, batch: batch.number, serial: voucher.serial, at: now }
    await useVoucher(client, tenant, use)
    const payload = { account: account.id, voucher: nameOf(voucher), pocket: opened.number }
    await this.outbox.add(client, tenant, [{ topic: 'voucher.redeemed', subject: opened.id, payload }])
    return { ok: true, value: { voucher: nameOf(voucher), pocket: opened } }
  }

  #pocketOf(
    account: AccountRow,
    { amount, lifetimeDays, name, priority, unit }: VoucherBatch,
    voucher: { readonly name: string; readonly subscription: string | null; readonly group: string | null }
  ) {
    const reason = `voucher ${voucher.name} (${name})`
    return {
      unit,
      amount,
      priority,
      reason,
      expiresAt: this.#end(account, lifetimeDays),
      subscription: voucher.subscription,
      group: voucher.group
    }
  }

  #end(account: AccountRow, days: number | null): Temporal.Instant | null {
    if (days === null) return null
    const after = this.clock.today(account.zone).add({ days: days + 1 })
    return after.toZonedDateTime(account.zone).toInstant()
  }
}

const nameOf = ({ batch, serial }: LockedVoucher): string => `${batch}-${serial}`
