// An invoice from rules, an account and a call, as page and as PDF.
import {
  customer,
  issueBills,
  openAccounts,
  publishRules,
  putUsage,
  sampleRules,
  type TestKernel,
  testKernel
} from '@farthing/testing'
import { jest } from '@jest/globals'
import { Readable } from 'node:stream'
import { UsageImports } from '../usage/index.ts'
import { INVOICE_TEMPLATE } from '../templates/index.ts'
import { DocumentsService } from './index.ts'
import { readPdfPages } from './paper/read-pdf.ts'

jest.setTimeout(60_000)

describe('documents of invoices', () => {
  let app: TestKernel
  let documents: DocumentsService
  const PLAN = `
plan mobile-doc "Mobile Doc" {
  rent 20.00 per month in advance, prorated by day
  tariff calls
}
`

  beforeAll(async () => {
    app = await testKernel({ now: '2026-01-15T00:00:00Z' })
    documents = app.get(DocumentsService)
    await publishRules(app, sampleRules(PLAN))
    const [account] = await openAccounts(app, [{ billDay: 1, from: '2026-01-15', plans: ['mobile-doc'] }])
    await putUsage(app, '2026-01-21T00:00:00Z', [
      {
        account: account?.id ?? '',
        subscription: account?.subscriptions[0] ?? '',
        plan: 'mobile-doc',
        service: 'voice',
        to: '61293334444',
        at: '2026-01-20T10:00:00+11:00',
        quantity: 61_000
      }
    ])
    await bill('2026-02-01')
  })
  afterAll(() => app.close())

  async function bill(date: string): Promise<void> {
    app.clock.moveTo(`${date}T00:00:00Z`)
    await issueBills(app, date)
  }

  it('shows the total, the due date, each charge with its period and its rule, and each call', async () => {
    const html = await documents.html('INV-000001')
    const text = html.ok
      ? html.value
          .replace(/<style>[\s\S]*<\/style>/, '')
          .replace(/<[^>]+>/g, ' ')
          .replace(/\s+/g, ' ')
      : ''
    expect(text).toContain('Invoice number INV-000001')
    expect(text).toContain('Please pay by 15 February 2026')
    expect(text).toMatch(/Mobile Doc 20\.00 for the month, 17 of 31 days · [\w.-]+:\d+ 15 – 31 Jan 2026 10\.97/)
    expect(text).toMatch(/Mobile Doc [^·]*· [\w.-]+:\d+ 1 – 28 Feb 2026 20\.00/)
    expect(text).toContain('20 Jan 2026, 10:00 +61293334444')
  })

  it('says the same in the PDF as on the page', async () => {
    const pdf = await documents.pdf('INV-000001')
    const [first = '', second = ''] = pdf.ok ? readPdfPages(pdf.value) : []
    expect(first).toContain('INV-000001')
    expect(first).toContain('15 – 31 Jan 2026|10.97')
    expect(second).toContain('20 Jan 2026, 10:00|+61293334444')
    expect(second.endsWith('2|2')).toBe(true)
  })

  it('shows who called where it was not the subscription itself', async () => {
    const { account } = await customer(app, { identities: ['0400000001'], plan: 'mobile-doc', from: '2026-02-01' })
    const calls = [
      'id,service,subscriber,from,to,started_at,quantity,unit',
      'in,voice,0400000001,0399990000,0293334444,2026-02-01 10:00:00,60,s',
      'out,voice,0400000001,0400000001,0293334444,2026-02-01 11:00:00,60,s'
    ]
    const stream = Readable.from([Buffer.from(`${calls.join('\n')}\n`)])
    expect(await app.get(UsageImports).importStream(stream, 'calls.csv', { format: 'csv' })).toMatchObject({
      value: { rated: 2 }
    })
    app.clock.moveTo('2026-02-02T00:00:00Z')
    await issueBills(app, '2026-02-02', [account])
    const html = await documents.html('INV-000002')
    const rows = html.ok ? [...html.value.matchAll(/<td class="whom">([^<]*)<\/td>/g)].map(([, cell]) => cell) : []
    expect(rows).toEqual(['+61399990000', '+61293334444', '', '+61293334444', '', ''])
    const pdf = await documents.pdf('INV-000002')
    const pages = pdf.ok ? readPdfPages(pdf.value).join('|') : ''
    expect(pages).toContain('When|From|To|Zone')
    expect(pages).toContain('10:00|+61399990000|+61293334444')
  })

  it('says that an invoice does not exist', async () => {
    expect(await documents.pdf('INV-999999')).toMatchObject({ ok: false, reason: 'unknown-invoice' })
  })

  it("uses the operator's own template from the day its rules hold", async () => {
    const rules = new Map(sampleRules(PLAN))
    rules.set(INVOICE_TEMPLATE, '<p>{{account.number}} owes {{summary.due}}</p>\n')
    await publishRules(app, rules)
    await bill('2026-03-01')
    expect(await documents.html('INV-000003')).toMatchObject({
      ok: true,
      value: expect.stringMatching(/^<p>A-\d+ owes \$\d+\.\d\d<\/p>\n$/)
    })
  })

  it('never publishes a template with a mistake', async () => {
    const rules = new Map(sampleRules(PLAN)).set(INVOICE_TEMPLATE, '<p>{{account.nummer}}</p>')
    await expect(publishRules(app, rules)).rejects.toThrow("'nummer' is not a fact of this document")
  })
})
