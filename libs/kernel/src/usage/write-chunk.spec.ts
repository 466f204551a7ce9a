// Chunks whose events are all news go straight into the table; what that must not change.
import { Readable } from 'node:stream'
import { Persistence, UsageImports, UsageQuarantine } from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'
import { FEWEST_NEWS } from './write-chunk.ts'

const now = '2026-03-10T00:00:00Z'
const kernel = await testKernel({ now })
const LINES = FEWEST_NEWS + 1_000

beforeAll(async () => {
  await publishRules(kernel)
  await customer(kernel, { identities: ['61400000001'] })
})
afterAll(() => kernel.close())

const call = (id: string, by = '0400000001'): string => `${id},voice,${by},0399990000,2026-03-02 10:00:00,61,s`
const many = (name: string): string[] => Array.from({ length: LINES }, (_, i) => call(`${name}-${i}`))

/** Counts of the import, and what it settled of others. */
async function imported(lines: readonly string[]): Promise<{ counts: string; settled: string[] }> {
  const text = ['id,service,subscriber,to,started_at,quantity,unit', ...lines, ''].join('\n')
  const source = Readable.from([Buffer.from(text)])
  const outcome = await kernel.get(UsageImports).importStream(source, 'usage', { format: 'csv' })
  if (!outcome.ok) throw new Error(outcome.detail)
  const { duplicate, id, lines: all, quarantined, rated } = outcome.value
  const after = { importId: 0, line: 0, event: '' }
  const duplicates = await kernel.get(UsageQuarantine).list({ state: 'duplicate', after, limit: 9 })
  return {
    counts: `${all} = ${rated} + ${duplicate} + ${quarantined}`,
    settled: duplicates.filter(({ settledBy }) => settledBy === id).map(({ event }) => event)
  }
}

/** Rows of events of this name. */
async function stored(name: string): Promise<unknown> {
  return kernel.get(Persistence).bulk('main', async client => {
    const query = `select count(*)::int as count, min(known)::text as known from rated_usage where event like $1`
    return (await client.query(query, [`csv:${name}-%`])).rows[0]
  })
}

describe('a chunk of news', () => {
  it('is known from when it was written', async () => {
    expect(await imported(many('a'))).toMatchObject({ counts: `${LINES} = ${LINES} + 0 + 0` })
    expect(await stored('a')).toEqual({ count: LINES, known: '2026-03-10 00:00:00+00' })
  })

  it('that is none is told apart, wherever in it the event stands that was rated before', async () => {
    for (const place of [0, LINES >> 1, LINES - 1]) {
      const lines = many(`b${place}`).with(place, call(`a-${place}`))
      expect(await imported(lines)).toMatchObject({ counts: `${LINES} = ${LINES - 1} + 1 + 0` })
    }
    const twice = many('c').with(7, call('c-4000'))
    expect(await imported(twice)).toMatchObject({ counts: `${LINES} = ${LINES - 1} + 1 + 0` })
    expect(await imported(many('a'))).toMatchObject({ counts: `${LINES} = 0 + ${LINES} + 0` })
  })

  it('settles what waits of its events: lines of other imports at the end, its own at once', async () => {
    await imported([call('d-2', '0499999999'), call('e-1', '0499999999')])
    const own = [call('d-5', '0499999999'), call('d-6', '0499999999')]
    const { counts, settled } = await imported([...own, ...many('d').with(6, call('d-x'))])
    expect(counts).toBe(`${LINES + 2} = ${LINES} + 1 + 1`)
    expect(settled).toEqual(['csv:d-2'])
  })
})
