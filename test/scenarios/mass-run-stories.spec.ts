// A reviewer's morning, by commands: a run of some plans, beside the last one, accepted but for what is unusual.
import { BillingRunService, Persistence } from '@farthing/kernel'
import { openAccounts, publishRules, testKernel, type TestKernel } from '@farthing/testing'
import { farthing } from './farthing.ts'

const RULES = `operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
  outlier below 50% of the last bill
  outlier total above 100.00
}

plan small "Small" {
  rent 20.00 per month
  setup 30.00
}
plan large "Large" { rent 120.00 per month }
plan other "Other" { rent 5.00 per month }
`

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

describe('a bill run that is reviewed', () => {
  let kernel: TestKernel
  beforeAll(async () => {
    kernel = await testKernel({ now: '2026-04-01T00:00:00Z' })
    await publishRules(kernel, new Map([['rules.farthing', RULES]]))
    const plans = ['small', 'large', 'other']
    await openAccounts(
      kernel,
      plans.map(plan => ({ billDay: 1, from: '2026-03-01', plans: [plan] }))
    )
    const runs = kernel.get(BillingRunService)
    const { id } = await runs.start({ billDate: day('2026-03-01') })
    await runs.drain(id)
    await runs.accept(id)
    await runs.issue(id)
    await runs.drain(id)
  })
  afterAll(() => kernel.close())

  const run = (...words: string[]): string => {
    const done = farthing(words, { env: { DATABASE_URL: kernel.url } })
    if (done.code !== 0) throw new Error(done.err)
    return done.out
  }

  it('is told of bills that are unlike the last ones, and issues the others', async () => {
    const begun = JSON.parse(run('bill', 'run', '--date', '2026-04-01', '--plan', 'small', 'large', '--json'))
    expect(begun).toMatchObject({ asked: { plans: ['small', 'large'] }, invoices: [{ status: 'draft', invoices: 2 }] })
    expect(run('bill', 'compare', begun.id)).toBe(`2 invoices  140.00 AUD  last time 170.00  -17.6%

2 outliers
  A-000001  Customer 1  outlier below 50% of the last bill (rules.farthing:4)  last 50.00, INV-000001    20.00 AUD
  A-000002  Customer 2  outlier total above 100.00 (rules.farthing:5)          last 120.00, INV-000002  120.00 AUD
next: farthing bill accept ${begun.id} --without-outliers, or cancel ${begun.id} --outliers
`)
    expect(run('bill', 'accept', begun.id, '--account', 'A-000001')).toContain('accepted  one invoice')
    run('bill', 'cancel', begun.id, '--outliers', '--account', 'A-000002')
    expect(run('bill', 'issue', begun.id)).toContain('issued')
    const { rows } = await kernel
      .get(Persistence)
      .bulk('main', client =>
        client.query('select number, status from invoice where bill_date = $1 order by number', ['2026-04-01'])
      )
    expect(rows).toEqual([
      { number: 'INV-000004', status: 'issued' },
      { number: null, status: 'cancelled' }
    ])
  })
})
