// Pieces that wait are settled by what rates their events, and by nobody's going through all that wait.
import { Readable } from 'node:stream'
import { Persistence, UsageImports, type UsageImport, UsageQuarantine } from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'
import { MAKE_STAGES, SETTLE_OTHERS, SETTLE_OWN, SETTLE_WAITING } from './chunk-sql.ts'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const BACKLOG = 20_000
/** Enough to be taken for news. */
const MANY = 5_000
/** Of an import that is at its end. */
const OWN = 1_000_000
const START = 1_772_406_000

beforeAll(async () => {
  await publishRules(kernel)
  await customer(kernel, { identities: ['61400000001', 'ann@example.net'] })
})
afterAll(() => kernel.close())

const packet = (status: string, session: string, user = 'ann@example.net'): string =>
  [
    'Mon Mar  2 10:10:00 2026',
    `\tAcct-Status-Type = ${status}`,
    `\tAcct-Unique-Session-Id = "${session}"`,
    `\tUser-Name = "${user}"`,
    '\tAcct-Session-Time = 600',
    '\tAcct-Input-Octets = 1000000',
    '\tAcct-Output-Octets = 0',
    `\tTimestamp = ${START + 600}\n\n`
  ].join('\n')

async function imported(text: string): Promise<UsageImport> {
  const stream = Readable.from([Buffer.from(text)])
  const outcome = await kernel.get(UsageImports).importStream(stream, 'radius', { format: 'radius-detail' })
  if (!outcome.ok) throw new Error(outcome.detail)
  return outcome.value
}

async function rows<Row>(...statements: readonly [string, unknown[]?][]): Promise<Row[]> {
  return kernel.get(Persistence).bulk('main', async client => {
    let last: Row[] = []
    for (const [text, values] of statements) last = (await client.query(text, values)).rows as Row[]
    return last
  })
}
async function states(session: string): Promise<string[]> {
  const text = `select state from usage_quarantine where whole = $1 or event like '%' || $1 || '#%' order by event`
  return (await rows<{ state: string }>([text, [`radius-detail:${session}`]])).map(({ state }) => state)
}

/** Sessions `PREFIX1` and so on, of which the import with this number left a packet. */
async function left(prefix: string, count: number, importId: number): Promise<void> {
  await rows([
    `insert into usage_quarantine (tenant, event, import, line, format, service, state, field, reason, detail, raw, known, whole)
     select 'main', 'radius-detail:' || $1 || n || '#open', $3, n, 'radius-detail', '', 'open', 'line', 'no-stop', '', '', now(),
       'radius-detail:' || $1 || n from generate_series(1, $2::int) n`,
    [prefix, count, importId]
  ])
}

type Table = 'usage_quarantine' | 'rated_usage'

interface Plan {
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly Plan[]
}

/** Rows of quarantine that were looked at; some of them only tell whether anything waits. */
function lookedAt(plan: Plan): number {
  const each = ({ 'Actual Rows': found, 'Rows Removed by Filter': passed = 0, 'Actual Loops': loops }: Plan): number =>
    (found + passed) * loops
  return readsOf(plan, 'usage_quarantine').reduce((sum, node) => sum + each(node), 0)
}

function readsOf({ Plans = [], ...node }: Plan, table: Table): Plan[] {
  return [...(node['Relation Name'] === table ? [node] : []), ...Plans.flatMap(plan => readsOf(plan, table))]
}

async function explained(text: string, staged: string, values: readonly unknown[] = ['main', OWN]): Promise<Plan> {
  const explain = `explain (analyze, format json) ${text}`
  const [row] = await rows<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    [MAKE_STAGES],
    [`insert into usage_stage (event, tenant) values ($1, 'main')`, [staged]],
    [explain, [...values]]
  )
  if (row === undefined) throw new Error('no plan')
  return row['QUERY PLAN'][0].Plan
}

