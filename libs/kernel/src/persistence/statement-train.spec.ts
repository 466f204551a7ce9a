import { testKernel } from '@farthing/testing'
import type { ClientBase } from 'pg'
import { Persistence, sql } from './index.ts'

const kernel = await testKernel({ now: '2026-03-01T00:00:00Z' })
const persistence = kernel.get(Persistence)
afterAll(() => kernel.close())

const asked = <T>(work: (client: ClientBase) => Promise<T>): Promise<T> =>
  persistence.pipelined(async client => ({ value: await work(client), statements: [] }))

describe('statements that leave together', () => {
  it('are each answered by their own rows, the first time and when they are known', async () => {
    const both = () =>
      asked(client =>
        Promise.all([
          sql(client, 'select $1::bigint as big, $2::text as text, $3::date as day', [5n, 'grün "€" 🙂', null]),
          sql(client, 'select n from unnest($1::int[]) n order by n desc', [[1, 2, 3]]),
          sql(client, 'select 1 as one where $1', [false])
        ])
      )
    const rows = [[{ big: 5n, text: 'grün "€" 🙂', day: null }], [{ n: 3 }, { n: 2 }, { n: 1 }], []]
    expect(await both()).toEqual(rows)
    expect(await both()).toEqual(rows)
  })

  it('see what those before them waited for', async () => {
    const [locked, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const lock = 'select pg_advisory_xact_lock(7)'
    const first = persistence.bulk('main', async client => {
      await client.query(lock)
      locked.resolve()
      await held.promise
      await client.query(`insert into number_series (tenant, series, next) values ('main', 'seen', 1)`)
    })
    await locked.promise
    const count = `select count(*)::int as count from number_series where series = 'seen'`
    const second = asked(client => Promise.all([sql(client, lock), sql<{ count: number }>(client, count)]))
    setTimeout(() => held.resolve(), 50)
    await first
    expect((await second)[1]).toEqual([{ count: 1 }])
  })

  it('carry texts of any length, in both directions', async () => {
    const long = 'ä'.repeat(300_000)
    const query = 'select unnest($1::text[]) as text'
    const rows = await asked(client => sql<{ text: string }>(client, query, [[long, 'short', long]]))
    expect(rows.map(({ text }) => text.length)).toEqual([300_000, 5, 300_000])
  })

  it('fail from the first on that fails', async () => {
    const fates = await asked(async client => {
      const each = await Promise.allSettled([
        sql(client, 'select 1 as one'),
        sql(client, 'select 1 / $1::int as none', [0]),
        sql(client, 'select 2 as two')
      ])
      return each.map(({ status }) => status)
    })
    expect(fates).toEqual(['fulfilled', 'rejected', 'rejected'])
    const single = (divisor: number) => asked(client => sql(client, 'select 6 / $1::int as third', [divisor]))
    await expect(single(0)).rejects.toThrow('division by zero')
    expect(await single(2)).toEqual([{ third: 3 }])
  })

  it('refuse parameters that no text is known for', async () => {
    await expect(asked(client => sql(client, 'select $1::text', [{ object: true }]))).rejects.toThrow(
      'a parameter is a text'
    )
  })
})
