// What is left of a pocket at its end becomes the operator's: breakage, pocket by pocket, every minute, or when a person ends one.
import { counterpart, takenPostings } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { AccountsService } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { LedgerService } from '../ledger/index.ts'
import { Clock, KernelSettings, Outbox, Persistence } from '../persistence/index.ts'
import { changePockets, endPocket, lockExpired, lockPockets, type PocketRow } from './pocket-book.ts'

const POCKETS_A_TRANSACTION = 500

@Injectable()
export class PocketExpiry {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Returns how many pockets ended. What a reservation still holds of one stays until it is closed, and goes with the next pass. */
  async expire(): Promise<number> {
    let count = 0
    for (;;) {
      const ended = await this.#some()
      count += ended
      if (ended < POCKETS_A_TRANSACTION) return count
    }
  }

  /** Ends one by hand, now. What a reservation holds of it is still used or given back. Returns it as it is then. */
  async end(
    reference: string,
    { number, reason }: { readonly number: number; readonly reason: string }
  ): Promise<Outcome<PocketRow, 'unknown-account' | 'unknown-pocket'>> {
    const account = await this.accounts.find(reference)
    if (account === undefined)
      return { ok: false, reason: 'unknown-account', detail: `There is no account ${reference}.` }
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      const filled = await lockPockets(client, tenant, [account.id])
      const pocket = filled.find(each => each.account === account.id && each.number === number)
      if (pocket === undefined) {
        const detail = `Account ${account.number} has no pocket ${number} in which anything is left.`
        return { ok: false as const, reason: 'unknown-pocket' as const, detail }
      }
      const expiresAt = this.clock.now()
      await endPocket(client, tenant, { ...pocket, expiresAt })
      await this.#break(client, [pocket], `Pocket ${number} was ended: ${reason}`)
      return { ok: true as const, value: { ...pocket, expiresAt, balance: pocket.reserved } }
    })
  }

  #some(): Promise<number> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      const pockets = await lockExpired(client, tenant, this.clock.now(), POCKETS_A_TRANSACTION)
      await this.#break(client, pockets)
      return pockets.length
    })
  }

  /** Under their locks. */
  async #break(client: ClientBase, pockets: readonly PocketRow[], description?: string): Promise<void> {
    const { tenant } = this.settings
    const left = pockets.map(each => ({ ...each, free: each.balance - each.reserved })).filter(({ free }) => free > 0n)
    const changes = left.map(({ account, free, id }) => ({ account, pocket: id, balance: -free, reserved: 0n }))
    await changePockets(client, tenant, changes)
    await this.ledger.post(
      client,
      tenant,
      left.map(each => this.#posted(each, each.free, description ?? `Pocket ${each.number} has ended`))
    )
    const events = pockets.map(({ account, id, number }) => ({
      topic: 'pocket.expired',
      subject: id,
      payload: { account, number }
    }))
    await this.outbox.add(client, tenant, events)
  }

  #posted(pocket: PocketRow, amount: bigint, description: string) {
    return takenPostings({
      key: `pocket-expiry:${pocket.id}:${pocket.balance}`,
      date: this.clock.today(pocket.zone),
      description,
      account: { id: pocket.account, number: pocket.accountNumber },
      pockets: [pocket],
      pieces: [{ pocket: pocket.id, amount }],
      against: counterpart('breakage', pocket.unit)
    })
  }
}
