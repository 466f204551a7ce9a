// Whatever has waited and is settled stays for ever: no list goes through all of it.
import { Persistence } from '@farthing/kernel'
import { testKernel } from '@farthing/testing'
import type { ClientBase } from 'pg'
import { QUARANTINE_BEGIN, readQuarantine } from './quarantine-book.ts'
import { knownNames } from './quarantine-names.ts'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
afterAll(() => kernel.close())
const bulk = <T>(work: (client: ClientBase) => Promise<T>) => kernel.get(Persistence).bulk('main', work)

beforeAll(() =>
  bulk(async client => {
    await client.query(
      `insert into usage_quarantine (tenant, import, known, format, state, line, event, service, field, reason, detail, raw)
       select 'main', n % 50, now(), 'csv', case when n % 1000 = 0 then 'open' else 'rated' end, n, 'csv:' || n, 'voice', 'to',
         case when n % 2 = 0 then 'no-zone' else 'own-reason' end, '', convert_to(repeat('x', 200), 'UTF8')
       from generate_series(1, 20000) n`
    )
    await client.query(
      `insert into usage_import (tenant, id, kind, name, format, state, lines, rated, duplicate, quarantined, filtered, reasons, notes, started_at)
       select 'main', n, 'file', 'calls.csv', 'csv', 'done', 0, 0, 0, 0, 0, '{}', '[]', now() from generate_series(0, 49) n`
    )
    await client.query('analyze usage_quarantine, usage_import')
  })
)

/** How the database would do what the work asks for. */
function plansOf(work: (client: ClientBase) => Promise<unknown>): Promise<string> {
  return bulk(async client => {
    const asked: [string, unknown[]][] = []
    const noting = { query: async (text: string, values: unknown[]) => ({ rows: asked.push([text, values]) && [] }) }
    await work(noting as unknown as ClientBase)
    expect(asked).not.toHaveLength(0)
    const plans: string[] = []
    for (const [text, values] of asked) {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values)
      plans.push(...rows.map(row => row['QUERY PLAN']))
    }
    return plans.join('\n')
  })
}

describe('quarantine with a long history', () => {
  it.each(['open', 'rated', 'dropped'] as const)('lists a page of lines that are %s', async state => {
    const query = { state, after: { ...QUARANTINE_BEGIN, importId: 7 }, limit: 50 }
    const plan = await plansOf(client => readQuarantine(client, 'main', query))
    expect(plan).toContain('on usage_quarantine')
    expect(plan).not.toContain('Seq Scan on usage_quarantine')
  })

  it('knows a reason of the kernel', async () => {
    const plan = await plansOf(client => knownNames(client, 'main', { reason: 'no-zone' }))
    expect(plan).not.toContain('Seq Scan on usage_quarantine')
  })

  it('knows reasons that lines have waited for, and tells them where there is no such one', async () => {
    const known = (reason: string) => bulk(client => knownNames(client, 'main', { reason }))
    expect(await known('own-reason')).toMatchObject({ ok: true })
    expect(await known('own-raeson')).toMatchObject({ detail: expect.stringContaining('Did you mean own-reason?') })
    expect(await known('zzz')).toMatchObject({
      detail: 'No line has ever waited for the reason zzz. Lines have waited for no-zone, own-reason.'
    })
  })
})
