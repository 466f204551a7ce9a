// A carrier whose files are like nobody else's: how they are read is a rule, and every event in them counts once.
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Inbox, type ImportOutcome, RulesHost, UsageImports, UsageQuarantine } from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'

const folder = await mkdtemp(join(tmpdir(), 'farthing-carrier-'))
const inboxFolder = join(folder, 'inbox')
const kernel = await testKernel({ now: '2026-04-10T00:00:00Z', inbox: { folder: inboxFolder, settleMs: 20 } })
const imports = kernel.get(UsageImports)
const quarantine = kernel.get(UsageQuarantine)

interface Written {
  readonly time?: string
  readonly id?: string
  readonly more?: string
}

/** Odd columns, decimal comma, local time of another zone, calls that were not answered, a trailer. */
const carrier = ({ time = 'DD.MM.YYYY HH:mm:ss', id = '', more = '' }: Written = {}): string => `
usage format carrier-x {
  separated by semicolon
  decimal comma
  time zone "Europe/Berlin"
  numbers with country code
${id}${more}
  service in Art {
    voice for "MOC", "MTC"
    sms for "KN"
  }
  subscriber in "A-Nr"
  to in "B-Nr" without "1001#"
  started in Datum, Zeit as "${time}"
  quantity in Menge
  unit in Einheit {
    s for "Sek"
    sms for "Stk"
  }
  skip "BESETZT", "KEINE ANTWORT" in Status as "not answered"
  skip lines beginning with "SUMME" as "trailer"
}
`
const rules = (text: string): ReadonlyMap<string, string> => new Map([...sampleRules(), ['carrier.farthing', text]])

const HEADER = 'Lfd;Status;Art;A-Nr;B-Nr;Datum;Zeit;Menge;Einheit'
const LINES = [
  '1;OK;MOC;61400000001;1001#61399990000;02.03.2026;10:00:00;61,0;Sek',
  '2;OK;MTC;61400000001;61399990000;02.03.2026;10:05:00;1.000,0;Sek',
  '3;BESETZT;MOC;61400000001;61399990000;02.03.2026;10:06:00;0,0;Sek',
  '4;OK;KN;61400000001;61399990000;02.03.2026;10:07:00;1;Stk',
  '5;OK;MMS;61400000001;61399990000;02.03.2026;10:08:00;1;Stk',
  '6;OK;MOC;61400000001;61399990000;29.03.2026;02:30:00;61,0;Sek',
  '7;OK;MOC;61400000001;61399990000;31.02.2026;10:00:00;61,0;Sek',
  'SUMME;7'
]
const file = (...lines: readonly string[]): string => [HEADER, ...lines, ''].join('\n')

async function imported(content: string | Buffer, name: string): Promise<ImportOutcome> {
  const path = join(folder, name)
  await writeFile(path, content)
  return imports.importFile(path, { format: 'carrier-x' })
}
async function counts(content: string | Buffer, name: string) {
  const outcome = await imported(content, name)
  if (!outcome.ok) throw new Error(outcome.detail)
  const { rated, duplicate, quarantined, filtered } = outcome.value
  return { rated, duplicate, quarantined, filtered }
}

beforeAll(async () => {
  await mkdir(join(inboxFolder, 'carrier-x'), { recursive: true })
  await publishRules(kernel, rules(carrier()))
  await customer(kernel, { identities: ['61400000001'] })
})
afterAll(async () => {
  await kernel.close()
  await rm(folder, { recursive: true, force: true })
})

