import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoAccounts } from './demo-accounts.ts'
import { DEMO_SEED } from './demo-month.ts'
import { EVENT_HEADER } from './event-lines.ts'
import type { DemoUsageCounts } from './usage-lines.ts'
import { writeDemoUsage } from './write-demo-usage.ts'

const folder = mkdtempSync(join(tmpdir(), 'demo-usage-'))
afterAll(() => rmSync(folder, { recursive: true }))

const accounts = demoAccounts(DEMO_SEED)
const known = new Set(accounts.flatMap(account => account.subscriptions.map(each => each.identity)))

async function written(name: string, records?: number, seed = DEMO_SEED) {
  const files = { asterisk: join(folder, `${name}-Master.csv`), csv: join(folder, `${name}-usage.csv`) }
  const counts = await writeDemoUsage(seed, accounts, files, records)
  const text = { asterisk: readFileSync(files.asterisk, 'utf8'), csv: readFileSync(files.csv, 'utf8') }
  return { counts, text, lines: { asterisk: linesOf(text.asterisk), csv: linesOf(text.csv).slice(1) } }
}

const linesOf = (text: string) => text.trimEnd().split('\n')
const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const quarantined = (counts: DemoUsageCounts) => Object.values(counts.quarantined).reduce((a, b) => a + b, 0)

describe('the month of usage', () => {
  it('is at least a hundred thousand records, every one accounted for', async () => {
    const { counts, lines } = await written('whole')
    expect(counts.asterisk.in + counts.csv.in).toBeGreaterThanOrEqual(125_000)
    for (const file of ['asterisk', 'csv'] as const) {
      const count = counts[file]
      expect(lines[file]).toHaveLength(count.in)
      expect(count.rated + count.duplicate + count.filtered + quarantined(count)).toBe(count.in)
      for (const noise of [count.duplicate, ...Object.values(count.quarantined)]) expect(noise).toBeGreaterThan(20)
    }
    expect(counts.asterisk.rated + counts.csv.rated).toBeGreaterThan(100_000)
    expect(counts.asterisk.filtered).toBeGreaterThan(5000)
  })

  it('is the same bytes for the same seed', async () => {
    const [first, again, other] = [await written('a', 5000), await written('b', 5000), await written('c', 5000, 7)]
    expect(hash(again.text.asterisk + again.text.csv)).toBe(hash(first.text.asterisk + first.text.csv))
    expect(again.counts).toEqual(first.counts)
    expect(hash(other.text.asterisk)).not.toBe(hash(first.text.asterisk))
  })

  it("has the 18 columns of Asterisk's Master.csv", async () => {
    const { counts, lines } = await written('calls', 20_000)
    const layout = /^("([^"]|"")*",){12}\d+,\d+,"[A-Z ]+","DOCUMENTATION","[^"]+",""$/
    const whole = lines.asterisk.filter(line => layout.test(line))
    expect(whole.length).toBeGreaterThan(lines.asterisk.length - counts.asterisk.quarantined.malformed - 1)
    const silent = whole.filter(line => /"(NO ANSWER|BUSY|FAILED)"/.test(line))
    expect(silent).toHaveLength(counts.asterisk.filtered)
    expect(silent.every(line => / \d{2}:\d{2}:\d{2}","","\d{4}-/.test(line) && /,0,"/.test(line))).toBe(true)
    const strangers = whole.filter(line => !known.has(line.split('"')[1] ?? ''))
    expect(strangers).toHaveLength(counts.asterisk.quarantined['unknown-subscriber'])
    expect(whole.length - new Set(whole).size).toBe(counts.asterisk.duplicate)
  })

  it('has messages and data sessions under one header', async () => {
    const { counts, text, lines } = await written('events', 20_000)
    expect(text.csv.startsWith(`${EVENT_HEADER}\n`)).toBe(true)
    const whole = lines.csv.filter(line =>
      /^e\d{8},(sms|data),\w+,[+\d]*,\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+(\.\d+)?,(message|B|MB|GB)$/.test(line)
    )
    expect(lines.csv.length - whole.length).toBe(counts.csv.quarantined.malformed)
    expect(whole.filter(line => !known.has(line.split(',')[2] ?? ''))).toHaveLength(
      counts.csv.quarantined['unknown-subscriber']
    )
    expect(whole.filter(line => /,(1970|2027)-/.test(line))).toHaveLength(counts.csv.quarantined['out-of-time'])
    expect(whole.length - new Set(whole).size).toBe(counts.csv.duplicate)
  })

  it('knows only lines that run on the day of their use', async () => {
    const { lines } = await written('running', 20_000)
    const bySubscriber = new Map(accounts.flatMap(a => a.subscriptions).map(each => [each.identity, each]))
    for (const line of lines.csv) {
      const [, , subscriber = '', , when = ''] = line.split(',')
      const held = bySubscriber.get(subscriber)
      if (held === undefined || !when.startsWith('2026')) continue
      const day = Temporal.PlainDate.from(when.slice(0, 10))
      expect(Temporal.PlainDate.compare(held.started, day) <= 0).toBe(true)
      for (const end of [held.suspended, held.terminated]) {
        if (end) expect(Temporal.PlainDate.compare(day, end) < 0).toBe(true)
      }
    }
  })
})
