import { testKernel } from '@farthing/testing'
import { Persistence, sql } from '../persistence/index.ts'
import { Housekeeping } from './housekeeping.ts'
import { Jobs, occurrences, Schedules, type DueJob, type Rhythm } from './index.ts'

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text)
const due = (rhythm: Rhythm, after: string, until: string, limit = 100): string[] =>
  occurrences(rhythm, at(after), at(until), limit).map(String)

describe('a rhythm', () => {
  it('is a local time, over daylight saving too', () => {
    const nightly: Rhythm = { every: 'day', at: '02:30', zone: 'Europe/Berlin' }
    expect(due(nightly, '2026-03-27T12:00:00Z', '2026-03-30T12:00:00Z')).toEqual([
      '2026-03-28T01:30:00Z',
      '2026-03-29T01:30:00Z', // 02:30 does not exist that night: 03:30 summer time
      '2026-03-30T00:30:00Z'
    ])
    expect(due(nightly, '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toEqual(['2026-10-25T00:30:00Z'])
  })

  it('does not repeat its beginning, and keeps the newest', () => {
    const quarterly: Rhythm = { every: 'minutes', minutes: 15 }
    expect(due(quarterly, '2026-03-01T00:15:00Z', '2026-03-01T00:45:00Z')).toEqual([
      '2026-03-01T00:30:00Z',
      '2026-03-01T00:45:00Z'
    ])
    expect(due(quarterly, '2026-03-01T00:15:00Z', '2026-03-01T00:45:00Z', 1)).toEqual(['2026-03-01T00:45:00Z'])
    expect(due(quarterly, '2026-03-01T00:45:00Z', '2026-03-01T00:45:00Z')).toEqual([])
  })
})

describe('schedules', () => {
  it('make one job per due time, however many look', async () => {
    const kernel = await testKernel({ now: '2026-03-01T00:00:00Z' })
    const [schedules, jobs] = [kernel.get(Schedules), kernel.get(Jobs)]
    schedules.define({
      name: 'nightly',
      rhythm: { every: 'day', at: '02:00', zone: 'UTC' },
      queue: 'nights',
      missed: 'all'
    })
    schedules.define({ name: 'tidy', rhythm: { every: 'minutes', minutes: 10 }, queue: 'tidying' })
    expect(await schedules.look()).toBe(0)
    kernel.clock.moveTo('2026-03-03T12:00:00Z')
    const counts = await Promise.all([schedules.look(), schedules.look(), schedules.look()])
    // beside those of the kernel: daily housekeeping, the pass of policies, and the look at limits of quarantine
    expect(counts.reduce((sum, count) => sum + count)).toBe(4 + 3)
    expect(await jobs.outstanding('nights')).toBe(3)
    expect(await jobs.outstanding('tidying')).toBe(1)
    const seen: string[] = []
    await jobs.work<DueJob>(
      'nights',
      { batchSize: 10 },
      async batch => void seen.push(...batch.map(job => job.data.due))
    )
    for (let waited = 0; seen.length < 3 && waited < 200; waited++)
      await new Promise(resolve => setTimeout(resolve, 20))
    expect(seen.toSorted()).toEqual(['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z'])
    await kernel.close()
  })

  it('sweep away old answers and events long handed on, nothing else', async () => {
    const kernel = await testKernel({ now: '2026-03-01T00:00:00Z' })
    const persistence = kernel.get(Persistence)
    const put = (key: string, at: string) =>
      persistence.transaction('main', async tx => {
        await sql(
          tx,
          `insert into idempotency_key (tenant, key, claim, request, state, created_at)
           values ('main', $1, gen_random_uuid(), '', 'answered', $2)`,
          [key, at]
        )
        await sql(
          tx,
          `insert into outbox (tenant, id, topic, subject, payload, created_at, relayed_at)
           values ('main', gen_random_uuid(), 't', $1, '{}', $2, case when $1 = 'waiting' then null else $2::timestamptz end)`,
          [key, at]
        )
      })
    await put('old', '2026-01-01T00:00:00Z')
    await put('waiting', '2026-01-01T00:00:01Z')
    await put('young', '2026-02-27T00:00:00Z')
    await kernel.get(Housekeeping).tidy()
    const left = await persistence.read('main', async tx => [
      ...(await sql<{ key: string }>(tx, 'select key from idempotency_key')).map(each => each.key),
      ...(await sql<{ subject: string }>(tx, 'select subject from outbox order by created_at')).map(
        each => each.subject
      )
    ])
    expect(left).toEqual(['young', 'waiting', 'young'])
    await kernel.close()
  })
})
