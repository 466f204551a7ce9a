// Accounts whose bills are parted by invoice group, for stories: opened, grouped, billed, and told in words.
import { parseDecimal } from '@farthing/billing-core/values'
import { AccountItems, BillingRunService, DeedsService, InvoicesService, LedgerService } from '@farthing/kernel'
import { openAccounts, publishRules, testKernel, type TestKernel } from '@farthing/testing'
import type { Account } from './firms.ts'

export const FLEET_RULES = `operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
  round half up to 0.01
  due 14 days after issue
  carry forward invoices below 5.00
}

plan car "Car" {
  rent 10.00 per month in advance, prorated by day
  tariff calls
}
plan desk "Desk" { rent 30.00 per month in advance, prorated by day }

tariff calls for voice {
  one zone anywhere

  rates {
    | price           | increment |
    | 0.10 per minute | 60s / 60s |
  }
}
`
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

export class Fleets {
  private constructor(readonly kernel: TestKernel) {}

  static async open(rules = FLEET_RULES): Promise<Fleets> {
    const kernel = await testKernel({ now: '2026-05-01T00:00:00Z' })
    await publishRules(kernel, new Map([['rules.farthing', rules]]))
    return new Fleets(kernel)
  }

  /** What comes now was not known to the bill before. */
  later(): Temporal.Instant {
    this.kernel.clock.moveTo(this.kernel.clock.now().add({ hours: 1 }).toString())
    return this.kernel.clock.now()
  }

  /** Billed on the 1st, opened on 1 January. */
  async account(...plans: string[]): Promise<Account> {
    const [opened] = await openAccounts(this.kernel, [{ billDay: 1, from: '2026-01-01', plans }])
    return opened as Account
  }

  /** `which`: its subscription, by place. `group` null: it ends. Id of the deed, or why not. */
  async group(account: Account, which: number, group: string | null, from: string): Promise<string> {
    const told =
      group === null ? { deed: 'end-invoice-group', fields: {} } : { deed: 'set-invoice-group', fields: { group } }
    const subscription = account.subscriptions[which]
    this.later()
    const done = await this.kernel.get(DeedsService).do(account.number, { ...told, subscription, effective: day(from) })
    return done.ok ? done.value.id : done.detail
  }

  async credit(account: Account, amount: string, on: string, which?: number): Promise<void> {
    const subscription = which === undefined ? undefined : account.subscriptions[which]
    this.later()
    const item = { amount: parseDecimal(amount), description: 'By hand', effective: day(on), subscription }
    const entered = await this.kernel.get(AccountItems).enter(account.number, item)
    if (!entered.ok) throw new Error(entered.detail)
  }

  async draft(date: string, ...accounts: readonly Account[]) {
    this.later()
    const runs = this.kernel.get(BillingRunService)
    const { id } = await runs.start({ billDate: day(date), accounts: accounts.map(each => each.id) })
    return runs.drain(id)
  }

  /** Bills these accounts on their bill day, and issues it. */
  async bill(date: string, ...accounts: readonly Account[]) {
    const drafted = await this.draft(date, ...accounts)
    if (drafted.totals.length === 0) return drafted
    const runs = this.kernel.get(BillingRunService)
    await runs.accept(drafted.id)
    await runs.issue(drafted.id)
    return runs.drain(drafted.id)
  }

  heads(account: Account) {
    return this.kernel.get(InvoicesService).list({ account: account.number, limit: 50 })
  }

  /** In order of bill date, then as made: its group and total, and its lines by place of the subscription. */
  async invoices(account: Account): Promise<string[]> {
    const told: string[] = []
    for (const { billDate, creditUsed, group, id, status, total } of await this.heads(account)) {
      const { lines = [] } = (await this.kernel.get(InvoicesService).find(id)) ?? {}
      const state = status === 'issued' ? '' : ` ${status}`
      const used = creditUsed === 0n ? '' : `, ${Number(creditUsed) / 1e6} of it out of credit`
      told.push(`${billDate}${state}, ${group ?? 'main'}: ${Number(total) / 1e6}${used}`)
      for (const { amount, from, subscription, until } of lines) {
        const whose = subscription === null ? 'account' : `#${account.subscriptions.indexOf(subscription)}`
        told.push(`  ${whose} ${from}..${until} ${Number(amount) / 1e6}`)
      }
    }
    return told
  }

  /** The same without the lines. */
  async totals(account: Account): Promise<string[]> {
    return (await this.invoices(account)).filter(line => !line.startsWith(' '))
  }

  /** Number of the newest of that group and day, or its id while it has none. */
  async invoiceOf(account: Account, group: string | null, date: string): Promise<string> {
    const found = (await this.heads(account)).findLast(
      head => head.group === group && head.billDate.toString() === date
    )
    return found?.number ?? found?.id ?? ''
  }

  async owed(account: Account): Promise<string[]> {
    const balances = await this.kernel.get(LedgerService).accountBalances('main', account.id)
    return balances
      .filter(({ amount }) => amount !== 0n)
      .map(each => `${each.ledgerAccount} ${Number(each.amount) / 1e6}`)
  }
}
