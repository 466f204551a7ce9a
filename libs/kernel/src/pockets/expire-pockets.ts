// What is left of a pocket at its end becomes the operator's: breakage, pocket by pocket, every minute.
import { counterpart, takenPostings } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import { LedgerService } from '../ledger/index.ts'
import { Clock, KernelSettings, Outbox, Persistence } from '../persistence/index.ts'
import { changePockets, lockExpired, type PocketRow } from './pocket-book.ts'

const POCKETS_A_TRANSACTION = 500

@Injectable()
export class PocketExpiry {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
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

  #some(): Promise<number> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      const now = this.clock.now()
      const pockets = await lockExpired(client, tenant, now, POCKETS_A_TRANSACTION)
      const left = ({ balance, reserved }: PocketRow): bigint => balance - reserved
      await changePockets(
        client,
        tenant,
        pockets.map(each => ({ account: each.account, pocket: each.id, balance: -left(each), reserved: 0n }))
      )
      await this.ledger.post(
        client,
        tenant,
        pockets.map(each => this.#posted(each, left(each)))
      )
      const events = pockets.map(({ account, id, number }) => ({
        topic: 'pocket.expired',
        subject: id,
        payload: { account, number }
      }))
      await this.outbox.add(client, tenant, events)
      return pockets.length
    })
  }

  #posted(pocket: PocketRow, amount: bigint) {
    return takenPostings({
      key: `pocket-expiry:${pocket.id}:${pocket.balance}`,
      date: this.clock.today(pocket.zone),
      description: `Pocket ${pocket.number} has ended`,
      account: { id: pocket.account, number: pocket.accountNumber },
      pockets: [pocket],
      pieces: [{ pocket: pocket.id, amount }],
      against: counterpart('breakage', pocket.unit)
    })
  }
}
