// Books what partners have earned since accounts were looked at last: what should have been earned, less what is booked.
import { accountHistory, commissionEntries, commissionPostings, commissionTargets } from '@farthing/billing-core'
import { commissionSales } from '@farthing/simulator'
import { Inject, Injectable, Logger } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import { BillingRules, type RulesInForce } from '../billing-run/index.ts'
import { LedgerService } from '../ledger/index.ts'
import { lockAccounts } from '../payments/index.ts'
import { Clock, Ids, KernelSettings, Persistence, sql } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { bookedShares, insertEntries } from './commission-book.ts'
import { paidInvoices } from './commissioned-invoices.ts'
import { parentsOf, partnersAbove } from './partner-tree.ts'

export interface Earned {
  /** Accounts that were looked at, because something happened to them. */
  readonly accounts: number
  readonly entries: number
}

/** Of an account: transactions and facts are never taken away, so their numbers say that there are new ones. The commission itself is no news. */
const NEWS = `with sold as (
    select distinct account from account_fact where tenant = $1 and kind = 'deed' and details->>'deed' = any($2::text[])
      and ($4::uuid is null or account = $4)),
  news as (
    select sold.account, concat_ws(' ', $3::text,
      (select count(*) from ledger_transaction t where t.tenant = $1 and t.account = sold.account and not starts_with(t.key, 'commission:')),
      (select count(*) from account_fact f where f.tenant = $1 and f.account = sold.account)) as seen
    from sold)
  select news.account, news.seen from news
  left join commission_cursor c on c.tenant = $1 and c.account = news.account
  where c.seen is distinct from news.seen order by news.account`

interface News {
  readonly account: string
  readonly seen: string
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
    const found = await this.persistence.bulk(tenant, client => this.#news(client, rules))
    let entries = 0
    for (const { account } of found) {
      try {
        entries += await this.persistence.bulk(tenant, client => this.#earnOf(client, rules, account))
      } catch (error) {
        if ((error as { code?: unknown }).code !== undefined) throw error // PostgreSQL and the network: tried again
        this.#log.error({ account, error: (error as Partial<Error>).message }, 'no commission could be reckoned')
      }
    }
    return { accounts: found.length, entries }
  }

  async #news(client: ClientBase, rules: RulesInForce, account: string | null = null): Promise<News[]> {
    const { tenant } = this.settings
    const deeds = [...this.plugins.registry.deeds.values()].filter(({ fields }) =>
      Object.values(fields).some(({ kind }) => kind === 'partner')
    )
    if (deeds.length === 0) return []
    const parents = await parentsOf(client, tenant)
    const world = `${rules.publications.length} ${parents.length}`
    return sql<News>(client, NEWS, [tenant, deeds.map(({ name }) => name), world, account])
  }

  async #earnOf(client: ClientBase, rules: RulesInForce, account: string): Promise<number> {
    const { tenant } = this.settings
    await lockAccounts(client, tenant, [account])
    const [news] = await this.#news(client, rules, account)
    if (news === undefined) return 0
    const history = accountHistory(account, await this.facts.of(client, tenant, account))
    if (history === null) throw new Error(`account ${account} was never opened`)
    const { registry, ruleBook } = rules
    const invoices = await paidInvoices(client, tenant, account)
    const targets = commissionTargets(commissionSales(history, ruleBook, registry), invoices)
    const above = partnersAbove(await parentsOf(client, tenant))
    const booked = await bookedShares(client, tenant, account)
    const payments = new Map(invoices.map(invoice => [invoice.invoice, invoice.payments]))
    const entries = commissionEntries(targets, booked, above).map(entry => ({
      ...{ ...entry, id: this.ids.next(), payments: payments.get(entry.invoice) ?? [] }
    }))
    const { currency, zone } = history
    const date = this.clock.today(zone)
    await insertEntries(client, tenant, { account, date, recordedAt: this.clock.now(), entries })
    const posted = commissionPostings({ id: this.ids.next(), account, date, currency, entries })
    if (posted !== null) await this.ledger.post(client, tenant, [posted])
    await sql(
      client,
      `insert into commission_cursor (tenant, account, seen) values ($1, $2, $3)
       on conflict (tenant, account) do update set seen = excluded.seen`,
      [tenant, account, news.seen]
    )
    return entries.length
  }
}
