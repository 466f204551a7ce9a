// kill -9 while the inbox is swept: the file is taken up again where it was, and moved once all of it is in.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Inbox, Persistence, UsageImports } from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'

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

async function count(table: string): Promise<number> {
  return kernel.get(Persistence).bulk('main', async client => {
    return Number((await client.query(`select count(*) from ${table}`)).rows[0].count)
  })
}

/** Sweeps in another process and kills it after some chunks; returns how many rows it had committed. */
async function killedAfter(chunks: number): Promise<number> {
  const script = join(import.meta.dirname, 'sweep-inbox.ts')
  const loader = ['--conditions=source', '--no-warnings', '--import', './tools/swc-hook.mjs']
  const child = spawn(process.execPath, [...loader, script, kernel.url, folder, now], {
    stdio: ['ignore', 'ignore', 'inherit']
  })
  const gone = once(child, 'exit')
  while (child.exitCode === null && (await count('usage_import_chunk')) < chunks) await wait(5)
  child.kill('SIGKILL')
  await gone
  return count('rated_usage')
}

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
