// How late usage may come, and how far ahead it may lie, as the operator says: what waits names the line of the rules.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { farthing } from './farthing.ts'

const RULES = (limits: string): string => `operator "Test" {
  currency AUD
  time zone "UTC"
${limits}}

tariff calls for voice {
  rates {
    | price           |
    | 0.25 per minute |
  }
}
`
const USAGE = `id,service,subscriber,started_at,quantity,unit
1,voice,anna,2025-12-01 00:00:00,60,s
2,voice,anna,2025-12-02 00:00:01,60,s
3,voice,anna,2026-03-02 01:00:00,60,s
4,voice,anna,2026-03-02 01:00:01,60,s
`

describe('the limits of usage', () => {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-limits-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  function told(limits: string): unknown[] {
    writeFileSync(join(folder, 'rules.farthing'), RULES(limits))
    writeFileSync(join(folder, 'usage.csv'), USAGE)
    const words = ['rate', join(folder, 'usage.csv'), '--format', 'csv', '--rules', join(folder, 'rules.farthing')]
    const { out, err } = farthing([...words, '--tariff', 'calls', '--now', '2026-03-02T00:00:00Z', '--json'])
    if (err !== '') throw new Error(err)
    const lines = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    return lines.map(({ detail, reason, status }) => [status, reason, detail])
  }
  const rated = ['rated', null, null]

  it('are 730 days and 24 hours where the rules say nothing', () => {
    expect(told('')).toEqual([rated, rated, rated, rated])
  })

  it('are those of the operator, who is named where something waits', () => {
    expect(told('  late usage limit 90 days\n  future usage limit 1 h\n')).toEqual([
      ['quarantined', 'too-old', 'more than 90 days ago: late usage limit, rules.farthing:4:20'],
      rated,
      rated,
      ['quarantined', 'in-future', 'more than 1 h from now: future usage limit, rules.farthing:5:22']
    ])
  })

  it.each([
    ['late usage limit 731 days', '1 to 730'],
    ['future usage limit 48 h', 'error R0511'],
    ['future usage limit 0 h', 'error'],
    ['late usage limit 90', 'days']
  ])('refuse %s', (limit, why) => {
    writeFileSync(join(folder, 'rules.farthing'), RULES(`  ${limit}\n`))
    const run = farthing(['check', join(folder, 'rules.farthing')])
    expect([run.code, run.out]).toEqual([1, expect.stringContaining(why)])
  })
})
