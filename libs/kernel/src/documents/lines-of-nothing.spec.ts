// A line whose parts come to nothing stands in the books and on no paper.
import { customer, issueBills, publishRules, sampleRules, type TestKernel, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { AccountsService } from '../accounts/index.ts'
import { InvoicesService } from '../billing-run/index.ts'
import { DocumentsService } from './index.ts'

jest.setTimeout(60_000)

const PLAN = `
plan notes "Notes" {
  rent 20.00 per month, not prorated
}
`

describe('a line that comes to nothing', () => {
  let app: TestKernel

  beforeAll(async () => {
    app = await testKernel({ now: '2026-02-20T00:00:00Z' })
    await publishRules(app, sampleRules(PLAN))
  })
  afterAll(() => app.close())

  async function bill(date: string): Promise<void> {
    app.clock.moveTo(`${date}T00:00:00Z`)
    await issueBills(app, date)
  }

  it('is kept behind the others, and not printed', async () => {
    const own = { identities: ['0400000001'], plan: 'notes', from: '2026-02-20', billDay: 20 }
    const { account } = await customer(app, own)
    await bill('2026-02-20')
    app.clock.moveTo('2026-02-25T00:00:00Z')
    await app.get(AccountsService).moveBillDay(account, 24, Temporal.PlainDate.from('2026-02-25'))
    await bill('2026-03-24')
    const kept = await app.get(InvoicesService).find('INV-000002')
    expect(kept?.lines.map(({ amount, from, line }) => `${line} ${from} ${amount}`)).toEqual([
      '1 2026-03-24 20000000',
      '2 2026-02-20 0'
    ])
    const html = await app.get(DocumentsService).html('INV-000002')
    const text = html.ok ? html.value.replace(/<style>[\s\S]*<\/style>/, '').replace(/<[^>]+>/g, ' ') : ''
    expect(text).toContain('24 Mar – 23 Apr 2026')
    expect(text).not.toContain('20 Feb')
  })
})
