// A worker process dies without a word: what it had begun is done by another, soon.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Jobs } from '@farthing/kernel'
import { testDatabase } from '@farthing/testing'

const repository = join(import.meta.dirname, '../..')
const hook = pathToFileURL(join(repository, 'tools/swc-hook.mjs')).href
const door = pathToFileURL(join(repository, 'libs/kernel/src/scheduling/index.ts')).href

/** Takes one job and never finishes it. */
const DOOMED = `
  const { Jobs } = await import(${JSON.stringify(door)})
  const jobs = new Jobs(process.argv[1], 'main')
  await jobs.work('chunks', {}, () => new Promise(() => console.log('began')))`

describe('a killed worker', () => {
  it('has its job taken over by another process within 15 seconds', async () => {
    const database = await testDatabase()
    const jobs = new Jobs(database.url, 'main')
    await jobs.enqueue('chunks', [{ data: { chunk: 7 } }])
    const options = ['--conditions=source', '--import', hook, '--input-type=module', '-e', DOOMED, database.url]
    const doomed = spawn(process.execPath, options, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'] }
    })
    await once(doomed.stdout, 'data')
    doomed.kill('SIGKILL')
    const killed = performance.now()
    const taken = await new Promise<unknown>(resolve => {
      void jobs.work('chunks', {}, async ([job]) => resolve(job?.data))
    })
    expect(taken).toEqual({ chunk: 7 })
    expect(performance.now() - killed).toBeLessThan(15_000)
    await jobs.stop()
    await database.drop()
  }, 40_000)
})
