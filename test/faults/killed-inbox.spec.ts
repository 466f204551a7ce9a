// kill -9 while the inbox is swept: the file is taken up again where it was, and moved once all of it is in.
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Inbox, UsageImports } from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'
import { countRows, elsewhere, killedAfterChunks } from './elsewhere.ts'

const LINES = 100_000
const now = '2026-03-10T00:00:00Z'
const folder = await mkdtemp(join(tmpdir(), 'farthing-faults-'))
const kernel = await testKernel({ now, inbox: { folder, settleMs: 1 } })

beforeAll(async () => {
  await publishRules(kernel)
  await customer(kernel, { identities: ['61400000001'] })
  const lines = Array.from({ length: LINES }, (_, i) => {
    return `${i},voice,0400000001,0399990000,2026-03-0${1 + (i % 9)} 10:00:00,${i % 600},s\n`
  })
  await mkdir(join(folder, 'csv'))
  await writeFile(
    join(folder, 'csv', 'march.csv'),
    ['id,service,subscriber,to,started_at,quantity,unit\n', ...lines].join('')
  )
})
afterAll(async () => {
  await kernel.close()
  await rm(folder, { recursive: true, force: true })
})

const count = (what: string): Promise<number> => countRows(kernel, what)

const killedAfter = (chunks: number): Promise<number> =>
  killedAfterChunks(kernel, elsewhere('sweep-inbox.ts', kernel.url, folder, now), chunks)

describe('a killed sweep of the inbox', () => {
  it('leaves the file where it is, and the next sweep goes on behind what was committed', async () => {
    const first = await killedAfter(2)
    const second = await killedAfter(4)
    expect([first > 0, second > first, second < LINES]).toEqual([true, true, true])
    expect(await readdir(join(folder, 'csv'))).toContain('march.csv')
    const { files } = await kernel.get(Inbox).sweep()
    expect(files).toMatchObject([{ kind: 'done', import: { id: 1, lines: LINES, rated: LINES, duplicate: 0 } }])
    expect(await count('rated_usage')).toBe(LINES)
    expect(await readdir(join(folder, 'csv', 'done'))).toEqual(['1-march.csv'])
    expect(await kernel.get(UsageImports).list({ limit: 5 })).toHaveLength(1)
  }, 120_000)
})
