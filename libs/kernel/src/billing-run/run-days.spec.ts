// On which days bills are made and issued, and by when they are to be paid.
import { type OpenedBillingAccount, openAccounts, publishRules, sampleRules, testKernel } from '@farthing/testing'
import type { TestKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { AccountParents } from '../accounts/index.ts'
import { Persistence, sql } from '../persistence/index.ts'
import { SubscriptionsService } from '../subscriptions/index.ts'
import { BillingRunService, InvoicesService } from './index.ts'

jest.setTimeout(60_000)

const AHEAD = 'plan ahead "Ahead" { from 2025-01-01; rent 40.00 per month in advance, prorated by day }\n'
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

describe('the days of a bill run', () => {
  let kernel: TestKernel
  let runs: BillingRunService
  let accounts: OpenedBillingAccount[]
  beforeEach(async () => {
    kernel = await testKernel({ now: '2026-01-15T00:00:00Z' })
    await publishRules(kernel, sampleRules(AHEAD))
    runs = kernel.get(BillingRunService)
    accounts = await openAccounts(kernel, [
      { billDay: 1, from: '2026-01-15', plans: ['mobile-20'] },
      { billDay: 1, from: '2026-01-15', plans: ['mobile-20'] }
    ])
  })
  afterEach(() => kernel.close())

  const drafted = async (date: string) => runs.drain((await runs.start({ billDate: day(date) })).id)
  const made = (run: string) => kernel.get(InvoicesService).list({ run, limit: 10 })
  const change = (text: string, ...values: unknown[]) =>
    kernel.get(Persistence).bulk('main', client => sql(client, text, values))

  it('is of a day that has come: one of a day to come is refused and stops no bill before it', async () => {
    kernel.clock.moveTo('2026-01-31T12:59:59Z') // a second before midnight in Melbourne
    await expect(runs.start({ billDate: day('2026-02-01') })).rejects.toMatchObject({
      reason: 'day-to-come',
      message: expect.stringContaining('2026-02-01 is still to come')
    })
    const listed = runs.start({ billDate: day('2026-02-01'), accounts: accounts.map(({ id }) => id) })
    await expect(listed).rejects.toMatchObject({
      reason: 'day-to-come',
      message: expect.stringContaining('has not come for A-000001, A-000002.')
    })
    expect(await runs.list({ limit: 10 })).toEqual([])
    kernel.clock.moveTo('2026-01-31T13:00:00Z')
    expect((await drafted('2026-02-01')).accounts).toBe(2)
  })

  it('leaves an account for which it is still yesterday to the next run', async () => {
    await change(`update account set zone = 'America/Los_Angeles' where id = $1`, accounts[1]?.id)
    kernel.clock.moveTo('2026-02-01T00:00:00Z')
    const [invoice, ...others] = await made((await drafted('2026-02-01')).id)
    expect([invoice?.account, others]).toEqual([accounts[0]?.id, []])
    kernel.clock.moveTo('2026-02-01T08:00:00Z')
    expect((await made((await drafted('2026-02-01')).id)).map(({ account }) => account)).toEqual([accounts[1]?.id])
  })

  it('bills nobody before their day through an account below them', async () => {
    const [firm, shop] = accounts as [OpenedBillingAccount, OpenedBillingAccount]
    const above = { parent: firm.number, billing: 'consolidated', from: day('2026-01-15') } as const
    expect(await kernel.get(AccountParents).set(shop.number, above)).toMatchObject({ ok: true })
    await change(`update account set zone = 'America/Los_Angeles' where id = $1`, firm.id)
    kernel.clock.moveTo('2026-02-01T00:00:00Z')
    const named = runs.start({ billDate: day('2026-02-01'), accounts: [shop.id] })
    await expect(named).rejects.toMatchObject({
      reason: 'day-to-come',
      message: expect.stringContaining(`has not come for ${firm.number}, on whose invoice the lines`)
    })
    kernel.clock.moveTo('2026-02-01T08:00:00Z')
    const { id } = await runs.start({ billDate: day('2026-02-01'), accounts: [shop.id] })
    await runs.drain(id)
    expect((await made(id)).map(({ account }) => account)).toEqual([firm.id])
  })

  it('takes nothing back that a bill charged by more than a run that waited knows', async () => {
    const [{ id: account, number }] = accounts as [OpenedBillingAccount]
    kernel.clock.moveTo('2026-02-05T00:00:00Z')
    const waiting = await runs.start({ billDate: day('2026-02-05'), accounts: [account] })
    kernel.clock.advance({ minutes: 5 })
    const ahead = { as: '0499', plan: 'ahead', effective: day('2026-02-01') }
    expect(await kernel.get(SubscriptionsService).subscribe(number, ahead)).toMatchObject({ ok: true })
    kernel.clock.advance({ minutes: 5 })
    const other = await runs.start({ billDate: day('2026-02-02'), accounts: [account] })
    await runs.drain(other.id)
    expect(await runs.drain(waiting.id)).toMatchObject({ status: 'empty', parked: 1 })
    expect((await made(waiting.id)).flatMap(({ total }) => total)).toEqual([])
    expect(await runs.parked(waiting.id, { limit: 10 })).toMatchObject([
      { account, reason: 'billed-since', detail: expect.stringContaining('retry') }
    ])
    kernel.clock.advance({ minutes: 5 })
    const again = await runs.retry(waiting.id)
    if (!again.ok) throw new Error(again.detail)
    expect(await runs.drain(again.value.id)).toMatchObject({ parked: 0 })
    expect((await made(again.value.id)).filter(({ total }) => total < 0n)).toEqual([])
  })

  it('never issues an invoice before its bill date', async () => {
    kernel.clock.moveTo('2026-02-01T00:00:00Z')
    const { id } = await drafted('2026-02-01')
    await runs.accept(id)
    kernel.clock.moveTo('2026-01-31T12:00:00Z')
    expect(await runs.issue(id)).toMatchObject({ ok: false, reason: 'day-to-come' })
    kernel.clock.moveTo('2026-02-01T00:00:00Z')
    expect(await runs.issue(id)).toMatchObject({ ok: true })
  })

  it('counts the days to pay from the day of issue, where the customer is', async () => {
    kernel.clock.moveTo('2026-02-01T00:00:00Z')
    const { id } = await drafted('2026-02-01')
    await runs.accept(id)
    expect((await made(id)).map(({ due }) => due.toString())).toEqual(['2026-02-15', '2026-02-15'])
    kernel.clock.moveTo('2026-02-09T13:00:00Z') // the 10th in Melbourne
    await runs.issue(id)
    await runs.drain(id)
    expect((await made(id)).map(({ due }) => due.toString())).toEqual(['2026-02-24', '2026-02-24'])
    const events = await change(`select payload ->> 'dueDate' as due from outbox where topic = 'invoice.issued'`)
    expect(events).toEqual([{ due: '2026-02-24' }, { due: '2026-02-24' }])
  })
})
