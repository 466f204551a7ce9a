// Imports are counted once, when they end; nobody adds up all that ever were.
import { Readable } from 'node:stream'
import { customer, publishRules, testKernel } from '@farthing/testing'
import { Persistence, sql } from '../persistence/index.ts'
import { UsageEventIntake } from './usage-events.service.ts'
import { ImportRegister } from './import-register.ts'
import { linesOfBytes, QUARANTINE_BEGIN } from './quarantine-book.ts'
import { UsageFigureBook, UsageImports, UsageQuarantine } from './index.ts'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const persistence = kernel.get(Persistence)
const figures = kernel.get(UsageFigureBook)
const quarantine = kernel.get(UsageQuarantine)
afterAll(() => kernel.close())
beforeAll(async () => {
  await publishRules(kernel)
  await customer(kernel, { identities: ['61400000001'] })
})

const query = <Row>(text: string) => persistence.bulk('main', client => sql<Row>(client, text))
const line = (id: string, subscriber = '0400000001') => `${id},voice,${subscriber},0399990000,2026-03-02 10:00:00,61,s`
async function imported(...lines: string[]): Promise<void> {
  const text = ['id,service,subscriber,to,started_at,quantity,unit', ...lines, ''].join('\n')
  const outcome = await kernel
    .get(UsageImports)
    .importStream(Readable.from([Buffer.from(text)]), 'f', { format: 'csv' })
  expect(outcome.ok).toBe(true)
}

describe('usage by day', () => {
  it('is what imports counted, of all of them and of the last thirty days', async () => {
    await imported(line('a'), line('b'), line('a'))
    kernel.clock.moveTo('2026-04-20T08:00:00Z')
    await imported(line('c'), line('x', '0499'), line('b'))
    await quarantine.retry({})
    const { lastEnd, lines, quarantine: waiting, running } = await figures.read()
    expect(lines).toEqual({ rated: 3, duplicate: 2, quarantined: 1, filtered: 0 })
    expect({ running, lastEnd: lastEnd?.toString() }).toEqual({ running: 0, lastEnd: '2026-04-20T08:00:00Z' })
    expect(waiting).toMatchObject({ lines: 3, count: 1 })
    expect(await query('select day::text, rated from usage_day order by 1')).toEqual([
      { day: '2026-03-10', rated: 2n },
      { day: '2026-04-20', rated: 1n }
    ])
  })

  it('has what runs in its chunks, and does not read imports that have ended', async () => {
    const columns = `tenant, id, kind, name, format, state, lines, rated, duplicate, quarantined, filtered, reasons, notes, started_at`
    const values = (id: number, state: string) => `('main', ${id}, 'file', 'f', 'csv', '${state}', 5, 5, 0, 0, 0,
      '{"quarantined": {}, "filtered": {}}', '[]', '2026-04-20T08:00:00Z')`
    const before = await figures.read()
    await query(`insert into usage_import (${columns}) values ${values(9001, 'done')}, ${values(9002, 'running')}`)
    await query(`insert into usage_import_chunk (tenant, import, start, "end", lines, rated, duplicate, quarantined, filtered, reasons, digest)
      values ('main', 9002, 0, 9, 7, 6, 1, 0, 0, '{"quarantined": {}, "filtered": {}}', '')`)
    const { lines, quarantine: waiting, running } = await figures.read()
    expect(running).toBe(1)
    expect([lines.rated - before.lines.rated, lines.duplicate - before.lines.duplicate]).toEqual([6, 1])
    expect(waiting.lines - before.quarantine.lines).toBe(7)
  })

  it('counts events that are held up for minutes once, as done, whoever else begins an import meanwhile', async () => {
    const event = {
      id: 'e',
      service: 'voice',
      subscriber: '0400000001',
      to: '0399990000',
      started_at: '2026-03-02T10:00:00Z'
    }
    const { taking } = await persistence.bulk('main', async client => {
      await client.query('lock table rated_usage in share row exclusive mode')
      const intake = kernel.get(UsageEventIntake).take([{ ...event, quantity: 61, unit: 's' }])
      const waits = `select from pg_locks where not granted and relation = 'rated_usage'::regclass`
      while ((await query(waits)).length === 0) await new Promise(resolve => setTimeout(resolve, 10))
      kernel.clock.advance({ minutes: 5 })
      const register = kernel.get(ImportRegister)
      const news = { kind: 'stream', name: 'other', format: 'csv', header: null, head: null, asOf: null } as const
      await register.begin(news, ({ id }) => register.end(id, { digest: null, problem: null }))
      return { taking: intake }
    })
    const taken = await taking
    if (!taken.ok) throw new Error(taken.detail)
    const { id, rated, state } = taken.value.import
    expect({ rated, state }).toEqual({ rated: 1, state: 'done' })
    expect(await query(`select topic from outbox where subject = '${id}' and topic like 'usage-import.%'`)).toEqual([
      { topic: 'usage-import.done' }
    ])
  })
})

describe('a retry', () => {
  it('reads as many lines at once as their bytes allow', async () => {
    const long = 'x'.repeat(30_000)
    await imported(...['l1', 'l2', 'l3'].map(id => `${id},${long},0400000001,0399990000,2026-03-02 10:00:00,61,s`))
    const page = { state: 'open', after: QUARANTINE_BEGIN, limit: 100, events: ['csv:l1', 'csv:l2', 'csv:l3'] } as const
    const within = (bytes: number, limit = 100) =>
      persistence.bulk('main', client => linesOfBytes(client, 'main', { ...page, limit }, bytes))
    expect([await within(1), await within(40_000), await within(1_000_000), await within(1_000_000, 2)]).toEqual([
      1, 2, 3, 2
    ])
  })
})
