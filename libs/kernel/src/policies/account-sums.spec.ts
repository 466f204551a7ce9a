// What accounts used in their cycles: the same from sums as from events, and read once however many classes usage has.
import { accountHistory } from '@farthing/billing-core'
import { openAccounts, publishRules, putUsage, sampleRules, testKernel } from '@farthing/testing'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import { billableUsage, chunkAccounts } from '../billing-run/index.ts'
import { Persistence, sql } from '../persistence/index.ts'
import { usedByEvents, usedOnDays } from './account-sums.ts'

const now = '2026-03-20T00:00:00Z'
const ACCOUNTS = 40
const cycle = { from: Temporal.PlainDate.from('2026-03-01'), until: Temporal.PlainDate.from('2026-04-01') }
/** Melbourne's first and last moments of March among them. */
const times = ['02-28T23:59:59.999', '03-01T00:00:00', '03-09T12:00:00', '03-31T23:59:59.999', '04-01T00:00:00']

const kernel = await testKernel({ now })
afterAll(() => kernel.close())

async function madeAccounts(): Promise<string[]> {
  await publishRules(kernel, sampleRules())
  const plan = { billDay: 1, from: '2026-01-01', plans: ['mobile-20', 'mobile-20'] }
  const opened = await openAccounts(kernel, Array<typeof plan>(ACCOUNTS).fill(plan))
  const uses = opened.flatMap(({ id: account, subscriptions: [one = '', other = ''] }, nth) =>
    times.flatMap((time, index) => {
      const use = { account, plan: 'mobile-20', at: `2026-${time}+11:00`, quantity: 60_000 * (1 + nth + index) }
      const voice = { ...use, subscription: index % 2 === 0 ? one : other, service: 'voice', to: '61290000000' }
      return [voice, { ...use, subscription: one, service: 'data', to: '' }]
    })
  )
  await putUsage(kernel, now, uses)
  return opened.map(({ id }) => id)
}

async function scansOfUsage(client: ClientBase): Promise<number> {
  const [found] = await sql<{ scans: number }>(
    client,
    "select idx_scan::int as scans from pg_stat_xact_user_tables where relname = 'rated_usage'"
  )
  return found?.scans ?? 0
}

it('says the same by sums and by events, and reads an account once for each week', async () => {
  const ids = await madeAccounts()
  await kernel.get(Persistence).bulk('main', async client => {
    const classes = `insert into usage_class (tenant, id, service, zone, bands, tariff, version, unit, currency)
      select 'main', 1000 + n, 'voice', 'zone ' || n, '', 'calls', 'v', 'second', 'AUD' from generate_series(1, 300) n`
    await client.query(classes)
    const known = Temporal.Instant.from(now)
    const accounts = (await chunkAccounts(client, 'main', ids, kernel.get(FactBook))).flatMap(({ facts, id }) => {
      const history = accountHistory(id, facts, known)
      return history === null ? [] : [{ history, days: cycle }]
    })
    const before = await scansOfUsage(client)
    const sums = await usedOnDays(client, 'main', accounts)
    expect((await scansOfUsage(client)) - before).toBeLessThan(ACCOUNTS * 8)
    const wanted = ids.map(account => ({ account, fromMs: -Infinity, untilMs: Date.UTC(2027, 0) }))
    const events = await billableUsage(client, 'main', known, wanted)
    expect(events.get(ids[0] ?? '')).toHaveLength(times.length * 2)
    const byEvents = accounts.map(each => [
      each.history.account,
      usedByEvents(each, events.get(each.history.account) ?? [])
    ])
    expect(sums).toEqual(new Map(byEvents as [string, Map<string, number>][]))
    const ofFirst = [...(sums.get(ids[0] ?? '') ?? [])].map(([part, ticks]) => `${part.split(' ')[2]} ${ticks}`)
    const [ofOne, ofAccount] = [
      ['data 3000000', 'voice 180000', 'voice 360000'],
      ['data 3000000', 'voice 540000']
    ]
    expect(ofFirst.toSorted()).toEqual([...ofOne, ...ofAccount].toSorted()) // data by the begun MB
  })
}, 60_000)
