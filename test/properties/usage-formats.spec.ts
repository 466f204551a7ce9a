// Two thousand damaged files of every format: each line ends in one of four ways with its reason, or the file is refused with one.
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { loadPlugins } from '@farthing/kernel'
import { openStream, readUsageFile } from '@farthing/kernel/usage-file'
import { installationOf, usageFormatsOf } from '@farthing/plugin-sdk'
import { compileRules } from '@farthing/rules-language'
import { ruleBook, SubscriberIndex, type UsageLine, UsageLines, usageRating } from '@farthing/simulator'
import { sampleRules } from '@farthing/testing'
import fc from 'fast-check'

const plugins = fileURLToPath(new URL('../../plugins/', import.meta.url))
const now = Temporal.Instant.from('2026-03-10T00:00:00Z')
const loaded = await loadPlugins()
if (!loaded.ok) throw new Error('plugins')
const { registry } = loaded
/** The formats of carriers beside those of plugins: rules. */
const carriers = ['carrier-x.farthing', 'carrier-y.farthing'].map(
  name => [name, readFileSync(`${plugins}csv-usage/samples/${name}`, 'utf8')] as const
)
const files = new Map([...sampleRules(), ...carriers])
const compiled = compileRules({ ...installationOf(registry), files })
if (!compiled.ok) throw new Error('rules')
const { rules } = compiled
const formats = usageFormatsOf(registry, rules)

const SAMPLES: readonly [format: string, sample: string][] = [
  ['asterisk', 'asterisk-cdr/samples/Master.csv'],
  ['csv', 'csv-usage/samples/usage.csv'],
  ['carrier-x', 'csv-usage/samples/carrier-x.csv'],
  ['carrier-y', 'csv-usage/samples/carrier-y.csv'],
  ['freeswitch-csv', 'freeswitch-cdr/samples/cdr.csv'],
  ['freeswitch-json', 'freeswitch-cdr/samples/cdr.jsonl'],
  ['cisco-cucm', 'cisco-cucm/samples/cdr_StandAloneCluster_01_202603020000_1'],
  ['opensips-acc', 'opensips-acc/samples/acc.log'],
  ['radius-detail', 'radius-detail/samples/detail-20260302'],
  ['radius-detail-voice', 'radius-detail/samples/detail-20260302'],
  ['fixed-width', 'fixed-width/samples/usage.txt'],
  ['json-events', 'json-events/samples/events.jsonl']
]

interface Read {
  readonly problem: string | null
  readonly lines: readonly UsageLine[]
}

async function read(code: string, bytes: Buffer): Promise<Read> {
  const format = formats.get(code)
  if (format === undefined) throw new Error(`there is no format ${code}`)
  const subscribers = new SubscriberIndex(rules.operator.dialling)
  subscribers.add('0400000001', {
    account: 'A',
    subscription: 'S',
    plan: 'mobile-40',
    from: -Infinity,
    until: Infinity
  })
  const rating = usageRating({ ruleBook: ruleBook([{ from: null, rules }]), registry, subscribers, now })
  const lines: UsageLine[] = []
  let usage = null as UsageLines | null
  const done = await readUsageFile(await openStream(Readable.from([bytes])), {
    format,
    zone: rules.operator.zone,
    units: rules.units,
    begin: opened => {
      const file = new UsageLines(code, opened, rating)
      usage = file
      return (text, number, fault) => void lines.push(...file.read(text, number, fault))
    }
  })
  lines.push(...(usage?.end() ?? []))
  return { problem: done.ok ? null : done.problem, lines }
}

/** One way of damaging a file. */
const damage = fc.oneof(
  fc.record({
    at: fc.nat(5000),
    put: fc.constantFrom(
      '\0',
      '"',
      '\n',
      '\n\n',
      '|',
      ',',
      '{',
      '\ufeff',
      '31/02/2026',
      '\\u0000',
      '\\ud800',
      '%00',
      '\\000'
    )
  }),
  fc.record({ at: fc.nat(5000), cut: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ at: fc.nat(5000), byte: fc.integer({ min: 128, max: 255 }) }),
  fc.record({ at: fc.nat(5000), long: fc.constant(70_000) })
)
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never

function damaged(bytes: Buffer, each: Damage): Buffer {
  const at = each.at % (bytes.length + 1)
  const before = bytes.subarray(0, at)
  if ('cut' in each) return Buffer.concat([before, bytes.subarray(at + each.cut)])
  const put =
    'put' in each ? Buffer.from(each.put) : 'byte' in each ? Buffer.from([each.byte]) : Buffer.alloc(each.long, 'x')
  return Buffer.concat([before, put, bytes.subarray(at)])
}

const isText = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

/** A header alone is a file without lines. */
const hasLines = (bytes: Buffer): boolean => /\n[^]*\S/.test(bytes.toString('latin1').trimStart())

function expectEnded(bytes: Buffer, { lines, problem }: Read): void {
  if (problem !== null) expect(problem.length).toBeGreaterThan(10)
  if (problem === null && hasLines(bytes)) expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) {
    expect(line.reason).not.toBe('plugin-fault')
    expect(Object.values(line).filter(value => typeof value === 'string' && !isText(value))).toEqual([])
    expect(line.reason !== null).toBe(line.status === 'quarantined' || line.status === 'filtered')
    expect(line.field !== null).toBe(line.status === 'quarantined')
  }
}

describe.each(SAMPLES)('files of %s', (format, sample) => {
  const whole = readFileSync(plugins + sample)

  it('that are damaged anywhere end with reasons', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async damages => {
        const bytes = damages.reduce(damaged, whole)
        expectEnded(bytes, await read(format, bytes))
      }),
      {
        numRuns: 200,
        examples: [
          [
            [
              { at: 49, put: '\0' },
              { at: 2587, cut: 231 }
            ]
          ]
        ]
      }
    )
  })

  it.each(['', '\ufeff'])('in UTF-16 are refused as what they are (mark %j)', async mark => {
    const little = Buffer.from(`${mark}${whole.toString('utf8')}`, 'utf16le')
    for (const [bytes, name] of [
      [little, 'UTF-16LE'],
      [Buffer.from(little).swap16(), 'UTF-16BE']
    ] as const) {
      const { lines, problem } = await read(format, bytes)
      expect(lines).toEqual([])
      expect(problem).toContain(`convert it (iconv -f ${name} -t UTF-8)`)
    }
  })

  it('that begin with a byte order mark or end lines as Windows does bring the same events', async () => {
    const toldOf = ({ lines }: Read): unknown[] => lines.map(({ amount, id, status }) => ({ amount, id, status }))
    const told = toldOf(await read(format, whole))
    expect(toldOf(await read(format, Buffer.concat([Buffer.from('\ufeff'), whole])))).toEqual(told)
    expect(toldOf(await read(format, Buffer.from(whole.toString('utf8').replaceAll('\n', '\r\n'))))).toEqual(told)
  })
})
