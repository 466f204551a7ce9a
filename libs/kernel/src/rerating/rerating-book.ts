import { Inject, Injectable } from '@nestjs/common'
import { KernelSettings, Persistence } from '../persistence/index.ts'
import { eventHistory, type ReratedOnce } from './event-history.ts'
import {
  type AccountsPage,
  countAccounts,
  furthestAccounts,
  type ReratedAccount,
  reratedAccounts
} from './rerated-accounts.ts'
import {
  findRerating,
  listReratings,
  type Rerating,
  type UnratedPage,
  type UnpricedUse,
  unratedUses
} from './rerating-queries.ts'

/** Looks at re-ratings. */
@Injectable()
export class ReratingBook {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  find(id: number): Promise<Rerating | undefined> {
    return this.persistence.bulkRead(client => findRerating(client, { tenant: this.settings.tenant, id }))
  }

  /** Newest first. */
  list(page: { readonly before?: number | undefined; readonly limit: number }): Promise<Rerating[]> {
    return this.persistence.bulkRead(client => listReratings(client, this.settings.tenant, page))
  }

  /** In order of number. */
  accounts(id: number, page: AccountsPage): Promise<ReratedAccount[]> {
    return this.persistence.bulkRead(client => reratedAccounts(client, { tenant: this.settings.tenant, id }, page))
  }

  /** Whose usage or next bill it moves, whose usage came late. */
  countAccounts(id: number): Promise<number> {
    return this.persistence.bulkRead(client => countAccounts(client, { tenant: this.settings.tenant, id }))
  }

  /** Those whose bills move furthest; then those whose usage does. */
  furthest(id: number, most: number): Promise<ReratedAccount[]> {
    return this.persistence.bulkRead(client => furthestAccounts(client, { tenant: this.settings.tenant, id }, most))
  }

  /** Uses that cannot be rated by what is known now, in order of event. */
  unrated(id: number, page: UnratedPage): Promise<UnpricedUse[]> {
    return this.persistence.bulkRead(client => unratedUses(client, { tenant: this.settings.tenant, id }, page))
  }

  /** What became of one use, oldest first. */
  ofEvent(event: string): Promise<ReratedOnce[]> {
    return this.persistence.bulkRead(client => eventHistory(client, this.settings.tenant, event))
  }
}
