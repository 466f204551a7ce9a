// kill -9 in the middle of an import: importing the file again goes on where it was, and nothing is lost or doubled.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Persistence, UsageImports } from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'
import { SeededRandom } from '@farthing/testing/seeded-random'
import { countRows, elsewhere, killedAfterChunks, killWhen } from './elsewhere.ts'

const LINES = 150_000
/** FARTHING_KILLS=50 npm test -- test/faults/killed-usage-import */
const KILLS = Number(process.env['FARTHING_KILLS'] ?? 1)
const SEED = Number(process.env['FARTHING_SEED'] ?? Math.floor(Math.random() * 1_000_000))
const RANDOM_LINES = 60_000
const now = '2026-03-10T00:00:00Z'
const kernel = await testKernel({ now })
const folder = await mkdtemp(join(tmpdir(), 'farthing-faults-'))
const file = join(folder, 'march.csv')

beforeAll(async () => {
  await publishRules(kernel)
  await customer(kernel, { identities: ['61400000001'] })
  const lines = Array.from({ length: LINES }, (_, i) => {
    const from = i % 100 === 0 ? '0499999999' : '0400000001'
    return `${i},voice,${from},0399990000,2026-03-0${1 + (i % 9)} 10:00:00,${i % 600},s\n`
  })
  await writeFile(file, ['id,service,subscriber,to,started_at,quantity,unit\n', ...lines].join(''))
})
afterAll(async () => {
  await kernel.close()
  await rm(folder, { recursive: true, force: true })
})

const count = (what: string): Promise<number> => countRows(kernel, what)

const killedAfter = (chunks: number): Promise<number> =>
  killedAfterChunks(kernel, elsewhere('import-usage.ts', kernel.url, file, now), chunks)

describe('a killed usage import', () => {
  it('goes on behind what was committed, twice killed, and counts every line once', async () => {
    const first = await killedAfter(2)
    const second = await killedAfter(5)
    expect([first > 0, second > first, second < (LINES * 99) / 100]).toEqual([true, true, true])
    const outcome = await kernel.get(UsageImports).importFile(file, { format: 'csv' })
    expect(outcome).toMatchObject({
      ok: true,
      value: { id: 1, state: 'done', lines: LINES, rated: (LINES * 99) / 100, quarantined: LINES / 100, duplicate: 0 }
    })
    expect(await count('rated_usage')).toBe((LINES * 99) / 100)
    expect(await count('usage_import')).toBe(1)
  }, 600_000)

  it('numbers its lines right after going on', async () => {
    const last = await kernel.get(Persistence).bulk('main', async client => {
      return (await client.query(`select line from rated_usage where event = 'csv:${LINES - 1}'`)).rows[0]
    })
    expect(last).toEqual({ line: LINES + 1 })
  })

  it('is not taken for another file that begins alike', async () => {
    const again = await kernel.get(UsageImports).importFile(file, { format: 'csv' })
    expect(again).toMatchObject({ ok: true, value: { id: 2, lines: LINES, rated: 0, duplicate: LINES } })
  }, 600_000)

  it(`loses and doubles nothing, killed at ${KILLS} random instants (FARTHING_SEED=${SEED})`, async () => {
    const random = new SeededRandom(SEED)
    const own = join(folder, 'random.csv')
    for (let kill = 0; kill < KILLS; kill++) {
      const lines = Array.from({ length: RANDOM_LINES }, (_, i) => {
        return `${kill}-${i},voice,0400000001,0399990000,2026-03-0${1 + (i % 9)} 10:00:00,${i % 600},s\n`
      })
      await writeFile(own, ['id,service,subscriber,to,started_at,quantity,unit\n', ...lines].join(''))
      const [before, chunks] = [await count('rated_usage'), await count('usage_import_chunk')]
      const [after, delay] = [random.below(5), random.below(200)]
      await killWhen(elsewhere('import-usage.ts', kernel.url, own, now), async () => {
        if ((await count('usage_import_chunk')) < chunks + after) return false
        await wait(delay)
        return true
      })
      const outcome = await kernel.get(UsageImports).importFile(own, { format: 'csv' })
      // killed behind its last chunk, all of it is known when it comes again
      expect(outcome).toMatchObject({ ok: true, value: { state: 'done', lines: RANDOM_LINES, quarantined: 0 } })
      expect((await count('rated_usage')) - before).toBe(RANDOM_LINES)
    }
    expect(
      await count("usage_import where state = 'done' and lines <> rated + duplicate + quarantined + filtered")
    ).toBe(0)
  }, 1_800_000)
})
