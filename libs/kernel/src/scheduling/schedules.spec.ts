import { testKernel } from '@farthing/testing'
import { Persistence, sql } from '../persistence/index.ts'
import { Housekeeping } from './housekeeping.ts'
import { Jobs, lastDue, Schedules, type Rhythm } from './index.ts'

const due = (rhythm: Rhythm, now: string): string => lastDue(rhythm, Temporal.Instant.from(now)).toString()

describe('a rhythm', () => {
  it('is a local time, over daylight saving too', () => {
    const nightly: Rhythm = { every: 'day', at: '02:30', zone: 'Europe/Berlin' }
    expect(due(nightly, '2026-03-28T01:29:59Z')).toBe('2026-03-27T01:30:00Z')
    expect(due(nightly, '2026-03-28T01:30:00Z')).toBe('2026-03-28T01:30:00Z')
    expect(due(nightly, '2026-03-29T12:00:00Z')).toBe('2026-03-29T01:30:00Z') // 02:30 does not exist: 03:30 summer time
    expect(due(nightly, '2026-03-30T12:00:00Z')).toBe('2026-03-30T00:30:00Z')
    for (const now of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T12:00:00Z']) {
      expect(due(nightly, now)).toBe('2026-10-25T00:30:00Z') // once, though 02:30 comes twice
    }
  })

  it('begins with the minute', () => {
    expect(due({ every: 'minute' }, '2026-03-01T00:15:59.999Z')).toBe('2026-03-01T00:15:00Z')
    expect(due({ every: 'minute' }, '2026-03-01T00:15:00Z')).toBe('2026-03-01T00:15:00Z')
  })
})

describe('schedules', () => {
  it('make one job for the newest due time, however many look, and one call does all that wait', async () => {
    const kernel = await testKernel({ now: '2026-03-01T00:00:00Z' })
    const [schedules, jobs] = [kernel.get(Schedules), kernel.get(Jobs)]
    const done: string[] = []
    const work = (name: string) => () => Promise.resolve(done.push(name))
    schedules.define({ name: 'nightly', rhythm: { every: 'day', at: '02:00', zone: 'UTC' }, work: work('nightly') })
    schedules.define({ name: 'often', rhythm: { every: 'minute' }, work: work('often') })
    expect(await schedules.look()).toBe(0)
    kernel.clock.moveTo('2026-03-03T12:00:00Z')
    await Promise.all([schedules.look(), schedules.look(), schedules.look()])
    expect([await jobs.outstanding('nightly'), await jobs.outstanding('often')]).toEqual([1, 1])
    kernel.clock.moveTo('2026-03-03T12:01:00Z')
    await schedules.look()
    expect([await jobs.outstanding('nightly'), await jobs.outstanding('often')]).toEqual([1, 2])
    await schedules.start()
    for (let waited = 0; done.length < 2 && waited < 200; waited++)
      await new Promise(resolve => setTimeout(resolve, 20))
    await kernel.close()
    expect(done.toSorted()).toEqual(['nightly', 'often'])
  })

  it('are looked at and worked for each tenant by its own processes', async () => {
    const main = await testKernel({ now: '2026-03-01T00:00:00Z' })
    const coastal = await testKernel({ beside: main, tenant: 'coastal' })
    const done: string[] = []
    for (const [tenant, kernel] of Object.entries({ main, coastal })) {
      const work = () => Promise.resolve(done.push(tenant))
      kernel.get(Schedules).define({ name: 'often', rhythm: { every: 'minute' }, work })
      await kernel.get(Schedules).look()
    }
    main.clock.advance({ minutes: 1 })
    for (const kernel of [main, coastal]) await kernel.get(Schedules).look()
    await coastal.get(Schedules).start()
    for (let waited = 0; done.length < 1 && waited < 200; waited++)
      await new Promise(resolve => setTimeout(resolve, 20))
    expect(await main.get(Jobs).outstanding('often')).toBe(1)
    await main.get(Schedules).start()
    for (let waited = 0; done.length < 2 && waited < 200; waited++)
      await new Promise(resolve => setTimeout(resolve, 20))
    expect(done).toEqual(['coastal', 'main'])
    await coastal.close()
    await main.close()
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
