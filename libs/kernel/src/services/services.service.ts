// What is barred and throttled, its history, and both done and undone by a person.
import { Inject, Injectable } from '@nestjs/common'
import { findAccount } from '../accounts/index.ts'
import type { Outcome, Refusal } from '../http/index.ts'
import { lockAccounts } from '../payments/index.ts'
import { Clock, KernelSettings, Persistence } from '../persistence/index.ts'
import { type SubscriptionState, SubscriptionsService } from '../subscriptions/index.ts'
import { type ListedRestriction, ServiceBook, type ServiceChange } from './service-book.ts'

export interface ManualBar {
  readonly what: string
  readonly reason: string
}

export type BarRefusal = 'unknown-subscription' | 'terminated' | 'already-barred'
export type RestoreRefusal = 'unknown-subscription' | 'not-restricted'

interface RestrictionPage {
  readonly account?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

@Injectable()
export class ServicesService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(SubscriptionsService) private readonly subscriptions: SubscriptionsService,
    @Inject(ServiceBook) private readonly book: ServiceBook,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** What holds today; undefined when there is no such subscription. */
  async restrictions(subscription: string): Promise<ServiceChange[] | undefined> {
    const found = await this.subscriptions.find(subscription)
    if (found === undefined) return undefined
    const { tenant } = this.settings
    const { account } = found
    const open = await this.persistence.read(tenant, tx => this.book.open(tx, tenant, booksOf(found)))
    return standing(open, subscription, this.clock.today(account.zone))
  }

  /** What is barred and throttled of everybody, or of one account (by id or number), oldest first; undefined when there is no such account. */
  list(page: RestrictionPage & { readonly account?: undefined }): Promise<ListedRestriction[]>
  list(page: RestrictionPage): Promise<ListedRestriction[] | undefined>
  list(page: RestrictionPage): Promise<ListedRestriction[] | undefined> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, async tx => {
      if (page.account === undefined) return this.book.list(tx, tenant, page)
      const account = await findAccount(tx, tenant, page.account)
      return account && this.book.list(tx, tenant, { ...page, account: account.id })
    })
  }

  /** Newest first; undefined when there is no such subscription. */
  async history(
    subscription: string,
    page: { readonly before?: string | undefined; readonly limit: number }
  ): Promise<ServiceChange[] | undefined> {
    if ((await this.subscriptions.find(subscription)) === undefined) return undefined
    const { tenant } = this.settings
    return this.persistence.read(tenant, tx => this.book.history(tx, tenant, { ...page, subscription }))
  }

  /** Lasts until a person restores it, whatever policies say. */
  async bar(subscription: string, { reason, what }: ManualBar): Promise<Outcome<ServiceChange, BarRefusal>> {
    const found = await this.subscriptions.find(subscription)
    if (found === undefined) return unknown(subscription)
    const today = this.clock.today(found.account.zone)
    const { terminated } = found.history
    if (terminated !== null && Temporal.PlainDate.compare(terminated, today) <= 0)
      return { ok: false, reason: 'terminated', detail: `The subscription ended on ${terminated}.` }
    return this.#onLocked<Outcome<ServiceChange, BarRefusal>>(found, async (open, write) => {
      const held = open.find(each => each.what === what && each.cause === 'hand')
      if (held !== undefined)
        return { ok: false, reason: 'already-barred', detail: `${what} is barred by hand since ${held.since}.` }
      const bar = { subscription, what, deed: 'barred', kilobits: null, since: today, until: null } as const
      const [barred] = await write([{ ...bar, account: found.account.id, ends: null, ...byHand(reason) }])
      return { ok: true, value: barred as ServiceChange }
    })
  }

  /** Undoes everything that bars or throttles it, whoever did that. */
  async restore(
    subscription: string,
    { reason, what }: { readonly what: string; readonly reason: string }
  ): Promise<Outcome<ServiceChange[], RestoreRefusal>> {
    const found = await this.subscriptions.find(subscription)
    if (found === undefined) return unknown(subscription)
    return this.#onLocked<Outcome<ServiceChange[], RestoreRefusal>>(found, async (open, write) => {
      const undone = open.filter(each => each.what === what)
      if (undone.length === 0)
        return { ok: false, reason: 'not-restricted', detail: `${what} is neither barred nor throttled.` }
      const since = this.clock.today(found.account.zone)
      const restored = undone.map(({ account, id }) => {
        const base = { account, subscription, what, kilobits: null, since, until: null, ends: id }
        return { ...base, deed: 'restored' as const, ...byHand(reason) }
      })
      return { ok: true, value: await write(restored) }
    })
  }

  #onLocked<T>(
    state: SubscriptionState,
    work: (
      open: readonly ServiceChange[],
      write: (news: Parameters<ServiceBook['write']>[2]) => Promise<ServiceChange[]>
    ) => Promise<T>
  ): Promise<T> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      const books = booksOf(state)
      await lockAccounts(client, tenant, books)
      const today = this.clock.today(state.account.zone)
      const open = standing(await this.book.open(client, tenant, books), state.history.id, today)
      return work(open, news => this.book.write(client, tenant, news))
    })
  }
}

/** One that was moved stays barred: by whom is in the book of the account that had it then. */
function booksOf({ account, history }: SubscriptionState): string[] {
  return [...new Set([account.id, ...(history.holders ?? []).map(held => held.account)])]
}

function byHand(reason: string): { readonly cause: 'hand'; readonly reason: string; readonly rule: null } {
  return { cause: 'hand', reason, rule: null }
}

function standing(open: readonly ServiceChange[], subscription: string, today: Temporal.PlainDate): ServiceChange[] {
  return open.filter(
    each =>
      each.subscription === subscription && (each.until === null || Temporal.PlainDate.compare(each.until, today) > 0)
  )
}

function unknown(subscription: string): Refusal<'unknown-subscription'> {
  return { ok: false, reason: 'unknown-subscription', detail: `There is no subscription ${subscription}.` }
}
