// kill -9 of a server that charges: asked again, it answers what it answered before, and no money and no use is lost or doubled.
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import {
  ChargingService,
  LedgerService,
  Persistence,
  type PocketRow,
  PocketsService,
  StrayReservations
} from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { SeededRandom } from '@farthing/testing/seeded-random'
import { ChargingClient, randomStory, type Story } from './charging-client.ts'
import { countRows, type Elsewhere, elsewhere } from './elsewhere.ts'

/** FARTHING_KILLS=50 npm test -- test/faults/killed-charging */
const KILLS = Number(process.env['FARTHING_KILLS'] ?? 1)
const SEED = Number(process.env['FARTHING_SEED'] ?? Math.floor(Math.random() * 1_000_000))
const STORIES_A_KILL = 40
const LONGEST_DELAY_MS = 150
const now = '2026-03-10T00:00:00Z'
const kernel = await testKernel({ now })
/** The fourth one runs out of money; the bill takes what the pockets of the next two do not pay, up to a limit and without one; the last one pays calls in seconds. */
const budgets = [1_000_000_000n, 1_000_000_000n, 1_000_000_000n, 20_000_000n, 1_000_000n, 1_000_000n, 1_000_000_000n]
const plans = ['mobile-40', 'mobile-40', 'mobile-40', 'mobile-40', 'limited', 'unlimited', 'timed']
const SECONDS = 1_000_000_000n
const timed = `plan timed "Timed" {
  from 2025-01-01
  tariff calls, purchases
}
`
const hybrid = (name: string, limit: string): string => `plan ${name} "${name}" {
  from 2025-01-01
  tariff calls, purchases
  pay hybrid${limit}
}
`
const subscribers = budgets.map((_, index) => `6140000000${index}`)
const accounts: string[] = []

beforeAll(async () => {
  await publishRules(kernel, sampleRules(hybrid('limited', ' up to 20.00 per cycle') + hybrid('unlimited', '') + timed))
  for (const [index, amount] of budgets.entries()) {
    const { account } = await customer(kernel, { identities: [subscribers[index] ?? ''], plan: plans[index] ?? '' })
    const pocket = { unit: 'AUD', subscription: null, priority: 1, expiresAt: null, reason: 'bonus' } as const
    // two pockets: what is taken comes out of both
    for (const share of [3n, 7n])
      await kernel.get(PocketsService).grant(account, { ...pocket, amount: (amount * share) / 10n })
    if (plans[index] === 'timed')
      await kernel.get(PocketsService).grant(account, { ...pocket, unit: 'second', amount: SECONDS })
    accounts.push(account)
  }
})
afterAll(() => kernel.close())

async function server(): Promise<Elsewhere & { readonly url: string }> {
  const started = elsewhere('serve-charging.ts', kernel.url, now)
  const [line] = await once(started.child.stdout ?? started.child, 'data')
  return { ...started, url: String(line).trim() }
}

async function rows<Row>(query: string): Promise<Row[]> {
  return kernel.get(Persistence).bulk('main', async client => (await client.query(query)).rows as Row[])
}

