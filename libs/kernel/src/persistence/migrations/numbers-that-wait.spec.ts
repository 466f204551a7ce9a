// Lines of charging that waited before their numbers had a plus.
import { testKernel } from '@farthing/testing'
import { NUMBERS_THAT_WAIT } from './0164-numbers-that-wait.ts'
import { Persistence, sql } from '../index.ts'

const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
afterAll(() => kernel.close())

it('says of what charging knew that it has its country, and nothing of what others told', async () => {
  const told = [
    ['charging', 'charging:1:0', '448001111'],
    ['charging', 'charging:2:0', ''],
    ['charging', 'charging:3:0', '+448001111'],
    ['charging', 'charging:stray:4', '448001111'],
    ['events', 'json-events:5', '448001111']
  ]
  const rows = await kernel.get(Persistence).bulk('main', async client => {
    await sql(
      client,
      `insert into usage_import (tenant, id, kind, name, format, state, lines, rated, duplicate, quarantined, filtered, reasons, notes, started_at)
       select 'main', id, 'events', name, 'json-events', 'done', 1, 0, 0, 1, 0, '{}', '[]', '2026-01-01'
       from unnest(array[1, 2], array['charging', 'events']) as t (id, name)`
    )
    await sql(
      client,
      `insert into usage_quarantine (tenant, event, import, line, format, service, state, field, reason, detail, raw, known)
       select 'main', event, case name when 'charging' then 1 else 2 end, 1, 'json-events', 'voice', 'open', '', '', '',
         convert_to(json_build_object('id', event, 'to', called, 'quantity', '60')::text, 'UTF8'), '2026-01-01'
       from unnest($1::text[], $2::text[], $3::text[]) as t (name, event, called)`,
      [told.map(([name]) => name), told.map(([, event]) => event), told.map(([, , called]) => called)]
    )
    await sql(client, NUMBERS_THAT_WAIT)
    return sql<{ raw: string }>(client, `select convert_from(raw, 'UTF8') as raw from usage_quarantine order by event`)
  })
  expect(rows.map(({ raw }) => JSON.parse(raw))).toMatchObject([
    { id: 'charging:1:0', to: '+448001111', from: '', quantity: '60' },
    { id: 'charging:2:0', to: '' },
    { id: 'charging:3:0', to: '+448001111' },
    { id: 'charging:stray:4', to: '448001111' },
    { id: 'json-events:5', to: '448001111' }
  ])
})
