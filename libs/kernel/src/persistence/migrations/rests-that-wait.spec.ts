// Lines that waited before what came late said of which use it is the rest.
import { testKernel } from '@farthing/testing'
import { RESTS_THAT_WAIT } from './0165-rests-that-wait.ts'
import { Persistence, sql } from '../index.ts'

const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
afterAll(() => kernel.close())

const session = (digit: number): string => `00000000-0000-4000-8000-00000000000${digit}`
const uses = (count: number): string =>
  JSON.stringify(Array.from({ length: count }, (_, group) => ({ group, event: `use-${count}-${group}` })))

it('says it of sessions that had one use', async () => {
  const rows = await kernel.get(Persistence).bulk('main', async client => {
    await sql(
      client,
      `insert into charging_session (tenant, id, account, subscription, service, called, caller, state, events, opened_at, valid_until, shape)
       select 'main', id, id, id, 'voice', '', '', 'closed', events, '2026-01-01', '2026-01-01', 1
       from unnest($1::uuid[], $2::json[]) as t (id, events)`,
      [[1, 2].map(session), [1, 2].map(uses)]
    )
    await sql(
      client,
      `insert into usage_import (tenant, id, kind, name, format, state, lines, rated, duplicate, quarantined, filtered, reasons, notes, started_at)
       select 'main', 1, 'events', 'charging', 'json-events', 'done', 1, 0, 0, 1, 0, '{}', '[]', '2026-01-01'`
    )
    const told = ([1, 2, 3] as const).map(digit => JSON.stringify({ session: session(digit), quantity: '60' }))
    await sql(
      client,
      `insert into usage_quarantine (tenant, event, import, line, format, service, state, field, reason, detail, raw, known)
       select 'main', 'late-' || line, 1, line, 'json-events', 'voice', 'open', '', reason, '', convert_to(raw, 'UTF8'), '2026-01-01'
       from unnest($1::text[], $2::text[]) with ordinality as t (raw, reason, line)`,
      [
        [...told, 'no json'],
        ['session-closed', 'session-closed', 'session-closed', 'other']
      ]
    )
    await sql(client, RESTS_THAT_WAIT)
    return sql<{ raw: string }>(client, `select convert_from(raw, 'UTF8') as raw from usage_quarantine order by event`)
  })
  expect(rows.slice(0, 3).map(({ raw }) => JSON.parse(raw))).toEqual([
    { session: session(1), quantity: '60', rest_of: 'use-1-0' },
    { session: session(2), quantity: '60' },
    { session: session(3), quantity: '60' }
  ])
  expect(rows[3]).toEqual({ raw: 'no json' })
})
