// What the generator says that an import must find is what rating finds, line by line, with the demo's rules and customers.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadPlugins } from '@farthing/kernel/plugin-host'
import { publicHolidays } from '@farthing/kernel/public-holidays'
import { readRulesFolder } from '@farthing/kernel/rules-folder'
import { compileRules } from '@farthing/rules-language'
import { readSubscribers, ruleBook, UsageLines, usageRating } from '@farthing/simulator'
import { DEMO_SEED, DEMO_ZONE, demoAccounts, type DemoUsageCounts } from './index.ts'
import { SUBSCRIBER_HEADER, subscriberLines, writeDemoUsage } from './index.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'demo-usage-'))
afterAll(() => rmSync(folder, { recursive: true }))

const NOW = Temporal.Instant.from('2026-10-01T00:00:00Z')
const RECORDS = 20_000
const OUT_OF_TIME = new Set(['too-old', 'in-future'])
const AS_THEY_ARE = new Set(['unknown-subscriber', 'no-zone'])

async function linesReader() {
  const loaded = await loadPlugins(`${root}plugins`)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  const { registry } = loaded
  const read = readRulesFolder(`${root}rules`)
  if (!read.ok) throw new Error(read.detail)
  const compiled = compileRules({ files: read.files, signatures: [...registry.statements.values()], publicHolidays })
  if (!compiled.ok) throw new Error('the rules do not compile')
  const { operator } = compiled.rules
  const accounts = demoAccounts(DEMO_SEED)
  const list = [SUBSCRIBER_HEADER, ...subscriberLines(accounts)].join('\n')
  const subscribers = readSubscribers(list, { zone: operator.zone, dialling: operator.dialling })
  if (!subscribers.ok) throw new Error(JSON.stringify(subscribers.problems))
  const rating = usageRating({
    ruleBook: ruleBook([{ from: null, rules: compiled.rules }]),
    registry,
    subscribers: subscribers.subscribers,
    choice: null,
    now: NOW
  })
  return (code: string, header: string | null) => {
    const opened = registry.usageFormats.get(code)?.open({ header, zone: DEMO_ZONE })
    if (!opened?.ok) throw new Error(`format ${code} does not open`)
    return new UsageLines(code, opened, rating)
  }
}

function tally(lines: readonly string[], reader: UsageLines): DemoUsageCounts {
  const counts = { in: 0, rated: 0, duplicate: 0, filtered: 0 }
  const quarantined = { malformed: 0, 'unknown-subscriber': 0, 'no-zone': 0, 'out-of-time': 0 }
  const became = lines.flatMap((text, index) => reader.read(text, index + 1))
  became.forEach(({ status, reason }) => {
    counts.in += 1
    if (status !== 'quarantined') counts[status] += 1
    else if (OUT_OF_TIME.has(reason ?? '')) quarantined['out-of-time'] += 1
    else quarantined[AS_THEY_ARE.has(reason ?? '') ? (reason as 'no-zone') : 'malformed'] += 1
  })
  return { ...counts, quarantined }
}

describe('the month of usage', () => {
  it('is rated, repeated, filtered and quarantined as foretold', async () => {
    const files = { asterisk: join(folder, 'Master.csv'), csv: join(folder, 'usage.csv') }
    const foretold = await writeDemoUsage(DEMO_SEED, demoAccounts(DEMO_SEED), files, RECORDS)
    const open = await linesReader()
    const calls = readFileSync(files.asterisk, 'utf8').trimEnd().split('\n')
    const [header = '', ...events] = readFileSync(files.csv, 'utf8').trimEnd().split('\n')
    expect(tally(calls, open('asterisk', calls[0] ?? null))).toEqual(foretold.asterisk)
    expect(tally(events, open('csv', header))).toEqual(foretold.csv)
  })
})
