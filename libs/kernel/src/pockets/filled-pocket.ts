// Opens a pocket and posts what fills it, within the caller's transaction and under the account's lock.
import { counterpart, filledPostings } from '@farthing/billing-core'
import type { AccountRow } from '../accounts/index.ts'
import { Clock, Ids, KernelSettings, type Writer } from '../persistence/index.ts'
import { LedgerService } from '../ledger/index.ts'
import { Inject, Injectable } from '@nestjs/common'
import { openPocket, type PocketRow } from './pocket-book.ts'

export interface NewPocket {
  readonly unit: string
  /** Parts of the unit, more than zero. */
  readonly amount: bigint
  /** 1 is used first. */
  readonly priority: number
  readonly expiresAt: Temporal.Instant | null
  /** Whose use alone it pays; null: shared by all of the account. */
  readonly subscription: string | null
  readonly reason: string
  /** What alone it pays for; left out: all that is counted in its unit. */
  readonly services?: readonly string[] | null
  /** Number of a group of the account's, whose members it pays for; left out: its own. */
  readonly group?: string | null
}

/** Where its content comes from. */
export interface Filling {
  /** Of the ledger's transaction. */
  readonly key: string
  /** A ledger account; what was issued when left out. */
  readonly from?: string
}

@Injectable()
export class FilledPockets {
  constructor(
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  async open(
    client: Writer,
    account: Pick<AccountRow, 'id' | 'number' | 'zone'>,
    pocket: NewPocket,
    filling: Filling
  ): Promise<PocketRow> {
    const { tenant } = this.settings
    const { amount, group = null, services = null, ...rest } = pocket
    const row = {
      ...rest,
      ...{ group, services },
      id: this.ids.next(),
      account: account.id,
      openedAt: this.clock.now(),
      balance: amount
    }
    const number = await openPocket(client, tenant, row)
    const opened = {
      ...row,
      number,
      accountNumber: account.number,
      zone: account.zone,
      reserved: 0n,
      members: [],
      shared: group !== null
    }
    const posted = filledPostings({
      key: filling.key,
      date: this.clock.today(account.zone),
      description: `Pocket ${number}: ${pocket.reason}`,
      account,
      pockets: [opened],
      pieces: [{ pocket: row.id, amount }],
      against: filling.from ?? counterpart('issued', pocket.unit)
    })
    await this.ledger.post(client, tenant, [posted])
    return opened
  }
}
