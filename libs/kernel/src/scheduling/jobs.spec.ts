import { testKernel } from '@farthing/testing'
import { Persistence, sql } from '../persistence/index.ts'
import { Jobs } from './jobs.ts'

const kernel = await testKernel()
const jobs = kernel.get(Jobs)
const persistence = kernel.get(Persistence)
afterAll(() => kernel.close())

async function until(condition: () => boolean, timeoutMs = 10_000): Promise<void> {
  for (const end = performance.now() + timeoutMs; !condition() && performance.now() < end; ) {
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

describe('Jobs', () => {
  it('appear when their transaction commits, and never when it rolls back', async () => {
    await persistence.transaction('main', tx => jobs.enqueue('transactional', [{ data: { n: 1 } }], tx))
    const rolledBack = persistence.transaction('main', async tx => {
      await jobs.enqueue('transactional', [{ data: { n: 2 } }], tx)
      throw new Error('changed my mind')
    })
    await expect(rolledBack).rejects.toThrow('changed my mind')
    await persistence.bulk('main', client => jobs.enqueue('transactional', [{ data: { n: 3 } }], client))
    const seen: number[] = []
    await jobs.work<{ n: number }>('transactional', {}, async batch => void seen.push(...batch.map(job => job.data.n)))
    await until(() => seen.length === 2)
    expect(seen.toSorted()).toEqual([1, 3])
  })

  it('drain a long queue without waiting between batches', async () => {
    await jobs.enqueue(
      'long',
      Array.from({ length: 500 }, (_, n) => ({ data: { n } }))
    )
    let done = 0
    const start = performance.now()
    await jobs.work('long', { batchSize: 10, concurrency: 2 }, async batch => void (done += batch.length))
    await until(() => done === 500)
    expect(done).toBe(500)
    expect(performance.now() - start).toBeLessThan(5_000)
  })

  it('are tried again when the handler throws', async () => {
    let attempts = 0
    await jobs.enqueue('shaky', [{ data: {} }])
    await jobs.work('shaky', {}, async () => {
      if (++attempts < 3) throw new Error('not yet')
    })
    await until(() => attempts === 3)
    expect(attempts).toBe(3)
  })

  it('are taken by processes of their tenant alone, whatever it is called', async () => {
    const tenants = ['main', 'coastal', 'Küste Süd', 'a/b', 'x'.repeat(3000), `${'x'.repeat(2999)}y`]
    const processes = tenants.map(tenant => new Jobs(kernel.url, tenant))
    const seen: string[] = []
    for (const [n, each] of processes.entries()) await each.enqueue('shared', [{ data: { n } }])
    expect(await Promise.all(processes.map(each => each.outstanding('shared')))).toEqual(tenants.map(() => 1))
    for (const [n, each] of processes.entries())
      await each.work<{ n: number }>('shared', {}, async ([job]) => void seen.push(`${n} has ${job?.data.n}`))
    await until(() => seen.length === tenants.length)
    expect(seen.toSorted()).toEqual(tenants.map((_, n) => `${n} has ${n}`))
    for (const each of processes) await each.stop()
  })

  it('count what is outstanding', async () => {
    await jobs.enqueue('untouched', [{ data: {} }, { data: {} }])
    expect(await jobs.outstanding('untouched')).toBe(2)
    expect(await persistence.read('main', tx => sql(tx, 'select 1 as one'))).toEqual([{ one: 1 }])
  })
})
