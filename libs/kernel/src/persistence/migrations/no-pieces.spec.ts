// Lines that were taken for pieces because their own id has a `#`.
import { testKernel } from '@farthing/testing'
import { NO_PIECES } from './0159-no-pieces.ts'
import { Persistence, sql } from '../index.ts'

const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
afterAll(() => kernel.close())

it('keeps for pieces alone of which event they are', async () => {
  const names = ['no-stop', 'no-bye', 'no-invite', 'unknown-subscriber'].map(reason => [`x:${reason}#2`, reason])
  const rows = await kernel.get(Persistence).bulk('main', async client => {
    await sql(
      client,
      `insert into usage_quarantine (tenant, event, import, line, format, service, state, field, reason, detail, raw, known, whole)
       select 'main', event, 1, 1, 'x', '', 'open', 'line', reason, '', '', '2026-01-01', 'x:' || reason
       from unnest($1::text[], $2::text[]) as t (event, reason)`,
      [names.map(([event]) => event), names.map(([, reason]) => reason)]
    )
    await sql(client, NO_PIECES)
    return sql(client, 'select reason, whole from usage_quarantine order by reason')
  })
  expect(rows).toEqual([
    { reason: 'no-bye', whole: 'x:no-bye' },
    { reason: 'no-invite', whole: 'x:no-invite' },
    { reason: 'no-stop', whole: 'x:no-stop' },
    { reason: 'unknown-subscriber', whole: null }
  ])
})