describe('a piece that waits', () => {
  it('is settled by the import that rates its event, be its name hashed or not', async () => {
    for (const session of ['s1', 's'.repeat(200)]) {
      expect(await imported(packet('Interim-Update', session))).toMatchObject({ quarantined: 1 })
      expect(await imported(packet('Stop', session))).toMatchObject({ rated: 1 })
    }
    const left = await rows<{ state: string }>(['select state from usage_quarantine'])
    expect(left.map(({ state }) => state)).toEqual(['duplicate', 'duplicate'])
  })

  it('is settled at the end of its own import when its event was rated by another one meanwhile', async () => {
    await imported(packet('Interim-Update', 's3'))
    const [{ import: id } = { import: 0 }] = await kernel.get(Persistence).bulk('main', async client => {
      const text = `select import from usage_quarantine where whole = 'radius-detail:s3' for update`
      const held = await client.query<{ import: number }>(text)
      await imported(packet('Stop', 's3'))
      return held.rows
    })
    expect(await states('s3')).toEqual(['open'])
    expect(await rows([SETTLE_OWN, ['main', id]])).toEqual([{ reason: 'no-stop', count: 1 }])
  })

  it('is settled by a retry that rates its event, be it at hand or not', async () => {
    for (const session of ['s4', 's5']) {
      await imported(packet('Interim-Update', session, `${session}@example.net`))
      await imported(packet('Stop', session, `${session}@example.net`))
    }
    await customer(kernel, { identities: ['s4@example.net'] })
    const first = await kernel.get(UsageQuarantine).retry({ reason: 'unknown-subscriber' })
    expect(first).toMatchObject({ value: { lines: 2, rated: 1, quarantined: 1 } })
    expect([await states('s4'), await states('s5')]).toEqual([['duplicate'], ['open']])
    await customer(kernel, { identities: ['s5@example.net'] })
    const second = await kernel.get(UsageQuarantine).retry({})
    expect(second).toMatchObject({ value: { lines: 2, rated: 1, duplicate: 1, quarantined: 0 } })
    expect(await states('s5')).toEqual(['duplicate'])
  })

  it('is not gone through by imports that rate other events, however many there are', async () => {
    await imported(packet('Stop', 'o1'))
    await left('b', BACKLOG, 1)
    await left('o', 3, OWN)
    await rows(['analyze usage_quarantine'])
    expect(lookedAt(await explained(SETTLE_WAITING, 'radius-detail:other'))).toBeLessThan(20)
    expect(lookedAt(await explained(SETTLE_WAITING, 'radius-detail:b77'))).toBeLessThan(20)
    expect(lookedAt(await explained(SETTLE_OWN, 'radius-detail:other'))).toBeLessThan(20)
    expect([await states('o1'), await states('o2')]).toEqual([['duplicate'], ['open']])
    await imported(packet('Stop', 'b78'))
    expect(await states('b78')).toEqual(['duplicate'])
  })

  it('is settled at the end of an import of many, which does not ask of each that waits whether it was rated', async () => {
    const stops = Array.from({ length: MANY }, (_, n) => packet('Stop', `b${n + 1_001}`))
    const { id, rated } = await imported(stops.join(''))
    expect(rated).toBe(MANY)
    const settled = 'select count(*)::int as count from usage_quarantine where settled_by = $1'
    expect(await rows([settled, [id]])).toEqual([{ count: MANY }])
    expect([await states('b1001'), await states('b6001')]).toEqual([['duplicate'], ['open']])
    await rows([`update usage_quarantine set state = 'open' where settled_by = $1`, [id]])
    // as it stands before the import is closed
    await rows([
      `insert into usage_import_chunk (tenant, import, start, "end", lines, rated, duplicate, quarantined, filtered, reasons, digest)
       values ('main', $1, 0, 1, $2, $2, 0, 0, 0, '{}', '')`,
      [id, MANY]
    ])
    await rows(['analyze usage_quarantine'], ['analyze rated_usage'])
    const plan = await explained(SETTLE_OTHERS, 'radius-detail:other', ['main', id, MANY])
    const asked = readsOf(plan, 'rated_usage').reduce((sum, node) => sum + node['Actual Loops'], 0)
    expect(asked).toBeLessThan(20)
    expect(await rows([settled, [id]])).toEqual([{ count: MANY }])
    expect(await states('b1001')).toEqual(['duplicate'])
  })
})
