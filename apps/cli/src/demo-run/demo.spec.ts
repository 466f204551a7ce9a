import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type OnPaper, onPaper as run } from '../on-paper.ts'

/** Fewer accounts than `npm run demo` has, through the same commands, on a built-in server of its own. */
const ACCOUNTS = '30'

describe('the demo, and the commands that look at what it made', () => {
  let data: string
  let first: ReturnType<typeof summary>
  const demo = (): Promise<OnPaper> => run('demo', '--once', '--json', '--accounts', ACCOUNTS)

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'farthing-demo-'))
    process.env['FARTHING_DATA'] = data
    process.env['DATABASE_URL'] = ''
    const played = await demo()
    if (played.code !== 0) throw new Error(played.err)
    first = summary(played)
  }, 120_000)
  afterAll(() => rmSync(data, { recursive: true, force: true }))

  function summary({ out }: OnPaper) {
    return JSON.parse(out) as {
      accounts: number
      usage: Record<'in' | 'rated' | 'duplicate' | 'quarantined' | 'filtered', number> & {
        quarantineReasons: Record<string, number>
      }
      invoices: { count: number; total: string; currency: string }
      ledger: { transactions: number; balanced: boolean }
      pdfs: string[]
      explained: {
        invoice: string
        line: number
        explanation: { rule: { rule: string; file: string; line: number } }
      }[]
      seconds: Record<string, number>
    }
  }

  it('accounts for every record and every account', () => {
    const { usage } = first
    expect(usage.in).toBeGreaterThan(1_500)
    expect(usage.rated + usage.duplicate + usage.quarantined + usage.filtered).toBe(usage.in)
    expect(Object.values(usage.quarantineReasons).reduce((sum, count) => sum + count, 0)).toBe(usage.quarantined)
    expect(first).toMatchObject({ accounts: 30, invoices: { count: 30, currency: 'AUD' }, ledger: { balanced: true } })
    expect(Object.keys(first.seconds)).toEqual(['rules', 'accounts', 'usage', 'policies', 'bills', 'pdfs'])
  })

  it('lists each line that waits in quarantine with its place, field and reason', async () => {
    const listed = await run('usage', 'quarantine', '--limit', '10000', '--json')
    const lines = listed.out
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, string>)
    expect(lines).toHaveLength(first.usage.quarantined)
    const unknown = lines.filter(({ reason }) => reason === 'unknown-subscriber')
    expect(unknown).toHaveLength(first.usage.quarantineReasons['unknown-subscriber'] ?? 0)
    const { out: shown } = await run('usage', 'quarantine', '--reason', 'unknown-subscriber', '--limit', '1')
    expect(shown).toMatch(
      /^\S+\.csv:\d+ \(\S+, import \d+\) {2}unknown-subscriber, subscriber: nobody holds "(\d+)"\n {2}.*"\1".*\n/
    )
    expect(shown).toContain('unknown-subscriber: give the number or login to a subscription')
  })

  it('writes the PDFs that it names', () => {
    expect(first.pdfs.length).toBeGreaterThan(0)
    for (const file of first.pdfs) expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('explain names rule, file, line and version of a line of the demo', async () => {
    const [line] = first.explained
    const explained = await run('explain', line?.invoice ?? '', `${line?.line}`)
    expect(explained.code).toBe(0)
    expect(explained.out).toMatch(/^ {2}of {7}A-\d{6}/m)
    expect(explained.out).toContain(`rule     ${line?.explanation.rule.rule}`)
    expect(explained.out).toMatch(/written {2}[a-z-]+\.farthing:\d+:\d+, version sha256:[0-9a-f]{64}/)
    const source = line?.explanation.rule
    expect(readFileSync(join('rules', source?.file ?? ''), 'utf8').split('\n').length).toBeGreaterThanOrEqual(
      source?.line ?? 0
    )
  })

  it('invoice show adds up, and invoice pdf writes where it is told', async () => {
    const number = first.explained[0]?.invoice ?? ''
    const shown = JSON.parse((await run('invoice', 'show', number, '--json')).out) as {
      total: string
      lines: { amount: string }[]
    }
    const cents = (text: string): bigint => BigInt(text.replace('.', ''))
    expect(shown.lines.reduce((sum, { amount }) => sum + cents(amount), 0n)).toBe(cents(shown.total))
    const file = join(data, 'invoice.pdf')
    expect(await run('invoice', 'pdf', number, '--output', file)).toMatchObject({ code: 0, out: `${file}\n` })
    expect(existsSync(file)).toBe(true)
  })

  it('ledger export writes every transaction', async () => {
    const file = join(data, 'books.journal')
    const exported = await run('ledger', 'export', '--output', file, '--json')
    expect(JSON.parse(exported.out)).toMatchObject({ file, ...first.ledger })
    expect(readFileSync(file, 'utf8').match(/^\d{4}-\d{2}-\d{2} /gm)).toHaveLength(first.ledger.transactions)
  })

  it('importing a file again changes nothing', async () => {
    const again = await run('usage', 'import', join(data, 'demo/usage.csv'), '--format', 'csv', '--json')
    expect(again.code).toBe(0)
    expect(JSON.parse(again.out)).toMatchObject({ rated: 0 })
  })

  it('a refused file keeps none of those behind it out', async () => {
    const file = join(data, 'demo/usage.csv')
    const ended = await run('usage', 'import', 'README.md', 'nowhere.csv', file, '--format', 'csv')
    expect(ended.code).toBe(2)
    expect(ended.out).toContain(`${file}: `)
    expect(ended.err).toMatch(/README\.md[^]*nowhere\.csv/)
  })

  it('a second bill run of the same day bills nobody twice', async () => {
    const billed = await run('bill', 'run', '--date', '2026-10-31', '--issue', '--json')
    expect(billed.code).toBe(0)
    const again = JSON.parse((await run('bill', 'run', '--date', '2026-10-31', '--json')).out) as {
      invoices: unknown[]
    }
    expect(again.invoices).toEqual([])
  })

  it.each([
    [['invoice', 'show', 'INV-999999'], 1, 'There is no invoice INV-999999.'],
    [['explain', 'INV-000001', '99'], 1, 'has no line 99'],
    [['explain', 'INV-000001', 'x'], 2, "LINE is 'x'"],
    [['bill', 'run', '--date', 'tomorrow'], 2, "--date is 'tomorrow', which is no date"],
    [['bill', 'run', '--date', '2026-10-31', '--account', 'A-999999'], 2, 'there is no account A-999999'],
    [['bill', 'show', '00000000-0000-7000-8000-000000000000'], 1, 'There is no bill run'],
    [['bill', 'show', 'x'], 1, 'There is no bill run x'],
    [['usage', 'import', 'nowhere.csv', '--format', 'csv'], 2, 'nowhere.csv'],
    [['usage', 'import', 'README.md', '--format', 'csv'], 1, 'README.md']
  ])('%j ends with %i and a sentence', async (words, code, text) => {
    const ended = await run(...words)
    expect(ended).toMatchObject({ code, out: '' })
    expect(ended.err).toContain(text)
    expect(ended.err).not.toMatch(/^ +at /m)
  })

  it('plays again on an empty database, and the same seed gives the same totals', async () => {
    const { usage, invoices, ledger } = summary(await demo())
    expect({ usage, invoices, ledger }).toEqual({ usage: first.usage, invoices: first.invoices, ledger: first.ledger })
  }, 120_000)

  it('never empties a database that is not its own', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'farthing-own-'))
    process.env['FARTHING_DATA'] = folder
    expect((await run('publish', 'rules', '--message', 'the first rules')).code).toBe(0)
    const refused = await run('demo', '--once', '--accounts', '5')
    rmSync(folder, { recursive: true, force: true })
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.err).toContain("that are not the demo's")
  }, 120_000)
})