describe('a server that is killed while it charges', () => {
  it(`gives every answer again, and loses and doubles nothing, at ${KILLS} random instants (FARTHING_SEED=${SEED})`, async () => {
    const random = new SeededRandom(SEED)
    const client = new ChargingClient()
    const stories: Story[] = []
    let pending: Story[] = []
    let cut = 0
    for (let kill = 0; kill < KILLS; kill++) {
      const { child, gone, url } = await server()
      const fresh = Array.from({ length: STORIES_A_KILL }, (_, i) =>
        randomStory(random, subscribers, stories.length + i)
      )
      stories.push(...fresh)
      const begun = client.answered
      const work = Promise.allSettled([...pending, ...fresh].map(story => client.play(story, url)))
      while (client.answered === begun) await wait(1)
      await wait(random.below(LONGEST_DELAY_MS))
      child.kill('SIGKILL')
      await gone
      expect(await kernel.get(StrayReservations).release()).toBe(0)
      const done = await work
      cut += done.filter(({ status }) => status === 'rejected').length
      pending = [...pending, ...fresh].filter((_, index) => done[index]?.status === 'rejected').concat(fresh)
      pending = [...new Set(pending)]
    }
    const { child, gone, url } = await server()
    for (const story of stories) await client.play(story, url)
    child.kill('SIGTERM')
    await gone
    expect(client.changed).toEqual([])
    expect(cut).toBeGreaterThan(0)
    await expectNothingLost(stories, client)
  }, 1_800_000)

  async function expectNothingLost(stories: readonly Story[], client: ChargingClient): Promise<void> {
    kernel.clock.advance({ hours: 1 })
    await kernel.get(ChargingService).closeOverdue()
    expect(await countRows(kernel, "charging_session where state = 'open'")).toBe(0)
    expect(await countRows(kernel, 'usage_quarantine')).toBe(0)
    const used = await rows<{ called: string; quantity: bigint }>(
      'select called, quantity from rated_usage order by called'
    )
    const told = stories.flatMap(story => {
      if (story.reports.length === 0) return client.isCharged(story) ? [{ called: story.to, quantity: 1n }] : []
      return [{ called: story.to, quantity: BigInt(story.reports.reduce((sum, each) => sum + each, 0)) * 1000n }]
    })
    expect(used).toEqual(told)
    for (const [index, account] of accounts.entries()) {
      const all = (await kernel.get(PocketsService).list(account)) ?? []
      const pockets = all.filter(({ unit }) => unit === 'AUD')
      const left = pockets.reduce((sum, { balance }) => sum + balance, 0n)
      expect(all.filter(({ reserved }) => reserved !== 0n)).toEqual([])
      const booked = await kernel.get(LedgerService).accountBalances('main', account)
      if (plans[index] === 'timed') {
        const hasCalls = stories.some(
          ({ reports, subscriber }) => subscriber === subscribers[index] && reports.length > 0
        )
        await expectSeconds(account, { all, money: left, budget: budgets[index] ?? 0n, hasCalls })
        continue
      }
      expect(-booked.reduce((sum, { amount }) => sum + amount, 0n)).toBe(left)
      const [paid] = await rows<{ sum: string | null }>(
        `select sum(prepaid)::text from rated_usage where account = '${account}'`
      )
      expect(BigInt(paid?.sum ?? 0) + left).toBe(budgets[index])
    }
    // what pockets did not pay of each use that the bill may take is owed, and nothing is promised any more
    const taken = `select coalesce(sum(amount - prepaid), 0)::text as owed, '0' as held from rated_usage where account = any('{${accounts.slice(4, 6)}}')`
    const credit =
      'select coalesce(sum(owed), 0)::text as owed, coalesce(sum(held), 0)::text as held from charging_credit'
    const [booked] = await rows<{ owed: string }>(credit)
    expect(booked).toEqual((await rows(taken))[0])
    expect(Number(booked?.owed)).toBeGreaterThan(0)
    expect(await kernel.get(LedgerService).totals('main')).toMatchObject({ balanced: true })
  }

  /** Calls took the seconds that their tariff bills, films the money, and each use is paid in full. */
  async function expectSeconds(
    account: string,
    {
      all,
      budget,
      hasCalls,
      money
    }: { readonly all: readonly PocketRow[] } & Record<'budget' | 'money', bigint> & { readonly hasCalls: boolean }
  ): Promise<void> {
    const [seconds] = all.filter(({ unit }) => unit === 'second')
    const [sums] = await rows<Record<'ticks' | 'money' | 'unpaid', string>>(
      `select coalesce(sum(billed) filter (where value is null), 0)::text as ticks,
         coalesce(sum(prepaid) filter (where value is not null), 0)::text as money, coalesce(sum(amount - prepaid), 0)::text as unpaid
       from rated_usage where account = '${account}'`
    )
    const paid = { ticks: `${SECONDS - (seconds?.balance ?? 0n)}`, money: `${budget - money}`, unpaid: '0' }
    expect(sums).toEqual(paid)
    expect(sums?.ticks !== '0').toBe(hasCalls)
    const booked = await kernel.get(LedgerService).accountBalances('main', account)
    const left = booked.find(({ ledgerAccount }) => ledgerAccount.startsWith('pocket:second:'))
    expect(-(left?.amount ?? 0n)).toBe(seconds?.balance)
  }
})
