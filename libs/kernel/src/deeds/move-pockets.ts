// What deeds do to pockets, in the transaction that writes them and under the lock of the account.
import { available, counterpart, paysForUse, spend, takenPostings } from '@farthing/billing-core'
import type { PocketMoves } from '@farthing/plugin-sdk'
import { Inject, Injectable } from '@nestjs/common'
import type { AccountRow } from '../accounts/index.ts'
import { LedgerService } from '../ledger/index.ts'
import { Clock, type Writer } from '../persistence/index.ts'
import { changePockets, FilledPockets, lockPockets, type PocketRow } from '../pockets/index.ts'

const PRIORITY = 100

export interface MoveOfDeed {
  /** Id of its fact. */
  readonly fact: string
  readonly moves: PocketMoves
  /** Locked. */
  readonly pockets: readonly PocketRow[]
}

@Injectable()
export class DeedPockets {
  constructor(
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(FilledPockets) private readonly filled: FilledPockets,
    @Inject(Clock) private readonly clock: Clock
  ) {}

  /** The account's own, for all of it and for anything; locked. */
  async lock(tx: Writer, { id, tenant }: AccountRow): Promise<PocketRow[]> {
    const all = await lockPockets(tx, tenant, [id])
    return all.filter(pocket => {
      const { account, group, subscription } = pocket
      return account === id && group === null && subscription === null && paysForUse(pocket, null)
    })
  }

  /** Parts of a unit that are free. */
  freeIn(pockets: readonly PocketRow[]): (unit: string) => bigint {
    return unit => available(ofUnit(pockets, unit), this.clock.now())
  }

  /** Of a deed that was judged by what they have. */
  async move(tx: Writer, account: AccountRow, { fact, moves, pockets }: MoveOfDeed): Promise<void> {
    const { gives, reason, takes } = moves
    const spent = spend(ofUnit(pockets, takes.unit), takes.parts, this.clock.now())
    if (!spent.ok) throw new Error(`the deed ${fact} was allowed to take what is not there`)
    const { id, number, tenant, zone } = account
    const changes = spent.pieces.map(({ amount, pocket }) => ({ account: id, pocket, balance: -amount, reserved: 0n }))
    await changePockets(tx, tenant, changes)
    const posted = takenPostings({
      ...{ key: `deed-taken:${fact}`, date: this.clock.today(zone), description: reason, account: { id, number } },
      ...{ pockets, pieces: spent.pieces, against: counterpart('used', takes.unit, 'usage') }
    })
    await this.ledger.post(tx, tenant, [posted])
    if (gives === null) return
    const { parts: amount, services = null, unit, until } = gives
    const expiresAt = until?.toZonedDateTime(zone).toInstant() ?? null
    const news = { ...{ unit, amount, services, priority: PRIORITY }, expiresAt, subscription: null, reason }
    await this.filled.open(tx, account, news, { key: `deed-given:${fact}` })
  }
}

function ofUnit(pockets: readonly PocketRow[], unit: string): PocketRow[] {
  return pockets.filter(pocket => pocket.unit === unit)
}
