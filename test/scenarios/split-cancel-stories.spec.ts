// Several invoices of one bill that are cancelled: what any of them had is billed, once.
import { AccountItems, BillingRunService, Cancellations, DeedsService } from '@farthing/kernel'
import { InvoicesService, Rebilling, RunGrace } from '@farthing/kernel'
import { openAccounts, publishRules, type TestKernel } from '@farthing/testing'
import { type Account, FIRM_RULES, Firms } from './firms.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

let firms: Firms
let kernel: TestKernel
beforeAll(async () => {
  firms = await Firms.open()
  ;({ kernel } = firms)
  const rules = FIRM_RULES.replace('due 14 days', 'outlier total above 50.00\n  due 14 days')
  await publishRules(kernel, new Map([['rules.farthing', rules]]))
})
afterAll(() => kernel.close())

const later = () => kernel.clock.moveTo(kernel.clock.now().add({ hours: 1 }).toString())

/** An office and a branch, each on an invoice of its own. */
async function parted(fleet: 'office' | 'branch'): Promise<Account> {
  const [account] = await openAccounts(kernel, [{ billDay: 1, from: '2026-01-01', plans: ['office', 'branch'] }])
  if (account === undefined) throw new Error('no account was opened')
  later()
  const subscription = account.subscriptions[fleet === 'office' ? 0 : 1]
  const told = { deed: 'set-invoice-group', fields: { group: 'fleet' }, subscription, effective: day('2026-01-01') }
  const done = await kernel.get(DeedsService).do(account.number, told)
  if (!done.ok) throw new Error(done.detail)
  return account
}

async function standing(account: Account): Promise<string[]> {
  const found = await kernel.get(InvoicesService).list({ account: account.number, limit: 50 })
  return found
    .filter(({ status }) => status !== 'cancelled')
    .map(({ billDate, group, total }) => `${billDate} ${group ?? 'main'} ${Number(total) / 1e6}`)
    .toSorted()
}

async function idOf(account: Account, on: string, group: string | null): Promise<string> {
  const found = await kernel.get(InvoicesService).list({ account: account.number, limit: 50 })
  const standing = found.filter(({ status }) => status !== 'cancelled')
  return standing.find(each => each.billDate.toString() === on && each.group === group)?.id ?? ''
}

async function cancel(account: Account, on: string, group: string | null): Promise<void> {
  later()
  const done = await kernel.get(Cancellations).cancel(await idOf(account, on, group), { reason: 'wrong address' })
  expect(done).toMatchObject({ ok: true })
}

async function rebill(account: Account, on: string, group: string | null) {
  later()
  return kernel.get(Rebilling).rebill(await idOf(account, on, group), { reason: 'wrong address' })
}

describe('invoices of one bill, cancelled together', () => {
  it.each(['office', 'branch'] as const)(
    'bring again what only the one that was made anew had, with the %s in a group',
    async fleet => {
      const account = await parted(fleet)
      await firms.bill('2026-02-01', account)
      const runs = kernel.get(BillingRunService)
      later()
      const { id } = await runs.start({ billDate: day('2026-03-01'), accounts: [account.id] })
      await runs.drain(id)
      expect(await runs.accept(id, { outliers: 'without' })).toMatchObject({ ok: true })
      const visit = { amount: 7_000_000n, description: 'Visit', effective: day('2026-01-20') }
      later()
      const [, subscription] = account.subscriptions
      await kernel.get(AccountItems).enter(account.id, { ...visit, subscription })
      later()
      expect(await kernel.get(RunGrace).renew(id)).toMatchObject({ ok: true })
      await runs.drain(id)
      const [office, branch] = fleet === 'office' ? ['fleet', 'main'] : ['main', 'fleet']
      const before = [`2026-02-01 ${office} 62`, `2026-02-01 ${branch} 124`]
      expect(await standing(account)).toEqual(
        [...before, `2026-03-01 ${office} 31`, `2026-03-01 ${branch} 69`].toSorted()
      )
      expect(await runs.cancel(id, { accounts: [account.id] })).toMatchObject({ ok: true })
      await firms.bill('2026-04-01', account)
      expect(await standing(account)).toEqual(
        [...before, `2026-04-01 ${office} 62`, `2026-04-01 ${branch} 131`].toSorted()
      )
    }
  )
})

it('an invoice is billed anew after the other one of its bill was cancelled, and that one with it', async () => {
  const account = await parted('office')
  await firms.bill('2026-02-01', account)
  await firms.bill('2026-03-01', account)
  const before = await standing(account)
  await cancel(account, '2026-03-01', 'fleet')
  expect(await rebill(account, '2026-03-01', null)).toMatchObject({
    ok: true,
    value: { cancelled: { group: null }, invoice: { group: null }, further: [{ group: 'fleet' }] }
  })
  expect(await standing(account)).toEqual(before)
})

it('an invoice is not billed anew while a later one stands, though others of the later bills were cancelled', async () => {
  const account = await parted('branch')
  await firms.bill('2026-02-01', account)
  await firms.bill('2026-03-01', account)
  await cancel(account, '2026-03-01', 'fleet')
  await firms.bill('2026-04-01', account)
  await cancel(account, '2026-04-01', 'fleet')
  const before = await standing(account)
  expect(await rebill(account, '2026-02-01', null)).toMatchObject({
    ok: false,
    reason: 'billed-since',
    detail: expect.stringContaining('was billed since, on 2026-04-01')
  })
  expect(await standing(account)).toEqual(before)
  await cancel(account, '2026-04-01', null)
  await cancel(account, '2026-03-01', null)
  expect(await rebill(account, '2026-02-01', null)).toMatchObject({ ok: true })
})