describe("a carrier's file", () => {
  it('is read as the published rules say, every line with its outcome', async () => {
    const outcome = await imported(file(...LINES), 'march.csv')
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        ...{ lines: 8, rated: 2, quarantined: 4, filtered: 2, notes: ['column `Lfd` is not read'] },
        reasons: {
          quarantined: { 'not-a-number': 1, 'not-a-time': 1, 'skipped-time': 1, 'unknown-word': 1 },
          filtered: { 'not answered': 1, trailer: 1 }
        }
      }
    })
    const id = outcome.ok ? outcome.value.id : 0
    const waiting = await quarantine.list({ state: 'open', after: { importId: id, line: 0, event: '' }, limit: 9 })
    expect(waiting.map(({ detail, field }) => [field, detail])).toEqual([
      ['quantity', '1.000,0'],
      ['service', 'MMS'],
      ['started_at', '29.03.2026 02:30:00'],
      ['started_at', '31.02.2026 10:00:00']
    ])
  })

  it('counts every event once, renamed, gzipped, cut, in another order, quoted and with other line ends', async () => {
    const none = { rated: 0, duplicate: 6, quarantined: 0, filtered: 2 }
    expect(await counts(file(...LINES), 'again.csv')).toEqual(none)
    expect(await counts(gzipSync(file(...LINES.toReversed())), 'packed.gz')).toEqual(none)
    const quoted = LINES.slice(0, 4).map(line =>
      line
        .split(';')
        .map(field => `"${field}"`)
        .join(';')
    )
    const [cut, rest] = [file(...quoted).replaceAll('\n', '\r\n'), file(...LINES.slice(4))]
    // what cannot be read is known by its text, and the second line waits once more
    expect(await counts(cut, 'cut-1.csv')).toEqual({ rated: 0, duplicate: 2, quarantined: 1, filtered: 1 })
    expect(await counts(rest, 'cut-2.csv')).toEqual({ rated: 0, duplicate: 3, quarantined: 0, filtered: 1 })
  })

  it('has its waiting lines rated once when the rule is mended, whatever comes again', async () => {
    const mended = carrier({ more: '  thousands point\n' }).replace('sms for "KN"', 'sms for "KN", "MMS"')
    await publishRules(kernel, rules(mended), '2026-04-01')
    // of the two writings of the second line one is the event
    expect(await quarantine.retry({ reason: 'not-a-number' })).toMatchObject({ value: { rated: 1, duplicate: 1 } })
    expect(await counts(file(...LINES), 'once-more.csv')).toEqual({
      ...{ rated: 1, duplicate: 5, quarantined: 0, filtered: 2 }
    })
    expect(await quarantine.retry({ reason: 'unknown-word' })).toMatchObject({ value: { rated: 0, duplicate: 1 } })
  })

  it('waits in a folder of the inbox that has the name of the format', async () => {
    await writeFile(
      join(inboxFolder, 'carrier-x', 'april.csv'),
      file(LINES[0] ?? '', '8;OK;KN;61400000001;61399990000;01.04.2026;10:00:00;2;Stk')
    )
    await mkdir(join(inboxFolder, 'carier-x'))
    expect(await kernel.get(Inbox).sweep()).toMatchObject({
      files: [{ kind: 'done', import: { name: 'carrier-x/april.csv', rated: 1, duplicate: 1 } }]
    })
    expect(await readdir(join(inboxFolder, 'carrier-x', 'done'))).toHaveLength(1)
    const { folders } = await kernel.get(Inbox).list()
    expect(folders.find(({ format }) => format === 'carier-x')?.problem).toContain("Did you mean 'carrier-x'?")
  })

  it('is refused under a name that nobody declared, with those that there are', async () => {
    const path = join(folder, 'march.csv')
    expect(await imports.importFile(path, { format: 'carrier-y' })).toMatchObject({
      reason: 'unknown-format',
      detail: expect.stringMatching(
        /^There is no usage format 'carrier-y'. Did you mean 'carrier-x'\? There are: asterisk, carrier-x, /
      )
    })
  })

  it('is refused when its header lacks a column, and the rule is named', async () => {
    expect(await imported(file(...LINES).replace('Menge', 'Mengen'), 'changed.csv')).toMatchObject({
      reason: 'bad-header',
      detail: expect.stringContaining(
        'no column `Menge` (is `Mengen` meant to be it?), which usage format carrier-x reads (carrier.farthing:2:1)'
      )
    })
  })
})

describe('a format by which files were imported', () => {
  it('keeps by what its events are known: sent again they would count twice', async () => {
    const request = { author: 'Spec', message: 'ids', files: rules(carrier({ id: '  id in Lfd\n' })) }
    const allowed = { correctsIssuedBills: true, dropsHeldPlans: true }
    expect(await kernel.get(RulesHost).publish({ ...request, ...allowed })).toEqual({
      ...{ ok: false, reason: 'format-in-use' },
      formats: [
        { format: 'carrier-x', knownBy: expect.stringContaining('what columns a-nr, art'), declared: 'column lfd' }
      ]
    })
    const other = new Map([
      ...rules(carrier()),
      ['y.farthing', carrier({ id: '  id in Lfd\n' }).replace('carrier-x', 'carrier-y')]
    ])
    expect(await kernel.get(RulesHost).publish({ ...request, ...allowed, files: other })).toMatchObject({ ok: true })
  })
})
