// Runs that had ended before their sums were kept.
import { openAccounts, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { BillingRunService } from '../../billing-run/index.ts'
import { Persistence, sql } from '../index.ts'
import { SUMS_OF_RUNS } from './0173-sums-of-runs.ts'

const kernel = await testKernel({ now: '2026-04-01T00:00:00Z' })
await publishRules(kernel, sampleRules())
afterAll(() => kernel.close())

const runs = kernel.get(BillingRunService)
const change = (text: string) => kernel.get(Persistence).bulk('main', client => sql(client, text))

it('have them as if they ended now, and those that go on have none', async () => {
  const one = { billDay: 1, from: '2026-04-01', plans: ['mobile-20'] }
  const [first] = await openAccounts(kernel, [one, one, one])
  kernel.clock.moveTo('2026-05-01T00:00:00Z')
  const { id } = await runs.drain((await runs.start({ billDate: Temporal.PlainDate.from('2026-05-01') })).id)
  await runs.cancel(id, { accounts: [first?.id ?? ''] })
  await runs.accept(id)
  await runs.issue(id)
  const issued = await runs.drain(id)
  await change('update billing_run set sums = null')
  kernel.clock.moveTo('2026-06-01T00:00:00Z')
  const open = await runs.start({ billDate: Temporal.PlainDate.from('2026-06-01') })
  await change(SUMS_OF_RUNS)
  expect(await change('select id from billing_run where sums is not null')).toEqual([{ id }])
  expect(await runs.find(id)).toEqual(issued)
  expect(await runs.find(open.id)).toEqual(open)
})
