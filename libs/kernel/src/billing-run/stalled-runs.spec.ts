// A run whose jobs have used up their tries goes on by itself.
import { openAccounts, publishRules, sampleRules, testKernel } from '@farthing/testing'
import type { TestKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { Persistence, sql } from '../persistence/index.ts'
import { Jobs } from '../scheduling/index.ts'
import { CHUNK_QUEUE } from './enqueue-chunks.ts'
import { BillingRunService, RunGrace } from './index.ts'
import { StalledRuns } from './stalled-runs.service.ts'

jest.setTimeout(180_000)

const GIVEN_UP = `update pgboss.job set state = 'failed' where name = 'main/${CHUNK_QUEUE}'`

describe('a run whose jobs have given up', () => {
  let kernel: TestKernel
  let runs: BillingRunService
  let stalled: StalledRuns
  beforeEach(async () => {
    kernel = await testKernel({ now: '2026-04-01T00:00:00Z' })
    const rules = [...sampleRules()].map(([file, text]): [string, string] => [
      file,
      text.replace(/^operator .*\{$/m, head => `${head}\n  grace 2 days`)
    ])
    await publishRules(kernel, new Map(rules))
    runs = kernel.get(BillingRunService)
    stalled = kernel.get(StalledRuns)
    await openAccounts(kernel, [
      { billDay: 1, from: '2026-04-01', plans: ['mobile-20'] },
      { billDay: 1, from: '2026-04-01', plans: ['mobile-20'] }
    ])
    kernel.clock.moveTo('2026-05-01T00:00:00Z')
  })
  afterEach(() => kernel.close())

  const giveUp = () => kernel.get(Persistence).bulk('main', client => sql(client, GIVEN_UP))
  const waiting = () => kernel.get(Jobs).outstanding(CHUNK_QUEUE)
  const started = () => runs.start({ billDate: Temporal.PlainDate.from('2026-05-01'), chunkSize: 1 })
  const worked = async (id: string, status: string) => {
    for (let tries = 0; tries < 400 && (await runs.find(id))?.status !== status; tries += 1)
      await new Promise(resolve => setTimeout(resolve, 50))
    expect(await runs.find(id)).toMatchObject({ status })
  }

  it('has its chunks made jobs again, once, by however many look', async () => {
    const { id } = await started()
    expect(await waiting()).toBe(2)
    expect(await stalled.goOn()).toBe(0)
    await giveUp()
    expect(await waiting()).toBe(0)
    await Promise.all([stalled.goOn(), stalled.goOn(), stalled.goOn()])
    expect(await waiting()).toBe(2)
    await kernel.get(Jobs).workOnTaken()
    await worked(id, 'draft')
    expect(await stalled.goOn()).toBe(0)
  })

  it('is made anew and issued all the same when its grace is over', async () => {
    const { id } = await started()
    await runs.drain(id)
    kernel.clock.moveTo('2026-05-03T00:00:00Z')
    const grace = kernel.get(RunGrace)
    await grace.closeDue()
    await giveUp()
    await stalled.goOn()
    await kernel.get(Jobs).workOnTaken()
    await worked(id, 'draft')
    await grace.closeDue()
    await giveUp()
    expect(await runs.find(id)).toMatchObject({ status: 'issuing' })
    await stalled.goOn()
    await worked(id, 'issued')
  })

  it('ends when only its end was left', async () => {
    const { id } = await started()
    await giveUp()
    await kernel
      .get(Persistence)
      .bulk('main', client =>
        sql(client, `update billing_chunk set done_at = '2026-05-01T00:00:01Z' where run = $1`, [id])
      )
    await stalled.goOn()
    expect(await runs.find(id)).toMatchObject({ status: 'empty' })
  })

  it('goes on although one before it cannot', async () => {
    const { id } = await started()
    kernel.clock.moveTo('2026-06-01T00:00:00Z')
    await runs.start({ billDate: Temporal.PlainDate.from('2026-06-01'), chunkSize: 1 })
    await giveUp()
    await kernel.get(Persistence).bulk('main', async client => {
      await sql(client, `update billing_chunk set done_at = '2026-05-01T00:00:01Z' where run = $1`, [id])
      await sql(client, 'reset role')
      await sql(client, `create function full_disk() returns trigger language plpgsql as 'begin raise ''full''; end'`)
      await sql(
        client,
        `create trigger full_disk before update on billing_run for each row when (old.id = '${id}') execute function full_disk()`
      )
    })
    expect(await stalled.goOn()).toBe(1)
    expect(await waiting()).toBe(2)
  })
})
