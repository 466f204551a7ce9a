// A column that nobody reads is said, whoever reads the file: a value under a mistyped name must not be lost unnoticed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { farthing } from './farthing.ts'

const USAGE = `id,service,subscriber,to,started_at,quantity,unit,vlaue,trunk
1,voice,0412345678,0292345678,2026-03-02 10:00:00,61,s,9.99,t-1
`

describe('farthing rate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-unread-'))
  const file = join(folder, 'usage.csv')
  const words = ['rate', file, '--format', 'csv', '--rules', 'rules', '--plan', 'mobile-40']
  const run = (...more: string[]) => farthing([...words, '--now', '2026-03-03T00:00:00Z', ...more])
  const notes = ['column `vlaue` is not read; did you mean `value`?', 'column `trunk` is not read']

  beforeAll(() => writeFileSync(file, USAGE))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('tells people beside the counts, and rates all the same', () => {
    const { code, out, err } = run()
    expect([code, out.split('\n').length]).toEqual([0, 2])
    expect(err).toBe(
      `${notes.map(note => `${file}: ${note}\n`).join('')}1 in = 1 rated + 0 duplicate + 0 quarantined + 0 filtered\n`
    )
  })

  it('tells programs in a last line of JSON', () => {
    const [line, last, ...rest] = run('--json').out.split('\n')
    expect(JSON.parse(line ?? '')).toMatchObject({ status: 'rated' })
    expect([JSON.parse(last ?? ''), rest]).toEqual([{ notes }, ['']])
  })
})
