// Damaged files of every format, imported: each line is counted once as rated, duplicate, quarantined or filtered, or the file is refused with a reason.
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type ImportOutcome, Persistence, type UsageImport, UsageImports } from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import fc from 'fast-check'

const FILES = Number(process.env['FARTHING_FILES'] ?? 110)
const SEED = Number(process.env['FARTHING_SEED'] ?? 7)
/** 1_000_000_000 in full. */
const LINE_BYTES = Number(process.env['FARTHING_LINE_BYTES'] ?? 50_000_000)
const BLOCK = Buffer.alloc(1_048_576, 'x')
const FORGOTTEN_EVERY = 10

const plugins = fileURLToPath(new URL('../../plugins/', import.meta.url))
const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const imports = kernel.get(UsageImports)

/** `plain`: each line of the file, but for the header, is one of the import. */
const SAMPLES: readonly [format: string, sample: string, plain: boolean][] = [
  ['asterisk', 'asterisk-cdr/samples/Master.csv', true],
  ['csv', 'csv-usage/samples/usage.csv', true],
  ['carrier-x', 'csv-usage/samples/carrier-x.csv', true],
  ['carrier-y', 'csv-usage/samples/carrier-y.csv', false],
  ['freeswitch-csv', 'freeswitch-cdr/samples/cdr.csv', true],
  ['freeswitch-json', 'freeswitch-cdr/samples/cdr.jsonl', true],
  ['cisco-cucm', 'cisco-cucm/samples/cdr_StandAloneCluster_01_202603020000_1', true],
  ['opensips-acc', 'opensips-acc/samples/acc.log', false],
  ['radius-detail', 'radius-detail/samples/detail-20260302', false],
  ['radius-detail-voice', 'radius-detail/samples/detail-20260302', false],
  ['fixed-width', 'fixed-width/samples/usage.txt', true],
  ['json-events', 'json-events/samples/events.jsonl', false]
]
const HEADERS = new Set(['csv', 'carrier-x', 'carrier-y', 'cisco-cucm'])

beforeAll(async () => {
  const carriers = ['carrier-x.farthing', 'carrier-y.farthing'].map(
    name => [name, readFileSync(`${plugins}csv-usage/samples/${name}`, 'utf8')] as const
  )
  await publishRules(kernel, new Map([...sampleRules(), ...carriers]))
  await customer(kernel, { identities: ['61400000001'] })
})
afterAll(() => kernel.close())

/** One way of damaging the bytes of a file. */
const damage = fc.oneof(
  fc.record({ at: fc.nat(5000), put: fc.constantFrom('\0', '"', '\n', '\n\n', '|', ',', '{', '\ufeff', '\r') }),
  fc.record({ at: fc.nat(5000), cut: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ at: fc.nat(5000), byte: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ at: fc.nat(5000), digit: fc.nat(9) }),
  fc.record({ at: fc.nat(20), date: fc.constantFrom('31/02/2026', '2026-02-31', '2026-13-01', '0000-00-00') }),
  fc.record({ at: fc.nat(5000), long: fc.constant(70_000) })
)
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never
/** How the file comes. */
const packing = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ as: 'text' as const }) },
  { weight: 1, arbitrary: fc.constantFrom({ as: 'bom' as const }, { as: 'utf16' as const }, { as: 'gzip' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ as: fc.constant('torn' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  }
)
type Packing = typeof packing extends fc.Arbitrary<infer T> ? T : never

function damaged(bytes: Buffer, each: Damage): Buffer {
  if ('date' in each) return redated(bytes, each)
  const at = each.at % (bytes.length + 1)
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)]
  if ('cut' in each) return Buffer.concat([before, after.subarray(each.cut)])
  if ('byte' in each) return Buffer.concat([before, Buffer.from([each.byte]), after.subarray(1)])
  if ('digit' in each) return Buffer.from(bytes.toString('latin1').replace(digitAfter(at), `$1${each.digit}`), 'latin1')
  const put = 'put' in each ? Buffer.from(each.put) : Buffer.alloc(each.long, 'x')
  return Buffer.concat([before, put, after])
}

function digitAfter(at: number): RegExp {
  return new RegExp(`^([^]{${at}}\\D*)\\d`)
}

/** Another day in the place of one that the file has. */
function redated(bytes: Buffer, { at, date }: { readonly at: number; readonly date: string }): Buffer {
  const text = bytes.toString('latin1')
  const found = [...text.matchAll(/\d{4}-\d\d-\d\d|\d\d\/\d\d\/\d{4}|(?<=\D)20\d{6}(?=\D|\d{6}\D)/g)]
  const day = found[at % Math.max(1, found.length)]
  if (day === undefined) return damaged(bytes, { at: at * 100, put: '"' })
  return Buffer.from(text.slice(0, day.index) + date + text.slice(day.index + day[0].length), 'latin1')
}

function packed(bytes: Buffer, how: Packing): Buffer {
  if (how.as === 'text') return bytes
  if (how.as === 'bom') return Buffer.concat([Buffer.from('\ufeff'), bytes])
  if (how.as === 'utf16') return Buffer.from(`\ufeff${bytes.toString('latin1')}`, 'utf16le')
  const whole = gzipSync(bytes)
  return how.as === 'gzip' ? whole : whole.subarray(0, Math.floor(whole.length * how.share))
}

