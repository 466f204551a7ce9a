// Gives what a voucher's code is good for: exactly as often as allowed, whoever asks at once.
import { type ReadVoucher, readVoucher } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { type AccountRow, AccountsService, NamedSubscriptions } from '../accounts/index.ts'
import type { Outcome, Refusal } from '../http/index.ts'
import { lockAccounts } from '../payments/index.ts'
import { Clock, KernelSettings, Outbox, Persistence, sql } from '../persistence/index.ts'
import { DeedsService } from '../deeds/index.ts'
import { batchNumbered } from './voucher-batch.ts'
import { addMiss, lockVoucher, missesOf, useVoucher } from './voucher-book.ts'
import { type Given, type VoucherWorld, VoucherGifts } from './voucher-gifts.ts'
import { refusedVoucher, type VoucherRefusal } from './voucher-refusals.ts'

/** Codes that there are not, tried for one account before it has to wait, and for how long they count. */
export const MOST_MISSES = 5
const MISSES_COUNT = { minutes: 15 }

export interface Redemption {
  readonly code: string
  /** Whose use alone the pocket is to pay; null: all of the account's. Or to which the deed is done; null: the account. */
  readonly subscription: string | null
  /** Number of a group of the account's, whose members it is to pay for. */
  readonly group?: string | null
}

export interface Redeemed {
  /** '12-345': the 345th of batch 12. */
  readonly voucher: string
  readonly gave: Given
}

@Injectable()
export class VoucherRedemptions {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(NamedSubscriptions) private readonly named: NamedSubscriptions,
    @Inject(DeedsService) private readonly deeds: DeedsService,
    @Inject(VoucherGifts) private readonly gifts: VoucherGifts,
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
    const named = await this.named.idOf(account.id, redemption.subscription)
    if (!named.ok) return named
    const { value: subscription } = named
    const rules = await this.deeds.rulesNow()
    const { tenant } = this.settings
    return this.persistence.bulk<Outcome<Redeemed, VoucherRefusal>>(tenant, async client => {
      await lockAccounts(client, tenant, [account.id])
      const text = 'select status from account where tenant = $1 and id = $2'
      const [now] = await sql<Pick<AccountRow, 'status'>>(client, text, [tenant, account.id]) // it may have been closed
      return (
        (await this.#refusedForNow(client, account)) ??
        (await this.#redeemed(
          { client, account: { ...account, ...now }, rules },
          { ...redemption, subscription, code: read.code }
        ))
      )
    })
  }

  async #refusedForNow(client: ClientBase, account: AccountRow): Promise<Refusal<VoucherRefusal> | undefined> {
    const missed = await missesOf(client, this.settings.tenant, account.id, this.clock.now())
    if (missed === undefined || missed.misses < MOST_MISSES) return undefined
    const detail = `${missed.misses} codes that do not exist were tried for ${account.number}. The next is looked at from ${missed.forgottenAt} on.`
    return { ok: false, reason: 'too-many-tries', detail }
  }

  async #redeemed(
    world: VoucherWorld,
    { code, group = null, subscription }: Redemption
  ): Promise<Outcome<Redeemed, VoucherRefusal>> {
    const { tenant } = this.settings
    const { account, client } = world
    const now = this.clock.now()
    const voucher = await lockVoucher(client, tenant, account.id, code)
    const batch = voucher && (await batchNumbered(client, tenant, voucher.batch, now))
    if (voucher === undefined || batch === undefined) {
      await addMiss(client, tenant, account.id, { now, forgottenAt: now.add(MISSES_COUNT) })
      return { ok: false, reason: 'unknown-voucher', detail: 'There is no voucher of this code.' }
    }
    const refusal = refusedVoucher(account, batch, voucher, now)
    if (refusal !== undefined) return refusal
    const [name, use] = [`${voucher.batch}-${voucher.serial}`, voucher.usedByAccount + 1]
    const given = await this.gifts.give(world, batch, { name, use, group, subscription })
    if (!given.ok) return given
    const gave = given.value
    const ids = gave.kind === 'pocket' ? { pocket: gave.pocket.id, fact: null } : { pocket: null, fact: gave.fact.id }
    await useVoucher(client, tenant, {
      ...ids,
      account: account.id,
      batch: batch.number,
      serial: voucher.serial,
      use,
      at: now
    })
    const what = gave.kind === 'pocket' ? { pocket: gave.pocket.number } : { fact: gave.fact.id }
    const payload = { account: account.id, voucher: name, ...what }
    const subject = ids.pocket ?? ids.fact
    await this.outbox.add(client, tenant, [{ topic: 'voucher.redeemed', subject, payload }])
    return { ok: true, value: { voucher: name, gave } }
  }
}
