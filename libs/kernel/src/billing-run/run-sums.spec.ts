// What a run has made is counted once when it has ended, and stays right when invoices of it are cancelled.
import { openAccounts, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { Cancellations } from '../adjustments/index.ts'
import { Persistence, sql } from '../persistence/index.ts'
import { BillingRunService, InvoicesService } from './index.ts'
import { totalsOf } from './run-sums.ts'

const kernel = await testKernel({ now: '2026-04-01T00:00:00Z' })
await publishRules(kernel, sampleRules())
afterAll(() => kernel.close())

const runs = kernel.get(BillingRunService)
const done = <T>(text: string): Promise<T[]> => kernel.get(Persistence).bulk('main', client => sql<T>(client, text))

it('of a run that ended are kept, and what is credited since is told with them', async () => {
  const one = { billDay: 1, from: '2026-04-01', plans: ['mobile-20'] }
  await openAccounts(kernel, [one, one, one, one])
  kernel.clock.moveTo('2026-05-01T00:00:00Z')
  const { id } = await runs.drain((await runs.start({ billDate: Temporal.PlainDate.from('2026-05-01') })).id)
  const drafts = await kernel.get(InvoicesService).list({ run: id, limit: 10 })
  await runs.cancel(id, { accounts: [drafts[0]?.account ?? ''] })
  await runs.accept(id)
  await runs.issue(id)
  const issued = await runs.drain(id)
  const total = drafts[0]?.total ?? 0n
  expect(issued).toMatchObject({ status: 'issued', accounts: 4, chunks: 2, chunksDone: 2 })
  const cancelled = { currency: 'AUD', status: 'cancelled' }
  expect(issued.totals).toEqual([
    { ...cancelled, invoices: 1, total },
    { ...cancelled, status: 'issued', invoices: 3, total: 3n * total }
  ])
  expect(await done(`select from billing_run where sums is not null`)).toHaveLength(1)

  const [, second] = await kernel.get(InvoicesService).list({ run: id, limit: 10 })
  const { number, id: draft } = second ?? {}
  expect(await kernel.get(Cancellations).cancel(number ?? draft ?? '', { reason: 'wrong name' })).toMatchObject({
    ok: true
  })
  const after = [
    { ...cancelled, invoices: 2, total: 2n * total },
    { ...cancelled, status: 'issued', invoices: 2, total: 2n * total }
  ]
  expect((await runs.find(id))?.totals).toEqual(after)
  expect((await runs.list({ limit: 10 }))[0]?.totals).toEqual(after)
  await done('update billing_run set sums = null')
  expect((await runs.find(id))?.totals).toEqual(after)
})

it('leave out what is all credited', () => {
  const made = [{ status: 'issued', currency: 'EUR', invoices: 2, total: '30' }] as const
  const credited = [{ currency: 'EUR', invoices: 2, total: '30' }]
  expect(totalsOf(made, credited)).toEqual([{ status: 'cancelled', currency: 'EUR', invoices: 2, total: 30n }])
  expect(totalsOf(made, null)).toEqual([{ status: 'issued', currency: 'EUR', invoices: 2, total: 30n }])
})
