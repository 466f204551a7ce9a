// One sample file of every format through an import: what became of its events, and nothing more when they come again in other shapes.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { PluginRegistry, UsageImports, type UsageImport } from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'
import { root } from './farthing.ts'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const imports = kernel.get(UsageImports)
const folder = await mkdtemp(join(tmpdir(), 'farthing-samples-'))

beforeAll(async () => {
  await publishRules(kernel)
  await customer(kernel, { identities: ['61400000001'] })
  await customer(kernel, { identities: ['ann@example.net'] })
})
afterAll(async () => {
  await kernel.close()
  await rm(folder, { recursive: true, force: true })
})

const SAMPLES: readonly [format: string, sample: string, counts: string][] = [
  [
    'asterisk',
    'asterisk-cdr/samples/Master.csv',
    '4 = 1 rated + 2 quarantined (not-a-time, unknown-subscriber) + 1 filtered (disposition NO ANSWER)'
  ],
  ['csv', 'csv-usage/samples/usage.csv', '4 = 2 rated + 1 duplicate + 1 quarantined (not-a-time)'],
  [
    'freeswitch-csv',
    'freeswitch-cdr/samples/cdr.csv',
    '4 = 2 rated + 1 quarantined (not-a-time) + 1 filtered (unanswered NO_ANSWER)'
  ],
  [
    'freeswitch-json',
    'freeswitch-cdr/samples/cdr.jsonl',
    '3 = 1 rated + 1 quarantined (not-a-number) + 1 filtered (unanswered USER_BUSY)'
  ],
  [
    'cisco-cucm',
    'cisco-cucm/samples/cdr_StandAloneCluster_01_202603020000_1',
    '5 = 2 rated + 1 quarantined (empty) + 2 filtered (column types, not connected, cause 17)'
  ],
  ['opensips-acc', 'opensips-acc/samples/acc.log', '4 = 2 rated + 1 quarantined (no-bye) + 1 filtered (INVITE 486)'],
  [
    'radius-detail',
    'radius-detail/samples/detail-20260302',
    '5 = 1 rated + 1 duplicate + 1 quarantined (missing) + 2 filtered (Interim-Update, Start)'
  ],
  [
    'fixed-width',
    'fixed-width/samples/usage.txt',
    '5 = 2 rated + 1 quarantined (not-a-time) + 2 filtered (header, trailer)'
  ],
  [
    'json-events',
    'json-events/samples/events.jsonl',
    '6 = 3 rated + 1 duplicate + 1 quarantined (not-a-time) + 1 filtered (empty line)'
  ]
]

let names = 0
async function imported(format: string, content: Buffer | string): Promise<UsageImport> {
  const file = join(folder, `usage-${++names}`)
  await writeFile(file, content)
  const outcome = await imports.importFile(file, { format })
  if (!outcome.ok) throw new Error(outcome.detail)
  const { lines, rated, duplicate, quarantined, filtered } = outcome.value
  expect(rated + duplicate + quarantined + filtered).toBe(lines)
  return outcome.value
}

function countsOf({ lines, rated, duplicate, quarantined, filtered, reasons }: UsageImport): string {
  const why = (counts: Readonly<Record<string, number>>): string => Object.keys(counts).join(', ')
  const parts = [
    `${rated} rated`,
    duplicate > 0 ? `${duplicate} duplicate` : '',
    quarantined > 0 ? `${quarantined} quarantined (${why(reasons.quarantined)})` : '',
    filtered > 0 ? `${filtered} filtered (${why(reasons.filtered)})` : ''
  ]
  return `${lines} = ${parts.filter(part => part !== '').join(' + ')}`
}

/** Records of a sample in their order, without what must stay at its beginning. */
function piecesOf(
  format: string,
  text: string
): { readonly head: string; readonly records: string[]; readonly end: string } {
  const end = kernel.get(PluginRegistry).registry.usageFormats.get(format)?.records === 'paragraphs' ? '\n\n' : '\n'
  const records = text.split(end).filter(record => record.trim() !== '')
  const head = format === 'csv' || format === 'cisco-cucm' ? `${records.shift() ?? ''}${end}` : ''
  return { head, records: records.map(record => record + end), end }
}

describe('a sample file of each format', () => {
  it('is there for every format that is installed', () => {
    const codes = [...kernel.get(PluginRegistry).registry.usageFormats.keys()].sort()
    const withoutOwn = new Set(['radius-detail-voice'])
    expect(SAMPLES.map(([format]) => format).sort()).toEqual(codes.filter(code => !withoutOwn.has(code)))
  })

  it.each(SAMPLES)('%s: %s is imported: %s', async (format, sample, counts) => {
    const text = await readFile(join(root, 'plugins', sample), 'utf8')
    const first = await imported(format, text)
    expect(countsOf(first)).toBe(counts)
    expect(first).toMatchObject({ state: 'done', problem: null })

    const { head, records } = piecesOf(format, text)
    const half = Math.ceil(records.length / 2)
    const again = [
      text,
      gzipSync(text),
      head + records.slice(0, half).join(''),
      head + records.slice(half).join(''),
      head + records.toReversed().join('')
    ]
    for (const content of again) expect(await imported(format, content)).toMatchObject({ rated: 0, quarantined: 0 })
  })

  it('of fixed width fails with both figures when a part of it is missing, and a mended one adds what was', async () => {
    const text = await readFile(join(root, 'plugins/fixed-width/samples/usage.txt'), 'utf8')
    const lines = text.replaceAll('C1-', 'C2-').split('\n')
    const cut = await imported('fixed-width', lines.toSpliced(2, 1).join('\n'))
    expect(cut).toMatchObject({
      ...{ state: 'failed', rated: 1, quarantined: 1, filtered: 2, digest: expect.any(String) },
      problem:
        'the trailer says 3 records and a total of 1500000091, but 2 records and a total of 91 were read: ask for the file again'
    })
    expect(await imported('fixed-width', lines.join('\n'))).toMatchObject({ state: 'done', rated: 1, duplicate: 2 })
  })
})
