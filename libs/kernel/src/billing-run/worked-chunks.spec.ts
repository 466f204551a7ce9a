// What a worker costs a run beside its chunks: never all that the run has made so far.
import { openAccounts, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { Client } from 'pg'
import { BillingRunService } from './index.ts'

const kernel = await testKernel({ now: '2026-04-01T00:00:00Z' })
afterAll(() => kernel.close())

const ACCOUNTS = 12

/** Statements that are sent meanwhile. */
async function sentBy(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = []
  const proto = Client.prototype as unknown as { query: (...args: unknown[]) => unknown }
  const { query } = proto
  proto.query = function (...args) {
    const [asked] = args as [string | { text?: string }]
    sent.push(typeof asked === 'string' ? asked : (asked.text ?? ''))
    return query.apply(this, args)
  }
  try {
    await work()
  } finally {
    proto.query = query
  }
  return sent
}

it('does each chunk without counting the invoices and the chunks that are done', async () => {
  await publishRules(kernel, sampleRules())
  const one = { billDay: 1, from: '2026-04-01', plans: ['mobile-20'] }
  await openAccounts(
    kernel,
    Array.from({ length: ACCOUNTS }, () => one)
  )
  kernel.clock.moveTo('2026-05-01T00:00:00Z')
  const runs = kernel.get(BillingRunService)
  const { id } = await runs.start({ billDate: Temporal.PlainDate.from('2026-05-01'), chunkSize: 1 })
  const sent = await sentBy(async () => {
    for (let number = 1; number <= ACCOUNTS; number += 1) await runs.workChunk({ run: id, number })
  })
  expect(sent.filter(text => text.includes('settle') || text.includes('update billing_run r'))).toHaveLength(ACCOUNTS)
  expect(sent.filter(text => /group by status|cardinality/.test(text))).toEqual([])
  expect(await runs.find(id)).toMatchObject({
    status: 'draft',
    ...{ chunks: ACCOUNTS, chunksDone: ACCOUNTS, accounts: ACCOUNTS },
    totals: [{ status: 'draft', invoices: ACCOUNTS }]
  })
})
