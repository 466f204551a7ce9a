// What is told while an import is about to begin: it rates without it, and a re-rating finds it.
import { Readable } from 'node:stream'
import { Persistence, Reratings, sql, SubscriptionsService, UsageImports } from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const persistence = kernel.get(Persistence)
afterAll(() => kernel.close())

it('finds a change of plan that became known after an import took its subscribers, and before it began', async () => {
  await publishRules(kernel)
  const { subscription } = await customer(kernel, { identities: ['61400000001'], plan: 'mobile-20' })
  const lines = ['id,service,subscriber,to,started_at,quantity,unit']
  lines.push('a,voice,0400000001,0399990000,2026-03-09 10:00:00,61,s', '')
  const file = Readable.from([Buffer.from(lines.join('\n'))])
  const importing = await persistence.bulk('main', async held => {
    await sql(held, 'lock table usage_import')
    const begun = kernel.get(UsageImports).importStream(file, 'a.csv', { format: 'csv' })
    await waitsForTable()
    kernel.clock.moveTo('2026-03-10T01:00:00Z')
    const change = {
      kind: 'plan-changed',
      plan: 'mobile-80',
      effective: Temporal.PlainDate.from('2026-03-08')
    } as const
    await kernel.get(SubscriptionsService).change(subscription, change)
    kernel.clock.moveTo('2026-03-10T02:00:00Z')
    return { begun }
  })
  expect(await importing.begun).toMatchObject({ ok: true, value: { rated: 1 } })
  const reratings = kernel.get(Reratings)
  const planned = await reratings.propose({})
  if (!planned.ok) throw new Error(planned.detail)
  expect((await reratings.drain(planned.value.id)).summary).toMatchObject({ examined: 1 })
})

async function waitsForTable(): Promise<void> {
  const waiting = `select from pg_locks where not granted and relation = 'usage_import'::regclass`
  while ((await persistence.bulk('main', client => sql(client, waiting))).length === 0) {
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
