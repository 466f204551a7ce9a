// Pockets of a subscription go with it to another account, on the day on which it goes.
import { counterpart, takenPostings } from '@farthing/billing-core'
import { Inject, Injectable, Logger } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { type AccountRow, AccountsService } from '../accounts/index.ts'
import { LedgerService } from '../ledger/index.ts'
import { lockAccounts } from '../payments/index.ts'
import { Clock, Ids, KernelSettings, Persistence, sql } from '../persistence/index.ts'
import { SubscriptionsService } from '../subscriptions/index.ts'
import { FilledPockets } from './filled-pocket.ts'
import { changePockets, lockPockets, type PocketRow } from './pocket-book.ts'

/** Of subscriptions that ever moved, on whichever account; but for those that are known to be there today. */
const OF_MOVED = `select distinct p.account, p.subscription from subscription s
  join pocket p on p.tenant = s.tenant and p.account = s.account and p.subscription = s.id
  where s.tenant = $1 and s.moved and p.filled and p.balance > p.reserved and not exists (
    select from identity_stretch i where i.tenant = p.tenant and i.account = p.account and i.subscription = p.subscription
      and i.valid_from <= ($2::timestamptz at time zone coalesce(i.from_zone, i.zone))::date
      and (i.valid_until is null or i.valid_until > ($2::timestamptz at time zone i.zone)::date))`

interface Stray {
  readonly account: string
  readonly subscription: string
}

@Injectable()
export class MovedPockets {
  readonly #log = new Logger('pockets')

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(SubscriptionsService) private readonly subscriptions: SubscriptionsService,
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(FilledPockets) private readonly filled: FilledPockets,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Returns how many went; one that cannot is told in the log, and the others go. What a session holds of one stays with the account under which it began, and goes when it is given back. */
  async follow(): Promise<number> {
    const { tenant } = this.settings
    const now = this.clock.now().toString()
    const found = await this.persistence.bulk(tenant, client => sql<Stray>(client, OF_MOVED, [tenant, now]))
    let count = 0
    for (const stray of found) {
      try {
        count += await this.#follow(stray)
      } catch (error) {
        this.#log.error({ ...stray, error: (error as Partial<Error>).message }, 'pockets could not go with it')
      }
    }
    return count
  }

  async #follow(stray: Stray): Promise<number> {
    const { tenant } = this.settings
    const state = await this.subscriptions.find(stray.subscription)
    const from = await this.accounts.find(stray.account)
    if (state === undefined || from === undefined || state.account.id === from.id) return 0
    return this.persistence.bulk(tenant, client => this.#move(client, stray, from, state.account))
  }

  async #move(client: ClientBase, stray: Stray, from: AccountRow, to: AccountRow): Promise<number> {
    const { tenant } = this.settings
    await lockAccounts(client, tenant, [from.id, to.id])
    const all = await lockPockets(client, tenant, [from.id])
    const own = all.filter(
      ({ account, balance, group, reserved, subscription }) =>
        account === from.id && subscription === stray.subscription && group === null && balance > reserved
    )
    for (const pocket of own) await this.#pass(client, pocket, from, to)
    return own.length
  }

  async #pass(client: ClientBase, pocket: PocketRow, from: AccountRow, to: AccountRow): Promise<void> {
    const { tenant } = this.settings
    const { balance, expiresAt, id, priority, reason, reserved, services, subscription, unit } = pocket
    const amount = balance - reserved
    const move = this.ids.next()
    const against = counterpart('transfer', unit)
    await changePockets(client, tenant, [{ account: from.id, pocket: id, balance: -amount, reserved: 0n }])
    const posted = takenPostings({
      key: `pocket-moved:${move}`,
      date: this.clock.today(from.zone),
      description: `Pocket ${pocket.number} goes with its subscription to ${to.number}`,
      ...{ account: { id: from.id, number: from.number }, against },
      ...{ pockets: [pocket], pieces: [{ pocket: id, amount }] }
    })
    await this.ledger.post(client, tenant, [posted])
    const opened = { amount, expiresAt, priority, reason, services, subscription, unit }
    await this.filled.open(client, to, opened, { key: `pocket-moved-in:${move}`, from: against })
  }
}
