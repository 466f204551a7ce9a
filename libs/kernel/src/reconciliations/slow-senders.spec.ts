// Files whose senders take their time keep nothing from others.
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { Persistence, Reconciliations, UsageImports } from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'

const rules = `reconcile carrier-x {
  service voice
  format csv
  start within 5s
  quantity within 2s
}
`
const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const imports = kernel.get(UsageImports)
const reconciliations = kernel.get(Reconciliations)
const header = 'id,service,subscriber,to,started_at,quantity,unit\n'
const format = 'csv'
afterAll(() => kernel.close())
beforeAll(async () => {
  await publishRules(kernel, sampleRules(rules))
  await customer(kernel, { identities: ['61400000001'] })
})

/** Sends a beginning, and the rest when told. */
const slow = (): Readable => {
  const stream = new Readable({ read: () => undefined })
  stream.push(Buffer.from(header))
  return stream
}
const file = (id: string): Readable =>
  Readable.from([Buffer.from(`${header}${id},voice,0400000001,0399990000,2026-03-02 10:00:00,61,s\n`)])

describe('slow senders', () => {
  it('of files to be compared leave every connection to others', async () => {
    const senders = Array.from({ length: 12 }, slow)
    const comparing = senders.map(sender => reconciliations.reconcileStream(sender, 'slow.csv', { format }))
    await pause(200)
    expect(await imports.importStream(file('a'), 'quick.csv', { format })).toMatchObject({ value: { rated: 1 } })
    for (const sender of senders) sender.push(null)
    for (const made of await Promise.all(comparing)) expect(made).toMatchObject({ ok: true, value: { lines: 0 } })
  })

  it('of files to be compared that break off are told so', async () => {
    const sender = slow()
    const comparing = reconciliations.reconcileStream(sender, 'cut.csv', { format })
    sender.destroy(new Error('aborted'))
    expect(await comparing).toEqual({
      ok: false,
      reason: 'damaged',
      detail: 'cut.csv: the data breaks off (aborted)'
    })
  })

  it('of files to be imported are few at once, and lock by one connection', async () => {
    const senders = Array.from({ length: 20 }, slow)
    const importing = senders.map((sender, index) => imports.importStream(sender, `slow-${index}.csv`, { format }))
    expect(await importing[19]).toMatchObject({ ok: false, reason: 'busy' })
    const running = `select from usage_import where state = 'running'`
    const lockers = `select from pg_stat_activity where datname = current_database() and application_name = 'farthing lock'`
    const count = (query: string) =>
      kernel.get(Persistence).bulk('main', async client => (await client.query(query)).rowCount ?? 0)
    for (const sender of senders) sender.push(Buffer.alloc(70_000, 32)) // more than a head, so it begins
    while ((await count(running)) < 8 || (await count(lockers)) === 0) await pause(10)
    await pause(100) // each locks its import after it says that it runs
    expect(await count(lockers)).toBe(1)
    for (const sender of senders) sender.push(null)
    const outcomes = await Promise.all(importing)
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(8)
    expect(await imports.importStream(file('b'), 'quick.csv', { format })).toMatchObject({ value: { rated: 1 } })
  })
})
