// Usage of years, read in pages and by the week.
import { openAccounts, publishRules, putUsage, sampleRules, testKernel, type TestKernel } from '@farthing/testing'
import { Persistence } from '../index.ts'
import { RatedUsage } from './rated-usage.service.ts'

describe('usage of an account', () => {
  let kernel: TestKernel
  let account: string
  /** In order of start: edges of weeks, of clock changes, gaps of years, two at one instant. */
  const starts = [
    '2025-12-28T23:59:59.999Z',
    '2025-12-29T00:00:00Z',
    '2025-12-29T00:00:00.001Z',
    '2026-03-01T00:00:00Z',
    '2026-03-01T00:00:00Z',
    '2026-04-04T15:59:59Z',
    '2026-04-04T16:00:00Z',
    '2028-02-29T12:00:00Z'
  ]

  beforeAll(async () => {
    kernel = await testKernel()
    await publishRules(kernel, sampleRules())
    const [one, other] = await openAccounts(
      kernel.app,
      [1, 2].map(billDay => ({ billDay, from: '2025-12-01', plans: ['mobile-40'] }))
    )
    account = one?.id ?? ''
    for (const each of [one, other]) {
      const [subscription = ''] = each?.subscriptions ?? []
      const use = { account: each?.id ?? '', subscription, plan: 'mobile-40', service: 'voice', to: '61399990000' }
      await putUsage(
        kernel.app,
        '2028-03-01T00:00:00Z',
        starts.map(at => ({ ...use, at, quantity: 60_000 }))
      )
    }
  })
  afterAll(() => kernel.close())

  const whole = (at: string): string => Temporal.Instant.from(at).toString()

  it.each([1, 2, 3, 8, 9])('comes in order and whole, in pages of %d', async limit => {
    const usage = kernel.app.get(RatedUsage)
    const seen: string[] = []
    const events = new Set<string>()
    for (let page = await usage.list({ account, limit }); page?.length; ) {
      seen.push(...page.map(({ startedAt }) => startedAt.toString()))
      for (const { event } of page) events.add(event)
      page = await usage.list({ account, limit, after: page.at(-1) })
    }
    expect(seen).toEqual(starts.map(whole))
    expect(events.size).toBe(starts.length)
  })

  it.each([
    ['-infinity', 'infinity', starts.length],
    ['2025-12-29T00:00:00Z', '2025-12-29T00:00:00.001Z', 1],
    ['2025-12-28T23:59:59.999Z', '2025-12-29T00:00:00Z', 1],
    ['2026-03-01T00:00:00Z', '2026-04-04T16:00:00Z', 3],
    ['2028-02-29T12:00:00.000001Z', 'infinity', 0],
    ['-infinity', '2025-12-01T00:00:00Z', 0],
    ['2099-01-01T00:00:00Z', 'infinity', 0]
  ])('from %s until %s is %d', async (from, until, count) => {
    await kernel.app.get(Persistence).bulk('main', async client => {
      const found = await client.query<{ count: number }>(
        "select count(*)::int as count from account_usage('main', $1, $2, $3)",
        [account, from, until]
      )
      expect(found.rows[0]?.count).toBe(count)
    })
  })
})
