// What one account has in its books never keeps the others of its run from their bills.
import { billOn, customer, publishRules, sampleRules, type TestKernel, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { Cancellations } from '../adjustments/index.ts'
import { DeedsService } from '../deeds/index.ts'
import { Persistence, sql } from '../persistence/index.ts'
import { BillingRunService, InvoicesService } from './index.ts'

const rules = `plan plain "Plain" {
  from 2025-01-01
  tariff traffic
  rent 10.00 per month
}
account charge yearly "Yearly" 120.00 per year in arrears
commitment year "Minimum of a year" 130.00 per year
`

jest.setTimeout(60_000)

describe('a run with an account that is out of the ordinary', () => {
  let kernel: TestKernel

  beforeAll(async () => {
    kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
    await publishRules(kernel, sampleRules(rules))
  })
  afterAll(() => kernel.close())

  const plain = (number: string) => customer(kernel, { identities: [number], plan: 'plain' })
  async function run(day: string, ...accounts: readonly string[]) {
    kernel.clock.moveTo(`${day}T00:00:00Z`)
    const runs = kernel.get(BillingRunService)
    const { id } = await runs.start({ billDate: Temporal.PlainDate.from(day), accounts })
    await runs.drain(id)
    const drafts = await kernel.get(InvoicesService).list({ run: id, limit: 10 })
    return { drafts: drafts.map(({ account }) => account), parked: await runs.parked(id, { limit: 10 }) }
  }

  it('looks back beyond the first year where the first of several bills was cancelled', async () => {
    const { account, number } = await plain('61400000001')
    const other = await plain('61400000002')
    const agreed = { deed: 'agree-commitment', fields: { commitment: 'year' } }
    const done = await kernel
      .get(DeedsService)
      .do(account, { ...agreed, effective: Temporal.PlainDate.from('2026-01-01') })
    expect(done.ok).toBe(true)
    const first = await billOn(kernel, number, '2026-02-01')
    await billOn(kernel, number, '2026-03-01')
    const cancelled = await kernel.get(Cancellations).cancel(first?.invoice.id ?? '', { reason: 'goodwill' })
    expect(cancelled.ok).toBe(true)
    const { drafts, parked } = await run('2026-04-01', account, other.account)
    expect(parked).toEqual([])
    expect(drafts.toSorted()).toEqual([account, other.account].toSorted())
  })

  it('parks an account whose books cannot be read, with what is wrong, and bills the others', async () => {
    const [broken, whole] = [await plain('61400000003'), await plain('61400000004')]
    await billOn(kernel, broken.number, '2026-05-01')
    await kernel.get(Persistence).bulk('main', async client => {
      await sql(client, `update billing_cursor set dirty_from = '-infinity' where account = $1`, [broken.account])
    })
    const { drafts, parked } = await run('2026-06-01', broken.account, whole.account)
    expect(drafts).toEqual([whole.account])
    expect(parked).toMatchObject([{ account: broken.account, reason: 'broken-invariant' }])
    expect(parked[0]?.detail).toMatch(/year/)
  })

  it('parks an account that has the invoice already, and bills the others', async () => {
    const [forgotten, whole] = [await plain('61400000005'), await plain('61400000006')]
    const first = await run('2026-07-01', forgotten.account)
    expect(first.drafts).toEqual([forgotten.account])
    await kernel.get(Persistence).bulk('main', async client => {
      await sql(client, 'delete from billing_cursor where account = $1', [forgotten.account])
    })
    const { drafts, parked } = await run('2026-07-01', forgotten.account, whole.account)
    expect(drafts).toEqual([whole.account])
    expect(parked).toMatchObject([{ account: forgotten.account, reason: 'broken-invariant' }])
    expect(parked[0]?.detail).toMatch(/invoice_standing.*2026-07-01/)
  })
})
