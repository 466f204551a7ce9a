// Books the points that accounts have earned since they were looked at last and what their plans grant, and takes back what they should not have.
import {
  accountHistory,
  counterpart,
  pointsMoves,
  takenBackWords,
  takenPostings,
  type PointsMove,
  type PointsTarget
} from '@farthing/billing-core'
import { earnedPoints, productsThatGrant } from '@farthing/simulator'
import { Inject, Injectable, Logger } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { type AccountRow, AccountsService, FactBook } from '../accounts/index.ts'
import { BillingRules, type RulesInForce } from '../billing-run/index.ts'
import { paidInvoices } from '../commissions/index.ts'
import { LedgerService } from '../ledger/index.ts'
import { lockAccounts } from '../payments/index.ts'
import { Clock, Ids, KernelSettings, Persistence } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { changePockets, FilledPockets, lockPockets, type PocketRow } from '../pockets/index.ts'
import { addPoints, bookedPoints, pointsNews, type PointsEntry, type PointsRules, sawNews } from './points-book.ts'

const PRIORITY = 100

@Injectable()
export class PointsEarnings {
  readonly #log = new Logger('points')

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(FilledPockets) private readonly filled: FilledPockets,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Safe to repeat, and from several processes: an account is looked at under its lock. One whose books cannot be read is told in the log and stays news; the others go on. */
  async earn(): Promise<{ readonly accounts: number; readonly entries: number }> {
    const { tenant } = this.settings
    if (this.plugins.registry.points.size === 0) return { accounts: 0, entries: 0 }
    const rules = await this.rules.asKnownAt(this.clock.now())
    const asked = this.#asked(rules)
    const now = this.clock.now()
    const news = await this.persistence.bulk(tenant, client => pointsNews(client, tenant, { ...asked, now }))
    let entries = 0
    for (const { account: id } of news) {
      try {
        const account = await this.accounts.find(id)
        if (account === undefined) continue
        entries += await this.persistence.bulk(tenant, client => this.#earnOf(client, rules, { account, asked }))
      } catch (error) {
        if ((error as { code?: unknown }).code !== undefined) throw error // PostgreSQL and the network: tried again
        this.#log.error({ account: id, error: (error as Partial<Error>).message }, 'no points could be reckoned')
      }
    }
    return { accounts: news.length, entries }
  }

  #asked(rules: RulesInForce): PointsRules {
    const all = [...this.plugins.registry.points.values()]
    const deeds = all.flatMap(({ joinedBy }) => joinedBy ?? [])
    const granting = all.filter(({ joinedBy }) => joinedBy === null)
    const versions = rules.books.all.flatMap(book => book.versions)
    const products = versions.flatMap(each =>
      granting.flatMap(({ statement }) => [...productsThatGrant(each.rules, statement)])
    )
    return { deeds, products: [...new Set(products)], world: String(rules.publications.length) }
  }

  async #earnOf(
    client: ClientBase,
    rules: RulesInForce,
    { account, asked }: { readonly account: AccountRow; readonly asked: PointsRules }
  ): Promise<number> {
    const { tenant } = this.settings
    await lockAccounts(client, tenant, [account.id])
    const [news] = await pointsNews(client, tenant, { ...asked, now: this.clock.now(), account: account.id })
    if (news === undefined) return 0
    const history = accountHistory(account.id, await this.facts.of(client, tenant, account.id))
    if (history === null) throw new Error(`account ${account.id} was never opened`)
    const invoices = await paidInvoices(client, tenant, account.id)
    const today = this.clock.today(account.zone)
    const { books, registry } = rules
    const targets = earnedPoints({ history, invoices, today }, { registry, ruleBook: books.in(history.currency) })
    let count = 0
    // of days for which no rules say what a plan grants nothing is given or taken
    while (targets !== null) {
      const kinds = await this.#book(client, account, targets)
      count += kinds.length
      // what is owed is taken out of what was given just now
      if (!kinds.includes('give')) break
    }
    await sawNews(client, tenant, news)
    return count
  }

  /** What the difference between targets and books is, as it is done. */
  async #book(
    client: ClientBase,
    account: AccountRow,
    targets: readonly PointsTarget[]
  ): Promise<PointsMove['kind'][]> {
    const { tenant } = this.settings
    const date = this.clock.today(account.zone)
    const booked = await bookedPoints(client, tenant, account.id)
    const at = this.clock.now()
    const pockets = (await lockPockets(client, tenant, [account.id])).filter(each => {
      return each.account === account.id && each.group === null
    })
    const moves = pointsMoves(targets, booked, { pockets, at, today: date })
    const entries: PointsEntry[] = []
    for (const move of moves) entries.push(await this.#move(client, account, { move, pockets }))
    await addPoints(client, tenant, { account: account.id, at, date, entries })
    return moves.map(({ kind }) => kind)
  }

  async #move(
    client: ClientBase,
    account: AccountRow,
    { move, pockets }: { readonly move: PointsMove; readonly pockets: readonly PocketRow[] }
  ): Promise<PointsEntry> {
    const id = this.ids.next()
    const key = `points:${id}`
    if (move.kind === 'give') {
      const { months, pocket: granted, reason, rule, unit, version, key: of } = move.target
      const day = this.clock.today(account.zone)
      const end = granted?.until ?? (months === null ? null : day.add({ months }))
      const expiresAt = end?.toZonedDateTime(account.zone).toInstant() ?? null
      const { priority = PRIORITY, services = null, subscription = null } = granted ?? {}
      const news = { unit, amount: move.parts, priority, expiresAt, subscription, services, reason }
      const pocket = await this.filled.open(client, account, news, { key })
      return { id, key: of, unit, parts: move.parts, pocket: pocket.id, reason, rule, version }
    }
    const { parts, unit } = move
    const reason = move.kind === 'take' ? 'taken back' : 'taken back after their end'
    if (move.kind === 'take') {
      const { tenant } = this.settings
      const changes = move.pieces.map(({ amount, pocket }) => {
        return { account: account.id, pocket, balance: -amount, reserved: 0n }
      })
      await changePockets(client, tenant, changes)
      const posted = takenPostings({
        ...{ key, date: this.clock.today(account.zone), description: takenBackWords(move.key) },
        ...{ account: { id: account.id, number: account.number }, pockets, pieces: move.pieces },
        against: counterpart('issued', unit)
      })
      await this.ledger.post(client, tenant, [posted])
    }
    return { id, key: move.key, unit, parts: -parts, pocket: null, reason, rule: null, version: null }
  }
}
