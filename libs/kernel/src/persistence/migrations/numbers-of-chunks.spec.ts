// Chunks whose numbers were taken when all invoices were of one series.
import { openAccounts, publishRules, testKernel } from '@farthing/testing'
import { BillingRunService, InvoicesService } from '../../billing-run/index.ts'
import { Persistence, sql } from '../index.ts'
import { NUMBERS_OF_OPEN_CHUNKS } from './0190-numbers-of-chunks.ts'

const kernel = await testKernel({ now: '2026-03-01T00:00:00Z' })
afterAll(() => kernel.close())

it('go on with them', async () => {
  await publishRules(kernel)
  const wanted = { billDay: 1, from: '2026-02-01', plans: ['mobile-20'] }
  await openAccounts(kernel, [wanted, wanted, wanted])
  const runs = kernel.get(BillingRunService)
  const { id } = await runs.start({ billDate: Temporal.PlainDate.from('2026-03-01') })
  await runs.drain(id)
  await runs.accept(id)
  await runs.issue(id, 2)
  await kernel.get(Persistence).bulk('main', async client => {
    await sql(client, 'alter table billing_chunk add column first_number bigint')
    await sql(
      client,
      `update billing_chunk set numbers = null, first_number = 999998 + 2 * (number - 2) where phase = 'issue'`
    )
    await sql(client, NUMBERS_OF_OPEN_CHUNKS)
  })
  await runs.drain(id)
  const issued = await kernel.get(InvoicesService).list({ limit: 10 })
  expect(issued.map(({ number }) => number).toSorted()).toEqual(['INV-1000000', 'INV-999998', 'INV-999999'])
})