const query = <T>(text: string): Promise<T[]> =>
  kernel.get(Persistence).bulk('main', async client => (await client.query(text)).rows as T[])

/** Every line has ended as what the import says, and what waits says why. */
async function expectCounted(done: UsageImport, before: Standing): Promise<void> {
  const { duplicate, filtered, id, lines, quarantined, rated, reasons } = done
  expect(rated + duplicate + quarantined + filtered).toBe(lines)
  const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0)
  expect([sum(reasons.quarantined), sum(reasons.filtered)]).toEqual([quarantined, filtered])
  expect(Object.keys({ ...reasons.quarantined, ...reasons.filtered })).not.toContain('')
  // pieces of events are joined with those of other files by a retry, which is an import of its own
  const [stored] = await query<{ rated: number; said: number; waiting: number }>(
    `select (select count(*)::int from rated_usage) as rated, (select sum(rated)::int from usage_import where id > ${before.id}) as said,
       (select count(*)::int from usage_quarantine where import = ${id} and reason <> '' and reason <> 'plugin-fault') as waiting`
  )
  expect(stored).toEqual({ rated: before.rated + (stored?.said ?? 0), said: stored?.said, waiting: quarantined })
  expect(stored?.said).toBeGreaterThanOrEqual(rated)
}

interface Standing {
  /** Rows of usage. */
  readonly rated: number
  /** Of the last import. */
  readonly id: number
}

async function standing(): Promise<Standing> {
  const [found] = await query<Standing>(
    'select (select count(*)::int from rated_usage) as rated, (select coalesce(max(id), 0) from usage_import) as id'
  )
  if (found === undefined) throw new Error('a count has one row')
  return found
}

/** Imports it, and expects that nothing of it is lost silently. */
async function importEnded(format: string, bytes: Iterable<Buffer>): Promise<ImportOutcome> {
  const before = await standing()
  const outcome = await imports.importStream(Readable.from(bytes), 'sample', { format })
  if (outcome.ok) await expectCounted(outcome.value, before)
  else expect(outcome.detail.length).toBeGreaterThan(10)
  if (!outcome.ok && outcome.kept !== undefined) await expectCounted(outcome.kept, before)
  return outcome
}

/** As many as end with a line feed, and the one that does not. */
function linesOf(bytes: Buffer): number {
  return bytes.toString('latin1').replace(/\n$/, '').split('\n').length
}

describe.each(SAMPLES)('damaged files of %s', (format, sample, plain) => {
  const whole = readFileSync(plugins + sample)

  it(`end with every line accounted for (FARTHING_SEED=${SEED})`, async () => {
    let turn = 0
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), packing, async (damages, how) => {
        if (turn++ % FORGOTTEN_EVERY === 0) await query('truncate rated_usage, usage_quarantine')
        const bytes = damages.reduce(damaged, whole)
        const outcome = await importEnded(format, [packed(bytes, how)])
        const isWhole = plain && outcome.ok && (how.as === 'text' || how.as === 'gzip')
        if (isWhole) expect(outcome.value.lines).toBe(linesOf(bytes) - (HEADERS.has(format) ? 1 : 0))
      }),
      { numRuns: Math.ceil(FILES / SAMPLES.length), seed: SEED }
    )
  }, 900_000)
})

describe('a file', () => {
  const head = Buffer.from('id,service,subscriber,to,started_at,quantity,unit\n')
  const call = (id: string): Buffer => Buffer.from(`${id},voice,0400000001,0399990000,2026-03-02 10:00:00,60,s\n`)

  it(`with a line of ${LINE_BYTES} bytes is read around it, and takes no memory for it`, async () => {
    let most = 0
    function* file(): Generator<Buffer> {
      yield Buffer.concat([head, call('long-a')])
      for (let bytes = 0; bytes < LINE_BYTES; bytes += BLOCK.length) {
        most = Math.max(most, process.memoryUsage.rss())
        yield BLOCK
      }
      yield Buffer.concat([Buffer.from('\n'), call('long-b')])
    }
    const before = process.memoryUsage.rss()
    const outcome = await importEnded('csv', file())
    expect(outcome).toMatchObject({ ok: true, value: { lines: 3, rated: 2, quarantined: 1 } })
    expect(most - before).toBeLessThan(200_000_000)
  }, 300_000)

  it('that is a gzip bomb is refused, and what it brought before is counted', async () => {
    const bomb = gzipSync(Buffer.concat([head, call('bomb-a'), Buffer.alloc(100_000_000)]))
    expect(await importEnded('csv', [bomb])).toMatchObject({ ok: false, reason: 'damaged' })
  }, 60_000)

  it('whose trailer says other totals fails with both figures, and what it brought is counted', async () => {
    const whole = readFileSync(`${plugins}fixed-width/samples/usage.txt`, 'latin1')
    const lines = whole.trimEnd().split('\n')
    const trailer = lines.at(-1)?.replace(/\d(?=\D*$)/, digit => String((Number(digit) + 1) % 10)) ?? ''
    await query('truncate rated_usage, usage_quarantine')
    const outcome = await importEnded('fixed-width', [Buffer.from([...lines.slice(0, -1), trailer, ''].join('\n'))])
    expect(outcome).toMatchObject({ ok: true, value: { state: 'failed', problem: expect.stringMatching(/\d.*\d/) } })
  })
})
