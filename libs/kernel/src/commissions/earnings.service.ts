// Books what partners have earned since accounts were looked at last: what should have been earned, less what is booked.
import {
  accountHistory,
  commissionEntries,
  commissionPostings,
  commissionTargets,
  salesOn
} from '@farthing/billing-core'
import { commissionSales } from '@farthing/simulator'
import { Inject, Injectable, Logger } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import { BillingRules, type RulesInForce } from '../billing-run/index.ts'
import { LedgerService } from '../ledger/index.ts'
import { lockAccounts } from '../payments/index.ts'
import { Clock, Ids, KernelSettings, Persistence, settleKnown } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { bookedShares, insertEntries } from './commission-book.ts'
import { noteNews, takeNews } from './commission-news.ts'
import { paidInvoices } from './commissioned-invoices.ts'
import { parentsOf, partnersAbove } from './partner-tree.ts'

export interface Earned {
  /** Accounts that were looked at, because something happened to them. */
  readonly accounts: number
  readonly entries: number
}

@Injectable()
export class CommissionEarnings {
  readonly #log = new Logger('commissions')

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Safe to repeat, and from several processes: an account is looked at under its lock. One whose books cannot be read is told in the log and stays news; the others go on. */
  async earn(): Promise<Earned> {
    const { tenant } = this.settings
    const rules = await this.rules.asKnownAt(this.clock.now())
    const found = await this.#news(rules)
    let entries = 0
    for (const account of found) {
      try {
        entries += await this.persistence.bulk(tenant, client => this.#earnOf(client, rules, account))
      } catch (error) {
        if ((error as { code?: unknown }).code !== undefined) throw error // PostgreSQL and the network: tried again
        this.#log.error({ account, error: (error as Partial<Error>).message }, 'no commission could be reckoned')
      }
    }
    return { accounts: found.length, entries }
  }

  async #news(rules: RulesInForce): Promise<string[]> {
    const { tenant } = this.settings
    const deeds = [...this.plugins.registry.deeds.values()].filter(({ fields }) =>
      Object.values(fields).some(({ kind }) => kind === 'partner')
    )
    if (deeds.length === 0) return []
    // on its own, for those who bring news wait for its end
    const now = await this.persistence.bulk(tenant, client => settleKnown(client, tenant, () => this.clock.now()))
    return this.persistence.bulk(tenant, async client => {
      const parents = await parentsOf(client, tenant)
      const world = `${rules.publications.length} ${parents.length}`
      return noteNews(client, tenant, { deeds: deeds.map(({ name }) => name), world, now })
    })
  }

  async #earnOf(client: ClientBase, rules: RulesInForce, account: string): Promise<number> {
    const { tenant } = this.settings
    await lockAccounts(client, tenant, [account])
    if (!(await takeNews(client, tenant, account))) return 0
    const history = accountHistory(account, await this.facts.of(client, tenant, account))
    if (history === null) throw new Error(`account ${account} was never opened`)
    const { books, registry } = rules
    const invoices = await paidInvoices(client, tenant, account)
    const { currency, zone } = history
    const date = this.clock.today(zone)
    const targets = commissionTargets(
      salesOn(commissionSales(history, books.in(history.currency), registry), date),
      invoices
    )
    const above = partnersAbove(await parentsOf(client, tenant))
    const booked = await bookedShares(client, tenant, account)
    const payments = new Map(invoices.map(invoice => [invoice.invoice, invoice.payments]))
    const entries = commissionEntries(targets, booked, above).map(entry => ({
      ...{ ...entry, id: this.ids.next(), payments: payments.get(entry.invoice) ?? [] }
    }))
    await insertEntries(client, tenant, { account, date, recordedAt: this.clock.now(), entries })
    const posted = commissionPostings({ id: this.ids.next(), account, date, currency, entries })
    if (posted !== null) await this.ledger.post(client, tenant, [posted])
    return entries.length
  }
}
