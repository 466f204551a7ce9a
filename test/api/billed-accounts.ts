// Accounts with an issued bill, for specs of what is corrected by hand.
import { BillingRunService, RulesHost } from '@farthing/kernel'
import { type Api, dayComes, openApi } from './api.ts'

export const coastal = `operator "Coastal Telecom" {
  currency EUR
  time zone "Europe/Berlin"
  approve adjustments above 60.00
  adjustment reason goodwill "Goodwill"
  adjustment reason billing-error "An error of ours"
}

plan home "Home" { rent 40.00 per month }
plan tv "Television" { rent 10.00 per month }

tax vat "VAT" { rate 19% }
`
export const goodwill = { reason: 'goodwill', by: 'Bea' }
export const error = { reason: 'billing-error', by: 'Bea' }

/** The API with the rules above. */
export class BilledAccounts {
  readonly api: Api

  private constructor(api: Api) {
    this.api = api
  }

  static async open(rules: string | ReadonlyMap<string, string> = coastal): Promise<BilledAccounts> {
    const accounts = new BilledAccounts(await openApi())
    await accounts.publish(rules)
    return accounts
  }

  /** For all days. */
  async publish(
    rules: string | ReadonlyMap<string, string>,
    { from = null, ...all }: { readonly dropsHeldPlans?: boolean; readonly from?: string | null } = {}
  ): Promise<void> {
    this.api.clock.advance({ seconds: 1 })
    const files = typeof rules === 'string' ? new Map([['rules.farthing', rules]]) : rules
    const day = from === null ? null : Temporal.PlainDate.from(from)
    const request = { files, from: day, author: 'tests', message: 'notes' }
    const published = await this.api.app.get(RulesHost).publish({ ...request, ...all, correctsIssuedBills: true })
    if (!published.ok) throw new Error(JSON.stringify(published))
  }

  async billAll(billDate: string): Promise<void> {
    dayComes(this.api, billDate)
    const run = (await this.api.post('/billing-runs', { billDate })).body.id
    await this.api.app.get(BillingRunService).drain(run)
    await this.api.post(`/billing-runs/${run}/accept`)
    await this.api.post(`/billing-runs/${run}/issue`)
    await this.api.app.get(BillingRunService).drain(run)
  }

  /** The run, whose drafts wait to be looked at. */
  async drafted(billDate: string, accounts: readonly string[]): Promise<string> {
    dayComes(this.api, billDate)
    const run = (await this.api.post('/billing-runs', { billDate, accounts })).body.id
    await this.api.app.get(BillingRunService).drain(run)
    return run
  }

  /** A customer with a bill of 50.00 and 9.50 VAT. */
  async billed(): Promise<{ readonly account: string; readonly invoice: string }> {
    const { api } = this
    const anna = { name: 'Anna', billDay: 1, zone: 'Europe/Berlin', currency: 'EUR', openedOn: '2026-03-01' }
    const { number: account } = (await api.post('/accounts', anna)).body
    for (const plan of ['home', 'tv'])
      await api.post(`/accounts/${account}/subscriptions`, { as: `${plan}-${account}`, plan, effective: '2026-03-01' })
    await this.billAll('2026-03-01')
    return { account, invoice: (await this.newest(account)).number }
  }

  async newest(account: string) {
    return (await this.api.get(`/invoices?account=${account}`)).body.invoices.at(-1)
  }

  /** By kind of ledger account. */
  async balances(account: string): Promise<Record<string, number>> {
    const { body } = await this.api.get(`/accounts/${account}/balances`)
    const kinds = body.map(({ amount, ledgerAccount }: { amount: string; ledgerAccount: string }) => [
      ledgerAccount.split(':')[0],
      Number(amount)
    ])
    return Object.fromEntries(kinds)
  }

  async post(path: string, body: object) {
    return (await this.api.post(path, body)).body
  }

  /** A page as a reader sees it. */
  async textOf(path: string): Promise<string> {
    const { body } = await this.api.app.inject({ method: 'GET', url: path })
    const text = body.replace(/<style>[\s\S]*<\/style>/, '').replace(/<[^>]+>/g, ' ')
    return text.replace(/\s+/g, ' ')
  }
}
