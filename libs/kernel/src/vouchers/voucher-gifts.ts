// What a use of a voucher gives, in the redemption's transaction: a pocket that it fills, or a deed that it does.
import type { DeedDone } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import type { AccountRow } from '../accounts/index.ts'
import type { RulesInForce } from '../billing-run/index.ts'
import { DeedsService } from '../deeds/index.ts'
import type { Outcome } from '../http/index.ts'
import { Clock } from '../persistence/index.ts'
import { checkedPocket, FilledPockets, type PocketRow } from '../pockets/index.ts'
import type { GivenDeed, GivenPocket, VoucherBatch } from './voucher-batch.ts'
import type { VoucherRefusal } from './voucher-refusals.ts'

/** In which it is given, under the locks of the account and of the code. */
export interface VoucherWorld {
  readonly client: ClientBase
  readonly account: AccountRow
  readonly rules: RulesInForce
}

export interface UsedVoucher {
  /** '12-345': the 345th of batch 12. */
  readonly name: string
  /** From 1 on, of the account's uses of this voucher. */
  readonly use: number
  readonly subscription: string | null
  /** Number of a group, for a pocket. */
  readonly group: string | null
}

export type Given =
  | { readonly kind: 'pocket'; readonly pocket: PocketRow }
  | { readonly kind: 'deed'; readonly fact: DeedDone }

type GivenOrNot = Outcome<Given, VoucherRefusal>

@Injectable()
export class VoucherGifts {
  constructor(
    @Inject(FilledPockets) private readonly filled: FilledPockets,
    @Inject(DeedsService) private readonly deeds: DeedsService,
    @Inject(Clock) private readonly clock: Clock
  ) {}

  /** Or nothing, and nothing is written. */
  give(world: VoucherWorld, { gives, name }: VoucherBatch, used: UsedVoucher): Promise<GivenOrNot> {
    return gives.kind === 'pocket' ? this.#fill(world, { ...gives, name }, used) : this.#do(world, gives, used)
  }

  async #fill(
    { account, client }: VoucherWorld,
    { amount, lifetimeDays, name, priority, services, unit }: GivenPocket & { readonly name: string },
    { group, name: voucher, subscription, use }: UsedVoucher
  ): Promise<GivenOrNot> {
    const reason = `voucher ${voucher} (${name})`
    const expiresAt = this.#end(account, lifetimeDays)
    const pocket = { unit, amount, services, priority, reason, expiresAt, subscription, group }
    const checked = await checkedPocket(client, account, pocket, this.clock.now())
    if (!checked.ok) return checked
    const opened = await this.filled.open(client, account, checked.value, { key: `voucher:${voucher}:${use}` })
    return { ok: true, value: { kind: 'pocket', pocket: opened } }
  }

  async #do(
    { account, client, rules }: VoucherWorld,
    { deed, fields }: GivenDeed,
    { group, subscription }: UsedVoucher
  ): Promise<GivenOrNot> {
    if (group !== null) {
      const detail = `This voucher does ${deed} and fills no pocket of a group: leave the group out.`
      return { ok: false, reason: 'unknown-group', detail }
    }
    const asked = { deed, fields, ...(subscription !== null && { subscription }) }
    const done = await this.deeds.doWithin(client, account, asked, rules)
    return done.ok ? { ok: true, value: { kind: 'deed', fact: done.value } } : done
  }

  #end(account: AccountRow, days: number | null): Temporal.Instant | null {
    if (days === null) return null
    const after = this.clock.today(account.zone).add({ days: days + 1 })
    return after.toZonedDateTime(account.zone).toInstant()
  }
}
