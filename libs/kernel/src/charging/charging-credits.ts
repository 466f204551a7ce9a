// How much of the credit of each subscription is taken, in the cycle that goes on.
import { accountHistory } from '@farthing/billing-core'
import { RealTimeTariffs, type SubscriptionCredit, subscriptionCredits } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import { AccountsService, FactBook } from '../accounts/index.ts'
import { Clock, KernelSettings, Persistence } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { NOTHING_TAKEN, readCredits, type TakenCredit } from './credit-books.ts'

/** Micro. */
export interface CreditOfCycle extends SubscriptionCredit, Pick<TakenCredit, 'owed' | 'held'> {
  /** Null: the bill takes any amount. */
  readonly free: bigint | null
}

@Injectable()
export class ChargingCredits {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(RulesHost) private readonly rules: RulesHost,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** By id or number; undefined when there is no such account. Subscriptions of which pockets alone pay are left out. */
  async of(reference: string): Promise<CreditOfCycle[] | undefined> {
    const { tenant } = this.settings
    const account = (await this.accounts.idsOf([reference])).get(reference)
    if (account === undefined) return undefined
    const books = await this.rules.books()
    const now = this.clock.now()
    return this.persistence.bulkRead(async client => {
      const facts = await this.facts.ofMany(client, tenant, [account])
      const history = accountHistory(account, facts.get(account) ?? [], now)
      if (history === null) return []
      const tariffs = new RealTimeTariffs(books.in(history.currency), this.plugins.registry)
      const credits = subscriptionCredits(tariffs, history, now.epochMilliseconds)
      const taken = credits.length === 0 ? [] : await readCredits(client, tenant, [account])
      return credits.map(credit => withTaken(credit, taken))
    })
  }
}

function withTaken(credit: SubscriptionCredit, all: readonly TakenCredit[]): CreditOfCycle {
  const { cycle, limit, subscription } = credit
  const { held, owed } = all.find(each => each.subscription === subscription && each.cycle === cycle) ?? NOTHING_TAKEN
  const left = limit === null ? null : limit - owed - held
  // what a network lets through beyond its grant may exceed the limit
  return { ...credit, owed, held, free: left !== null && left < 0n ? 0n : left }
}
