// Pieces that wait are settled by what rates their events, and by nobody's going through all that wait.
import { Readable } from 'node:stream'
import { Persistence, UsageImports, type UsageImport } from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'
import { MAKE_STAGES, SETTLE_OWN, SETTLE_WAITING } from './chunk-sql.ts'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const BACKLOG = 20_000
const START = 1_772_406_000

beforeAll(async () => {
  await publishRules(kernel)
  await customer(kernel, { identities: ['61400000001', 'ann@example.net'] })
})
afterAll(() => kernel.close())

const packet = (status: string, session: string): string =>
  [
    'Mon Mar  2 10:10:00 2026',
    `\tAcct-Status-Type = ${status}`,
    `\tAcct-Unique-Session-Id = "${session}"`,
    '\tUser-Name = "ann@example.net"',
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

interface Plan {
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly Plan[]
}

/** Rows of quarantine that were looked at; some of them only tell whether anything waits. */
function lookedAt({ Plans = [], ...node }: Plan): number {
  const own = node['Relation Name'] === 'usage_quarantine' ? node : undefined
  const each = own === undefined ? 0 : own['Actual Rows'] + (own['Rows Removed by Filter'] ?? 0)
  return each * node['Actual Loops'] + Plans.reduce((sum, plan) => sum + lookedAt(plan), 0)
}

async function explained(text: string, staged: string): Promise<number> {
  const explain = `explain (analyze, format json) ${text}`
  const [row] = await rows<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    [MAKE_STAGES],
    [`insert into usage_stage (event, tenant) values ($1, 'main')`, [staged]],
    [explain, ['main', 1_000_000]]
  )
  if (row === undefined) throw new Error('no plan')
  return lookedAt(row['QUERY PLAN'][0].Plan)
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
    await imported(packet('Stop', 's2'))
    await imported(packet('Interim-Update', 's3'))
    // as it stands where both were under way at once
    await rows([`update usage_quarantine set whole = 'radius-detail:s2' where event like 'radius-detail:s3#%'`])
    const [{ import: id } = { import: 0 }] = await rows<{ import: number }>([
      `select import from usage_quarantine where whole = 'radius-detail:s2'`
    ])
    expect(await rows([SETTLE_OWN, ['main', id]])).toEqual([{ reason: 'no-stop', count: 1 }])
  })

  it('is not gone through by imports that rate other events, however many there are', async () => {
    await rows([
      `insert into usage_quarantine (tenant, event, import, line, format, service, state, field, reason, detail, raw, known, whole)
       select 'main', 'radius-detail:b' || n || '#open', 1, n, 'radius-detail', '', 'open', 'line', 'no-stop', '', '', now(),
         'radius-detail:b' || n from generate_series(1, $1::int) n`,
      [BACKLOG]
    ])
    await rows(['analyze usage_quarantine'])
    expect(await explained(SETTLE_WAITING, 'radius-detail:other')).toBeLessThan(20)
    expect(await explained(SETTLE_OWN, 'radius-detail:other')).toBe(0)
    expect(await explained(SETTLE_WAITING, 'radius-detail:b77')).toBeLessThan(20)
    await imported(packet('Stop', 'b78'))
    expect(await states('b78')).toEqual(['duplicate'])
  })
})
