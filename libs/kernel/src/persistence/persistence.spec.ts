import { jest } from '@jest/globals'
import { testKernel } from '@farthing/testing'
import { tables } from '../tables.ts'
import { Ids, MovableClock, Outbox, OutboxRelay, Persistence, sql, takeNumbers } from './index.ts'

const kernel = await testKernel({ now: '2026-03-01T00:00:00Z' })
const persistence = kernel.get(Persistence)
afterAll(() => kernel.close())

describe('Persistence', () => {
  it('binds a transaction to its tenant, in the ORM and in SQL, and keeps nothing of a failed one', async () => {
    await persistence.transaction('one', tx => takeNumbers(tx, 'one', 'series'))
    const failed = persistence.transaction('one', async tx => {
      await takeNumbers(tx, 'one', 'series', 10)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    const seen = (tenant: string) => persistence.read(tenant, tx => sql(tx, 'select tenant, next from number_series'))
    expect(await seen('one')).toEqual([{ tenant: 'one', next: '2' }])
    expect(await seen('two')).toEqual([])
  })

  it('refuses to write while reading', async () => {
    await expect(persistence.read('one', tx => takeNumbers(tx, 'one', 'series'))).rejects.toThrow(/read-only/)
  })

  it('gives bulk work exact integers and text for time, and rolls it back as a whole', async () => {
    const row = await persistence.bulk('one', async client => {
      const { rows } = await client.query(
        `select 9223372036854775807 as big, date '2026-03-01' as day, timestamptz '2026-03-01 10:00+00' as at`
      )
      return rows[0] as Record<string, unknown>
    })
    expect(row['big']).toBe(9_223_372_036_854_775_807n)
    expect(Temporal.PlainDate.from(String(row['day'])).day).toBe(1)
    expect(Temporal.Instant.from(String(row['at'])).toString()).toBe('2026-03-01T10:00:00Z')
    const failed = persistence.bulk('three', async client => {
      await takeNumbers(client, 'three', 'series')
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await persistence.bulk('three', client => takeNumbers(client, 'three', 'series'))).toBe(1n)
  })

  it('survives a connection that the server ends in the middle of the work', async () => {
    const ended = persistence.bulk('main', async client => {
      const { rows } = await client.query('select pg_backend_pid() as pid')
      await persistence.bulk('main', other => other.query('select pg_terminate_backend($1)', [rows[0].pid]))
      await new Promise(resolve => setTimeout(resolve, 200))
      await client.query('select 1')
    })
    await expect(ended).rejects.toThrow()
    expect(await persistence.bulk('main', async client => (await client.query('select 1 as one')).rows)).toEqual([
      { one: 1 }
    ])
  })

  it('writes with the commit what pipelined work decided, all of it or nothing', async () => {
    const series = (name: string) => ({
      text: 'insert into number_series (tenant, series, next) values ($1, $2, 1)',
      values: ['four', name]
    })
    const piped = (...names: string[]) =>
      persistence.pipelined(async client => {
        const found = await sql<{ series: string }>(
          client,
          'select series from number_series where tenant = $1 order by series',
          ['four']
        )
        return { value: found.map(each => each.series), statements: names.map(series) }
      })
    expect(await piped('a', 'b')).toEqual([])
    await expect(piped('c', 'a', 'd')).rejects.toThrow('duplicate key')
    const refused = persistence.pipelined(() => Promise.reject(new Error('no')))
    await expect(refused).rejects.toThrow('no')
    expect(await piped('d')).toEqual(['a', 'b'])
    expect(await piped()).toEqual(['a', 'b', 'd'])
  })

  it('keeps the connections of pipelined work, however long they wait', async () => {
    const backend = 'select pg_backend_pid() as pid'
    const asked = () =>
      persistence.pipelined(async client => ({ value: await sql<{ pid: number }>(client, backend), statements: [] }))
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] })
    try {
      const [first] = await asked()
      jest.advanceTimersByTime(86_400_000)
      expect(await asked()).toEqual([first])
    } finally {
      jest.useRealTimers()
    }
  })

  it('lets one process at a time do what is exclusive', async () => {
    const other = await Persistence.open({ url: kernel.url, tables, migrate: false })
    const inner = await persistence.exclusively('nightly', () => other.exclusively('nightly', () => Promise.resolve(1)))
    expect(inner).toEqual({ ok: true, value: { ok: false, reason: 'busy' } })
    expect(await other.exclusively('nightly', () => Promise.resolve(2))).toEqual({ ok: true, value: 2 })
    await other.close()
  })

  it('holds many locks by one connection, and none twice', async () => {
    const lockers = `select from pg_stat_activity where datname = current_database() and application_name = 'farthing lock'`
    const count = () => persistence.bulk('main', async client => (await client.query(lockers)).rowCount)
    const names = Array.from({ length: 50 }, (_, index) => `file ${index}`)
    const ended = Promise.withResolvers<number>()
    const begun = names.map(() => Promise.withResolvers<void>())
    const works = names.map((name, index) =>
      persistence.exclusively(name, () => {
        begun[index]?.resolve()
        return ended.promise
      })
    )
    await Promise.all(begun.map(({ promise }) => promise))
    expect(await count()).toBe(1)
    const again = await persistence.exclusively('file 7', () => Promise.resolve(2))
    expect(again).toEqual({ ok: false, reason: 'busy' })
    ended.resolve(1)
    expect(new Set((await Promise.all(works)).map(({ ok }) => ok))).toEqual(new Set([true]))
    expect(await count()).toBe(0)
    expect(await persistence.exclusively('file 7', () => Promise.resolve(3))).toEqual({ ok: true, value: 3 })
  })

  it('locks again by another connection when the one that held its locks is lost', async () => {
    const end = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'farthing lock'`
    const lost = await persistence.exclusively('first', async () => {
      await persistence.bulk('main', client => client.query(end))
      for (;;) {
        const next = await persistence.exclusively('second', () => Promise.resolve(1)).catch(() => null)
        if (next !== null) return next
      }
    })
    expect(lost).toEqual({ ok: true, value: { ok: true, value: 1 } })
  })

  it('leaves its connections to the work while it holds a lock', async () => {
    const narrow = await Persistence.open({ url: kernel.url, tables, migrate: false, poolSize: 1 })
    const one = await narrow.exclusively('import', () => narrow.bulk('main', client => client.query('select 1')))
    expect(one.ok).toBe(true)
    await narrow.close()
  })
})

describe('opening', () => {
  it('refuses a database that a newer version has changed', async () => {
    await persistence.bulk('main', client =>
      client.query("insert into migration (name, executed_at) values ('9999-tomorrow', now())")
    )
    await expect(Persistence.open({ url: kernel.url, tables })).rejects.toThrow(
      /newer version of Farthing \(9999-tomorrow\)/
    )
    await persistence.bulk('main', client => client.query("delete from migration where name = '9999-tomorrow'"))
    await (await Persistence.open({ url: kernel.url, tables })).close()
  })

  it.each([
    ['postgres://farthing@127.0.0.1:1/farthing', /No answer from PostgreSQL at 127.0.0.1:1.farthing/],
    ['mysql://localhost/x', /DATABASE_URL must read postgres:/],
    ['postgres://localhost', /the database included/]
  ])('says what is wrong with %s', async (url, words) => {
    await expect(Persistence.open({ url, tables })).rejects.toThrow(words)
  })
})

describe('number series', () => {
  it('have neither gap nor repeat when many take at once and some fail', async () => {
    const take = (count: number, fail: boolean) =>
      persistence
        .bulk('main', async client => {
          const first = await takeNumbers(client, 'main', 'INV', count)
          if (fail) throw new Error('rolled back')
          return Array.from({ length: count }, (_, index) => Number(first) + index)
        })
        .catch(() => [])
    const taken = await Promise.all(Array.from({ length: 30 }, (_, index) => take(1 + (index % 4), index % 3 === 0)))
    const numbers = taken.flat().toSorted((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    expect(numbers.length).toBeGreaterThan(20)
  })
})

describe('ids', () => {
  it('are version 7 UUIDs that rise even while the clock stands still or goes back', () => {
    const clock = new MovableClock('2026-03-01T00:00:00Z')
    const clockStart = clock.now().epochMilliseconds
    const ids = new Ids(clock)
    const made = Array.from({ length: 10_000 }, () => ids.next())
    clock.moveTo('2026-02-01T00:00:00Z')
    made.push(ids.next())
    expect(made).toEqual(made.toSorted())
    expect(new Set(made).size).toBe(10_001)
    for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(parseInt(made[0]?.replaceAll('-', '').slice(0, 12) ?? '', 16)).toBe(clockStart)
  })
})

describe('the outbox', () => {
  it('hands each committed event to its subscribers once, and again only after a failure', async () => {
    const outbox = kernel.get(Outbox)
    const relay = new OutboxRelay(persistence, kernel.clock)
    const seen: string[] = []
    let failures = 1
    relay.subscribe('thing.made', async (_, event) => {
      if (failures-- > 0) throw new Error('the network is down')
      seen.push(`${event.subject} ${JSON.stringify(event.payload)}`)
    })
    await persistence.transaction('main', tx =>
      outbox.add(tx, 'main', [
        { topic: 'thing.made', subject: 'a', payload: { amount: '1.00' } },
        { topic: 'nobody.listens', subject: 'x', payload: null },
        { topic: 'thing.made', subject: 'b', payload: [1, 2] }
      ])
    )
    const rolledBack = persistence.bulk('main', async client => {
      await outbox.add(client, 'main', [{ topic: 'thing.made', subject: 'never', payload: {} }])
      throw new Error('no')
    })
    await expect(rolledBack).rejects.toThrow('no')
    await expect(relay.relay('main')).rejects.toThrow('the network is down')
    expect(await relay.relay('main')).toBe(2)
    expect(await relay.relay('main')).toBe(0)
    expect(seen).toEqual(['a {"amount":"1.00"}', 'b [1,2]'])
    expect(await relay.relay('other')).toBe(0)
  })
})
