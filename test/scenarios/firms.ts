// Firms and their branches, for stories: opened, put under one another, billed, and told in words.
import { AccountParents, BillingRunService, InvoicesService, LedgerService } from '@farthing/kernel'
import { type OpenedBillingAccount, openAccounts, publishRules, testKernel, type TestKernel } from '@farthing/testing'

export const FIRM_RULES = `operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
  round half up to 0.01
  due 14 days after issue
}

plan office "Office" { rent 31.00 per month in advance, prorated by day }
plan branch "Branch" { rent 62.00 per month in advance, prorated by day }
`
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const WHOLE = 1_000_000n

export type Account = OpenedBillingAccount

export class Firms {
  private constructor(readonly kernel: TestKernel) {}

  static async open(): Promise<Firms> {
    const kernel = await testKernel({ now: '2026-05-01T00:00:00Z' })
    await publishRules(kernel, new Map([['rules.farthing', FIRM_RULES]]))
    return new Firms(kernel)
  }

  /** An office that is billed on the 15th, and branches that are billed on the 1st; all opened on 1 January. */
  async family(branches: number, plan = 'branch'): Promise<[Account, Account, ...Account[]]> {
    const wanted = Array.from({ length: branches }, () => ({ billDay: 1, from: '2026-01-01', plans: [plan] }))
    const opened = await openAccounts(this.kernel, [{ billDay: 15, from: '2026-01-01', plans: ['office'] }, ...wanted])
    return opened as unknown as [Account, Account, ...Account[]]
  }

  async under(
    child: Account,
    above: Account | null,
    billing: 'separate' | 'parent-pays' | 'consolidated',
    from: string
  ): Promise<string> {
    const set = await this.kernel
      .get(AccountParents)
      .set(child.number, { parent: above?.number ?? null, billing, from: day(from) })
    return set.ok ? (set.value.findLast(({ account }) => account === child.number)?.id ?? '') : set.reason
  }

  /** Bills these accounts on their bill day, and issues what is not parked. */
  async bill(date: string, ...accounts: readonly Account[]) {
    this.kernel.clock.moveTo(this.kernel.clock.now().add({ hours: 1 }).toString())
    const runs = this.kernel.get(BillingRunService)
    const { id } = await runs.start({ billDate: day(date), accounts: accounts.map(each => each.id) })
    const drafted = await runs.drain(id)
    if (drafted.totals.length === 0) return drafted
    await runs.accept(id)
    await runs.issue(id)
    return runs.drain(id)
  }

  /** Newest last: who owes it, whose bill it is, and its lines. */
  async invoices(account: Account): Promise<string[]> {
    const found = await this.kernel.get(InvoicesService).list({ account: account.number, limit: 50 })
    const told: string[] = []
    for (const { accountNumber, billDate, billOf, id, status, total } of found) {
      const { lines = [] } = (await this.kernel.get(InvoicesService).find(id)) ?? {}
      const state = status === 'issued' ? '' : ` ${status}`
      const whose = billOf === null ? '' : ` for ${billOf}`
      told.push(`${billDate}${state}: ${accountNumber} owes ${total / WHOLE}${whose}`)
      for (const line of lines)
        told.push(`  ${line.line} ${line.accountNumber} ${line.from}..${line.until} ${Number(line.amount) / 1e6}`)
    }
    return told
  }

  async owed(account: Account): Promise<string[]> {
    const balances = await this.kernel.get(LedgerService).accountBalances('main', account.id)
    return balances
      .filter(({ amount }) => amount !== 0n)
      .map(each => `${each.ledgerAccount} ${Number(each.amount) / 1e6}`)
  }
}
