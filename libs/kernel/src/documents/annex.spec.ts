// The itemised usage of a paper: whose it is, which number was called, and what is printed where it is too long.
import {
  customer,
  issueBills,
  publishRules,
  putUsage,
  sampleRules,
  type TestKernel,
  testKernel
} from '@farthing/testing'
import { jest } from '@jest/globals'
import { InvoicesService } from '../billing-run/index.ts'
import { SubscriptionsService } from '../subscriptions/index.ts'
import { viewOfInvoice } from './view-of-invoice.ts'

jest.setTimeout(60_000)

const PLAN = `
tariff local for voice {
  from 2025-01-01
  one zone anywhere

  rates {
    | price           |
    | 0.25 per minute |
  }
}

plan yearly "Yearly" {
  rent 120.00 per year in advance
  tariff local
  include 100 min of voice
}
`

describe('the annex', () => {
  let app: TestKernel

  beforeAll(async () => {
    app = await testKernel({ now: '2026-01-01T00:00:00Z' })
    await publishRules(app, sampleRules(PLAN))
    const { account, subscription } = await customer(app, { identities: ['0400000001'], plan: 'yearly' })
    const effective = Temporal.PlainDate.from('2026-01-01')
    const subscriptions = [subscription]
    for (const as of ['0400000002', '0400000003']) {
      const started = await app
        .get(SubscriptionsService)
        .subscribe(account, { as, plan: 'yearly', identities: [as], effective })
      if (started.ok) subscriptions.push(started.value.history.id)
    }
    await bill('2026-02-01')
    const call = (index: number, to: string, minutes: number) => ({
      ...{ account, subscription: subscriptions[index] ?? '', plan: 'yearly', service: 'voice', to },
      ...{ at: `2026-02-1${index}T10:00:00+11:00`, quantity: minutes * 60_000 }
    })
    const calls = [call(0, '61293334444', 10), call(1, '0293334444', 10), call(2, '61293334444', 120)]
    await putUsage(app, '2026-02-21T00:00:00Z', calls)
    await bill('2026-03-01')
  })
  afterAll(() => app.close())

  async function bill(date: string): Promise<void> {
    app.clock.moveTo(`${date}T00:00:00Z`)
    await issueBills(app, date)
  }

  async function viewOf(invoice: string, limit?: number) {
    const document = await app.get(InvoicesService).document(invoice, limit)
    if (document === undefined) throw new Error('no document')
    return viewOfInvoice(document)
  }

  it('names the subscription of each part, one of which all was included too', async () => {
    const { annex, groups } = await viewOf('INV-000002')
    expect(groups.map(({ title }) => title)).toEqual(['0400000003'])
    expect(annex?.map(({ count, label, title }) => `${title} ${label}: ${count}`).toSorted()).toEqual([
      'Voice 0400000001: 1 call',
      'Voice 0400000002: 1 call',
      'Voice 0400000003: 1 call'
    ])
  })

  it('writes numbers that are not international as they were dialled', async () => {
    const { annex } = await viewOf('INV-000002')
    const called = annex?.flatMap(({ label, rows }) => rows.map(({ to }) => `${label} ${to}`)).toSorted()
    expect(called).toEqual(['0400000001 +61293334444', '0400000002 0293334444', '0400000003 +61293334444'])
  })

  it('is whole or not there', async () => {
    const { annex, invoice } = await viewOf('INV-000002', 2)
    expect(annex).toBeNull()
    expect(invoice.hint).toBe('The itemised usage was too long to print; ask us for it as a file.')
    expect((await viewOf('INV-000002', 3)).annex).toHaveLength(3)
  })
})
