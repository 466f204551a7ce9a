// Two tenants in one database: each gets its own work done, whoever else works.
import { Readable } from 'node:stream'
import {
  BillingRunService,
  Jobs,
  KernelSettings,
  Persistence,
  ReratingBook,
  Reratings,
  Schedules,
  UsageImports
} from '@farthing/kernel'
import {
  customer,
  publishRules,
  sampleRules,
  type TestKernel,
  testKernel,
  type TestKernelOptions
} from '@farthing/testing'
import { jest } from '@jest/globals'
import { sql } from '../persistence/index.ts'

jest.setTimeout(180_000)

const USAGE =
  'id,service,subscriber,to,started_at,quantity,unit\na,voice,61400000001,0399990000,2026-02-05 10:00:00,60,s\n'
const dearer = new Map(
  [...sampleRules()].map(([file, text]) => [file, text.replace('0.25 per minute', '0.40 per minute')])
)

/** Its first re-rating, its first bill run and a minute of its schedules, all waiting for a worker. */
async function withWork(kernel: TestKernel) {
  await publishRules(kernel)
  await customer(kernel, { identities: ['61400000001'] })
  const settings = { format: 'csv' }
  await kernel.get(UsageImports).importStream(Readable.from([Buffer.from(USAGE)]), 'a.csv', settings)
  await publishRules(kernel, dearer, '2026-02-01')
  const planned = await kernel.get(Reratings).propose()
  if (!planned.ok) throw new Error(planned.detail)
  const run = await kernel.get(BillingRunService).start({ billDate: Temporal.PlainDate.from('2026-03-01') })
  await kernel.get(Schedules).look()
  return { kernel, rerating: planned.value.id, run: run.id }
}

type Work = Awaited<ReturnType<typeof withWork>>

async function stateOf({ kernel, rerating, run }: Work) {
  const { tenant } = kernel.get(KernelSettings)
  const rolledUp = await kernel
    .get(Persistence)
    .bulk(tenant, client => sql(client, 'select from usage_hour_mark where tenant = $1', [tenant]))
  return {
    rerating: (await kernel.get(ReratingBook).find(rerating))?.state,
    run: (await kernel.get(BillingRunService).find(run))?.status,
    rolledUp: rolledUp.length > 0
  }
}

async function waiting({ kernel }: Work): Promise<number[]> {
  const jobs = kernel.get(Jobs)
  return Promise.all(['rerating', 'billing-chunk', 'usage-statistics'].map(queue => jobs.outstanding(queue)))
}

const UNTOUCHED = { rerating: 'finding', run: 'generating', rolledUp: false }
const DONE = { rerating: 'proposed', run: 'draft', rolledUp: true }

async function comesTo(work: Work, state: object): Promise<void> {
  for (let tries = 0; tries < 600 && JSON.stringify(await stateOf(work)) !== JSON.stringify(state); tries += 1)
    await new Promise(resolve => setTimeout(resolve, 50))
  expect(await stateOf(work)).toEqual(state)
}

const opened: TestKernel[] = []
async function open(options: TestKernelOptions): Promise<TestKernel> {
  opened.unshift(await testKernel(options))
  return opened[0] as TestKernel
}
afterAll(async () => {
  for (const kernel of opened) await kernel.close()
})

it('has the work of each tenant done by its own processes, while those of the other leave it alone', async () => {
  const main = await open({ now: '2026-03-20T00:00:00Z' })
  const coastal = await open({ beside: main, tenant: 'coastal' })
  for (const kernel of [main, coastal]) await kernel.get(Schedules).look()
  main.clock.advance({ minutes: 1 })
  const ofMain = await withWork(main)
  const ofCoastal = await withWork(coastal)
  expect(ofCoastal.rerating).toBe(ofMain.rerating)
  const before = [await waiting(ofMain), await waiting(ofCoastal)]
  expect(before[0]).toEqual(before[1])

  await open({ beside: main, tenant: 'coastal', works: true })
  await comesTo(ofCoastal, DONE)
  expect(await stateOf(ofMain)).toEqual(UNTOUCHED)
  expect(await waiting(ofMain)).toEqual(before[0])

  await open({ beside: main, works: true })
  await comesTo(ofMain, DONE)
  expect(await stateOf(ofCoastal)).toEqual(DONE)
})
