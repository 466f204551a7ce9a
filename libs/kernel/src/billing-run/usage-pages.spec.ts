// Usage of a chunk in pages: the same events as in one piece, each account's in order of time, wherever the pages end.
import { openAccounts, publishRules, testKernel } from '@farthing/testing'
import type { BillableUsage } from '@farthing/simulator'
import { Persistence } from '../persistence/index.ts'
import { billableUsage } from './billable-usage.ts'
import { UsagePages } from './usage-pages.ts'

const now = '2026-03-20T00:00:00Z'
/** Pages of 10,000 end within accounts, and at the end of one. */
const USES = [0, 4, 23_000, 0, 6_996, 12_345, 0]
const kernel = await testKernel({ now })
afterAll(() => kernel.close())

it('hands out the usage of each account in turn', async () => {
  await publishRules(kernel)
  const plan = { billDay: 1, from: '2026-01-01', plans: ['mobile-20'] }
  const opened = await openAccounts(kernel, Array<typeof plan>(USES.length).fill(plan))
  await kernel.get(Persistence).bulk('main', async client => {
    await client.query(`insert into usage_class (tenant, id, service, zone, bands, tariff, version, unit, currency)
      values ('main', 1, 'voice', 'national', '', 'calls', 'v', 'second', 'AUD')`)
    for (const [nth, { id, subscriptions }] of opened.entries())
      await client.query(
        `insert into rated_usage (started_at, known, quantity, billed, amount, class, import, line, account, subscription, tenant, event, called, caller)
         select '2026-03-01'::timestamptz + n * 7919 % 86400 * interval '1 second', '2026-03-10', n, n, n, 1, 1, n, $1::uuid, $2, 'main', $1::uuid::text || n, '', ''
         from generate_series(1, $3::int) n`,
        [id, subscriptions[0], USES[nth]]
      )
    const wanted = opened.map(({ id }) => ({ account: id, fromMs: -Infinity, untilMs: Date.UTC(2027, 0) }))
    const knownAt = Temporal.Instant.from(now)
    const whole = await billableUsage(client, 'main', knownAt, wanted)
    const pages = await UsagePages.open(client, { tenant: 'main', knownAt }, wanted)
    for (const [nth, { account }] of wanted.entries()) {
      const read: BillableUsage[] = []
      await pages.each(account, page => {
        expect(page.length).toBeLessThanOrEqual(10_000)
        read.push(...page)
      })
      const expected = (whole.get(account) ?? []).toSorted(
        (a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1)
      )
      expect(read.length).toBe(USES[nth])
      expect(read).toEqual(expected)
    }
    await pages.close()
  })
}, 60_000)
