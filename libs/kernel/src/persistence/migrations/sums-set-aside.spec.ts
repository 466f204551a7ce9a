// Sums of hours that had uses taken off which were set aside.
import { testKernel } from '@farthing/testing'
import { Persistence, sql } from '../index.ts'
import { MADE_AGAIN } from './0161-sums-set-aside.ts'

const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
afterAll(() => kernel.close())

const HOUR = `insert into usage_hour (tenant, hour, plan, service, zone, unit, currency, events, quantity, billed, amount)
  values ('main', '2026-01-01', 'p', 'voice', 'z', 'second', 'AUD', 1, 1, 1, 1)`
const MARK = `insert into usage_hour_mark (tenant, known, clock_zone, rerating) values ('main', '2026-01-01', 'UTC', 0)`
const ASIDE = `insert into usage_aside (tenant, week, account, event, known)
  values ('main', '2025-12-29', '019b0000-0000-7000-8000-000000000000', 'x', '2026-01-01')`
const LEFT = `select (select count(*)::int from usage_hour) as hours, (select count(*)::int from usage_hour_mark) as marks`

it('are made again where uses were set aside, and there alone', async () => {
  const left = await kernel.get(Persistence).bulk('main', async client => {
    const mended = async () => {
      for (const text of MADE_AGAIN) await sql(client, text)
      return sql(client, LEFT)
    }
    await sql(client, HOUR)
    await sql(client, MARK)
    const before = await mended()
    await sql(client, ASIDE)
    return [before, await mended()]
  })
  expect(left).toEqual([[{ hours: 1, marks: 1 }], [{ hours: 0, marks: 0 }]])
})
