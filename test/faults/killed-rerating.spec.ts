// kill -9 in the middle of a re-rating, while it finds and while it applies: each use is changed once, and none is lost.
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { Persistence, Reratings, sql, UsageImports } from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { SeededRandom } from '@farthing/testing/seeded-random'
import { countRows, elsewhere, killWhen } from './elsewhere.ts'

const CUSTOMERS = 24
const USES_EACH = 2_500
const USES = CUSTOMERS * USES_EACH
const KILLS = Number(process.env['FARTHING_KILLS'] ?? 2)
const SEED = Number(process.env['FARTHING_SEED'] ?? 7)
const now = '2026-03-10T00:00:00Z'
const kernel = await testKernel({ now })
const reratings = kernel.get(Reratings)

/** Price of a minute at the peak, from 1 March on. */
async function publishPrice(price: string): Promise<void> {
  const rules = [...sampleRules()].map(([path, text]): [string, string] => [
    path,
    text.replace('0.25 per minute', `${price} per minute`)
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
}, 120_000)
afterAll(() => kernel.close())

const count = (what: string): Promise<number> => countRows(kernel, what)

/** Uses and their sum, by the row and by what the last re-rating kept. */
async function standing(id: number): Promise<unknown> {
  return kernel.get(Persistence).bulk('main', async client => {
    const [row] = await sql(
      client,
      `select count(*)::int as uses, sum(amount)::text as sum, (select count(*)::int from rerated_usage where rerating = $1) as kept,
         (select count(distinct event)::int from rerated_usage where rerating = $1) as once
       from rated_usage where amount = (select max(amount) from rerated_usage where rerating = $1)`,
      [id]
    )
    return row
  })
}

describe('a killed re-rating', () => {
  it('goes on where it was, killed while it finds and while it applies', async () => {
    await publishPrice('0.40')
    await killWhen(
      elsewhere('rerate-usage.ts', kernel.url, now),
      async () => (await count('rerating_chunk where examined is not null')) >= 2
    )
    expect(await count('rated_usage where arrived_amount is not null')).toBe(0)
    expect(await reratings.drain(1)).toMatchObject({ state: 'proposed', summary: { changed: USES, examined: USES } })
    await killWhen(
      elsewhere('rerate-usage.ts', kernel.url, now, '1'),
      async () => (await count('rerating_chunk where applied_at is not null')) >= 2
    )
    const half = await count('rated_usage where arrived_amount is not null')
    expect([half > 0, half < USES]).toEqual([true, true])
    expect(await reratings.propose()).toMatchObject({ ok: false, reason: 'being-applied' })
    await Promise.all([reratings.apply(1), reratings.apply(1)])
    await Promise.all([reratings.drain(1), reratings.drain(1, { lanes: 2 })])
    expect(await standing(1)).toEqual({ uses: USES, sum: `${USES * 790_000}`, kept: USES, once: USES })
  }, 300_000)

  it(`changes each use once, killed at ${KILLS} random instants (FARTHING_SEED=${SEED})`, async () => {
    const random = new SeededRandom(SEED)
    for (let kill = 0; kill < KILLS; kill++) {
      const cents = 41 + kill
      await publishPrice(`0.${cents}`)
      const id = kill + 2
      for (const named of ['', String(id)]) {
        const [steps, delay] = [random.below(5), random.below(100)]
        const done = named === '' ? 'examined is not null' : 'applied_at is not null'
        await killWhen(elsewhere('rerate-usage.ts', kernel.url, now, named), async () => {
          if ((await count(`rerating_chunk where rerating = ${id} and ${done}`)) < steps + 1) return false
          await wait(delay)
          return true
        })
        await reratings.drain(id)
      }
      expect(await reratings.apply(id)).toMatchObject({ ok: true })
      expect(await reratings.drain(id)).toMatchObject({ state: 'applied' })
      expect(await standing(id)).toEqual({
        uses: USES,
        sum: `${USES * (390_000 + cents * 10_000)}`,
        kept: USES,
        once: USES
      })
    }
  }, 1_800_000)
})
