import { billOn, type OpenedBillingAccount, openAccounts, publishRules, sampleRules } from '@farthing/testing'
import { type TestKernel, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { AccountItems, AccountsService } from '../accounts/index.ts'
import { BillingRunService, BillPreview, InvoicesService, RunReview } from './index.ts'

jest.setTimeout(180_000)

const PLAN = `plan small "Small" {
  from 2025-01-01
  rent 3.00 per month in arrears, prorated by day
}
`
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

describe('a bill below the minimum', () => {
  let kernel: TestKernel
  let account: OpenedBillingAccount
  const open = async (minimum: string, ...plans: string[]): Promise<void> => {
    kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
    const rules = [...sampleRules(PLAN)].map(([file, text]): [string, string] => [
      file,
      text.replace(/^operator .*\{$/m, head => `${head}\n  carry forward invoices below ${minimum}`)
    ])
    await publishRules(kernel, new Map(rules))
    const [opened] = await openAccounts(kernel, [{ billDay: 1, from: '2026-01-01', plans }])
    if (opened === undefined) throw new Error('no account was opened')
    account = opened
  }
  afterEach(() => kernel.close())

  const run = async (date: string) => {
    kernel.clock.moveTo(`${date}T00:00:00Z`)
    const runs = kernel.get(BillingRunService)
    return runs.drain((await runs.start({ billDate: day(date) })).id)
  }
  const carried = async (id: string) =>
    (await kernel.get(RunReview).carried(id, { limit: 10 })).map(
      ({ accountNumber, billDate, currency, total }) => `${accountNumber} ${billDate} ${total} ${currency}`
    )
  const totals = async () =>
    (await kernel.get(InvoicesService).list({ account: account.number, limit: 10 })).map(
      ({ billDate, total }) => `${billDate} ${Number(total) / 1e6}`
    )

  it('leaves its account as it was: the run makes nothing of it, and the next one bills both months', async () => {
    await open('5.00', 'small')
    expect(await billOn(kernel, account.number, '2026-02-01')).toBeUndefined()
    const both = await billOn(kernel, account.number, '2026-03-01')
    expect(both?.lines.map(({ amount, from }) => `${from} ${Number(amount) / 1e6}`)).toEqual([
      '2026-01-01 3',
      '2026-02-01 3'
    ])
    // asked for by hand
    kernel.clock.moveTo('2026-04-02T00:00:00Z')
    const runs = kernel.get(BillingRunService)
    await runs.drain((await runs.start({ billDate: day('2026-04-01'), accounts: [account.id] })).id)
    expect((await totals()).toSorted()).toEqual(['2026-03-01 6', '2026-04-01 3'])
  })

  it('is looked at on bill days alone, and the run says whose it left open', async () => {
    await open('50.00', 'small')
    const first = await run('2026-02-03')
    expect(first).toMatchObject({ accounts: 1, carriedForward: 1, totals: [] })
    expect(await carried(first.id)).toEqual(['A-000001 2026-02-01 3000000 AUD'])
    expect(await run('2026-02-04')).toMatchObject({ accounts: 0, carriedForward: 0 })
    expect(await run('2026-02-28')).toMatchObject({ accounts: 0 })
    expect(await carried((await run('2026-03-01')).id)).toEqual(['A-000001 2026-03-01 6000000 AUD'])
  })

  it('is told by a preview', async () => {
    await open('5.00', 'small')
    kernel.clock.moveTo('2026-02-01T00:00:00Z')
    const preview = kernel.get(BillPreview)
    expect(await preview.of(account.number)).toMatchObject({ value: { carriedForward: true } })
    expect(await preview.of(account.number, day('2026-03-01'))).toMatchObject({ value: { carriedForward: false } })
  })

  it('is made after so many times', async () => {
    await open('50.00, at most 2 times', 'small')
    expect([(await run('2026-02-01')).carriedForward, (await run('2026-03-01')).carriedForward]).toEqual([1, 1])
    expect(await run('2026-04-01')).toMatchObject({ carriedForward: 0, totals: [{ invoices: 1, total: 9_000_000n }] })
    expect(await run('2026-05-01')).toMatchObject({ carriedForward: 1 })
  })

  it('is the last one of an account that is closed, which had no subscription', async () => {
    await open('5.00')
    const item = { amount: 2_000_000n, description: 'Letter', effective: day('2026-01-20') }
    await kernel.get(AccountItems).enter(account.id, item)
    expect(await run('2026-02-01')).toMatchObject({ carriedForward: 1 })
    await kernel.get(AccountsService).close(account.id)
    expect(await run('2026-03-01')).toMatchObject({ carriedForward: 0, totals: [{ total: 2_000_000n }] })
  })

  it("goes by the account's own minimum", async () => {
    await open('5.00', 'small')
    const accounts = kernel.get(AccountsService)
    await accounts.changeContact(account.id, { invoiceMinimum: 0n })
    expect(await run('2026-02-01')).toMatchObject({ carriedForward: 0, totals: [{ total: 3_000_000n }] })
    await accounts.changeContact(account.id, { invoiceMinimum: 8_000_000n })
    expect(await run('2026-03-01')).toMatchObject({ carriedForward: 1 })
    expect(await run('2026-04-01')).toMatchObject({ carriedForward: 1 })
    await accounts.changeContact(account.id, { invoiceMinimum: null })
    expect(await run('2026-05-01')).toMatchObject({ carriedForward: 0, totals: [{ total: 9_000_000n }] })
  })

  it('that comes to exactly nothing is made, and is paid as it stands', async () => {
    await open('5.00', 'small')
    const item = { amount: -3_000_000n, description: 'Sorry', effective: day('2026-01-20') }
    await kernel.get(AccountItems).enter(account.id, item)
    expect(await run('2026-02-01')).toMatchObject({ carriedForward: 0, totals: [{ invoices: 1, total: 0n }] })
  })

  it('is looked at again when a bill before it was cancelled', async () => {
    await open('5.00', 'small')
    await kernel.get(AccountsService).changeContact(account.id, { invoiceMinimum: 0n })
    const first = await run('2026-02-01')
    await kernel.get(AccountsService).changeContact(account.id, { invoiceMinimum: null })
    expect(await run('2026-03-01')).toMatchObject({ carriedForward: 1 })
    await kernel.get(BillingRunService).cancel(first.id)
    expect(await run('2026-03-05')).toMatchObject({ carriedForward: 0, totals: [{ total: 6_000_000n }] })
  })
})
