// kill -9 in the middle of a re-rating, while it finds and while it applies: each use is priced once, and all of them or none.
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { Persistence, RealTimeReratings, ReratingBook, Reratings, sql, UsageImports } from '@farthing/kernel'
import { customer, publishRules, sampleRules, type TestDatabase, testKernel } from '@farthing/testing'
import { SeededRandom } from '@farthing/testing/seeded-random'
import { countRows, elsewhere, killWhen } from './elsewhere.ts'

const CUSTOMERS = 24
const USES_EACH = 1_250
const USES = CUSTOMERS * USES_EACH
const KILLS = Number(process.env['FARTHING_KILLS'] ?? 1)
const SEED = Number(process.env['FARTHING_SEED'] ?? Math.floor(Math.random() * 1_000_000))
const now = '2026-03-10T00:00:00Z'
/** Kills that one database sees, each after the re-ratings of those before; then the next begins with the import again. */
const KILLS_A_DATABASE = 5
let kernel = await testKernel({ now })
let imported: TestDatabase
const reratings = (): Reratings => kernel.get(Reratings)

/** Price of a minute at the peak, from 1 March on; `rate`: what the plan of all customers says of it. */
async function publishPrice(price: string, rate = 'rate on arrival'): Promise<void> {
  const rules = [...sampleRules()].map(([path, text]): [string, string] => [
    path,
    text.replace('0.25 per minute', `${price} per minute`).replace('level 2\n', `level 2\n  ${rate}\n`)
  ])
  await publishRules(kernel, new Map(rules), '2026-03-01')
}

beforeAll(async () => {
  await publishRules(kernel)
  for (let i = 0; i < CUSTOMERS; i++) await customer(kernel, { identities: [`6140000${1000 + i}`] })
  const lines = Array.from({ length: USES }, (_, i) => {
    return `${i},voice,040000${1000 + (i % CUSTOMERS)},0399990000,2026-03-0${2 + (i % 5)} 10:00:00,60,s\n`
  })
  const file = Readable.from([Buffer.from(`id,service,subscriber,to,started_at,quantity,unit\n${lines.join('')}`)])
  expect(await kernel.get(UsageImports).importStream(file, 'march.csv', { format: 'csv' })).toMatchObject({
    value: { rated: USES }
  })
  imported = await kernel.leave()
  kernel = await testKernel({ now, from: imported })
}, 120_000)
afterAll(async () => {
  await kernel.close()
  await imported.drop()
})

/** The first kill of each database finds the import and nothing else. */
async function beforeKill(kill: number): Promise<void> {
  if (kill % KILLS_A_DATABASE !== 0) return
  await kernel.close()
  kernel = await testKernel({ now, from: imported })
}

const count = (what: string): Promise<number> => countRows(kernel, what)

/** Uses by the price of now, and what a re-rating kept. */
async function standing(id: number): Promise<Record<'prices' | 'kept' | 'once', unknown>> {
  return kernel.get(Persistence).bulk('main', async client => {
    const prices = await sql(
      client,
      `select count(*)::int as uses, coalesce(n.amount, u.amount)::float8 as price
       from rated_usage u left join lateral price_now(u.tenant, u.week, u.account, u.event) n on true group by 2`,
      []
    )
    const [kept] = await sql<Record<'kept' | 'once', number>>(
      client,
      'select count(*)::int as kept, count(distinct event)::int as once from rerated_usage where rerating = $1',
      [id]
    )
    return { prices, kept: kept?.kept, once: kept?.once }
  })
}

/** A minute at so many cents, with what it costs to be connected. */
const priced = (cents: number): number => 390_000 + cents * 10_000

const found = (id: number): Promise<number> => count(`rerating_chunk where rerating = ${id} and examined is not null`)

/** Kills one that applies, some time after it has come to the database. */
async function killApplying(id: number, delay: number): Promise<void> {
  const connections = 'pg_stat_activity where datname = current_database()'
  const before = await count(connections)
  await killWhen(elsewhere('rerate-usage.ts', kernel.url, now, String(id)), async () => {
    if ((await count(connections)) <= before) return false
    await wait(delay)
    return true
  })
}

describe('a killed re-rating', () => {
  it('goes on where it was, and nothing has another price before it is applied', async () => {
    await publishPrice('0.40')
    await killWhen(elsewhere('rerate-usage.ts', kernel.url, now), async () => (await found(1)) >= 2)
    const before = [{ uses: USES, price: priced(25) }]
    expect(await standing(1)).toMatchObject({ prices: before })
    await Promise.all([reratings().drain(1), reratings().drain(1, { lanes: 2 })])
    expect(await reratings().drain(1)).toMatchObject({ state: 'proposed', summary: { changed: USES, examined: USES } })
    expect(await standing(1)).toEqual({ prices: before, kept: USES, once: USES })
    await Promise.all([reratings().apply(1), reratings().apply(1)])
    expect(await standing(1)).toEqual({ prices: [{ uses: USES, price: priced(40) }], kept: USES, once: USES })
    expect(await count(`outbox where topic = 'usage.rerated'`)).toBe(1)
  }, 300_000)

  it(`prices each use once, killed at ${KILLS} random instants (FARTHING_SEED=${SEED})`, async () => {
    const random = new SeededRandom(SEED)
    for (let kill = 0; kill < KILLS; kill++) {
      await beforeKill(kill)
      const id = (kill % KILLS_A_DATABASE) + 1
      const cents = 41 + kill
      await publishPrice(`0.${cents}`)
      const [steps, delay] = [random.below(3), random.below(100)]
      await killWhen(elsewhere('rerate-usage.ts', kernel.url, now), async () => {
        if ((await found(id)) < steps + 1) return false
        await wait(delay)
        return true
      })
      await reratings().drain(id)
      await killApplying(id, random.below(300))
      const whole = [id === 1 ? 25 : cents - 1, cents].map(price => [{ uses: USES, price: priced(price) }])
      expect(whole).toContainEqual((await standing(id)).prices)
      expect(await reratings().apply(id)).toMatchObject({ ok: true, value: { state: 'applied' } })
      expect(await standing(id)).toEqual({ prices: whole[1], kept: USES, once: USES })
    }
  }, 7_200_000)

  it(`is found and applied by itself once, killed at ${KILLS} random instants of a look (FARTHING_SEED=${SEED})`, async () => {
    const random = new SeededRandom(SEED + 1)
    const look = () => kernel.get(RealTimeReratings).look()
    const applied = `outbox where topic = 'usage.rerated'`
    for (let kill = 0; kill < KILLS; kill++) {
      await beforeKill(kill)
      const [told, cents, delay] = [await count(applied), 90 + (kill % 9), random.below(1_500)]
      await publishPrice(`0.${cents}`, 'rate in real time, corrected by itself up to 1000000.00')
      const connections = 'pg_stat_activity where datname = current_database()'
      const before = await count(connections)
      await killWhen(elsewhere('rerate-usage.ts', kernel.url, now, 'look'), async () => {
        if ((await count(connections)) <= before) return false
        await wait(delay)
        return true
      })
      await Promise.all([look(), look()])
      await look()
      const [last] = await kernel.get(ReratingBook).list({ limit: 1 })
      expect(last).toMatchObject({ state: 'applied', byItself: true })
      expect(await standing(last?.id ?? 0)).toEqual({
        prices: [{ uses: USES, price: priced(cents) }],
        kept: USES,
        once: USES
      })
      expect(await count(applied)).toBe(told + 1)
    }
  }, 7_200_000)
})
