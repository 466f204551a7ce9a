// kill -9 in the middle of imports whose lines bear on others: pieces of calls and sessions far apart, and totals at the end.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { UsageImports } from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { SeededRandom } from '@farthing/testing/seeded-random'
import { countRows, elsewhere, killWhen } from './elsewhere.ts'

/** FARTHING_KILLS=50 npm test -- test/faults/killed-remembering-import */
const KILLS = Number(process.env['FARTHING_KILLS'] ?? 1)
const SEED = Number(process.env['FARTHING_SEED'] ?? Math.floor(Math.random() * 1_000_000))
const EVENTS = 15_000
/** One event of so many never ends. */
const UNENDED = 100
const BEGIN = 1_772_406_000
const now = '2026-03-10T00:00:00Z'
const kernel = await testKernel({ now })
const folder = await mkdtemp(join(tmpdir(), 'farthing-faults-'))

const CARRIER = `
usage format carrier-t {
  no header
  columns id, payer, to, begun, seconds
  id in id
  service is voice
  subscriber in payer
  to in to
  started in begun
  quantity in seconds counted in s
  totals in lines beginning with "SUM", records in field 2, quantity in field 3
}
`

const PARTS = `
usage format carrier-p {
  no header
  columns id, part, cause, payer, to, begun, seconds
  id in id
  service is voice
  subscriber in payer
  to in to
  started in begun as "seconds since 1970"
  quantity in seconds counted in s
  parts numbered in part, last where cause is "16"
}
`

beforeAll(async () => {
  await publishRules(kernel, new Map([...sampleRules(), ['carrier.farthing', CARRIER + PARTS]]))
  await customer(kernel, { identities: ['61400000001'] })
  await customer(kernel, { identities: ['ann@example.net'] })
})
afterAll(async () => {
  await kernel.close()
  await rm(folder, { recursive: true, force: true })
})

/** A call's BYE stands `apart` calls behind its INVITE. */
function opensips(tag: number, apart: number): string {
  const parties = 'sip:0400000001@example.net|sip:0399990000@example.net'
  const line = (method: string, i: number, at: number): string =>
    `${method}|a${i}|b${i}|${tag}-${i}@198.51.100.7|200|OK|${BEGIN + at}|${parties}\n`
  const ended = (i: number): string => (i < 0 || i % UNENDED === 0 ? '' : line('BYE', i, i + 60))
  const texts = Array.from(
    { length: EVENTS + apart },
    (_, i) => (i < EVENTS ? line('INVITE', i, i) : '') + ended(i - apart)
  )
  return texts.join('')
}

function radius(tag: number, apart: number): string {
  const packet = (type: string, i: number, more: string): string =>
    `Mon Mar  2 10:00:00 2026\n\tAcct-Status-Type = ${type}\n\tAcct-Session-Id = "${tag}-${i}"\n\tUser-Name = "ann@example.net"\n` +
    `\tNAS-IP-Address = 192.0.2.7\n${more}\tTimestamp = ${BEGIN + i}\n\n`
  const used = (seconds: number): string =>
    `\tAcct-Session-Time = ${seconds}\n\tAcct-Input-Octets = 900\n\tAcct-Output-Octets = ${seconds * 1000}\n`
  const ended = (i: number): string => (i < 0 || i % UNENDED === 0 ? '' : packet('Stop', i, used(600)))
  const begun = (i: number): string =>
    i < EVENTS ? packet('Start', i, '') + packet('Interim-Update', i, used(300)) : ''
  return Array.from({ length: EVENTS + apart }, (_, i) => begun(i) + ended(i - apart)).join('')
}

function fixedWidth(tag: number): string {
  const line = (i: number): string => {
    const fields = [
      `CDR${`${tag}-${i}`.padEnd(32)}`,
      'voice'.padEnd(16),
      '0400000001'.padEnd(32),
      '0399990000'.padEnd(48)
    ]
    return `${fields.join('')}2026030210000000000000000006${i % 10}s     \n`
  }
  const total = Array.from({ length: EVENTS }, (_, i) => 60 + (i % 10)).reduce((sum, each) => sum + each, 0)
  const lines = Array.from({ length: EVENTS }, (_, i) => line(i))
  return `HDRCARRIER-ONE 000017 20260303\n${lines.join('')}TRL${`${EVENTS}`.padStart(10, '0')}${`${total}`.padStart(20, '0')}\n`
}

function carrier(tag: number): string {
  const lines = Array.from({ length: EVENTS }, (_, i) => `${tag}-${i},0400000001,0399990000,2026-03-02 10:00:00,60\n`)
  return `${lines.join('')}SUM,${EVENTS},${EVENTS * 60}\n`
}

/** The second and last part of a call stands `apart` calls behind its first. */
function parts(tag: number, apart: number): string {
  const line = (i: number, told: string, at: number): string =>
    `${tag}-${i},${told},0400000001,0399990000,${BEGIN + i + at},60\n`
  const ended = (i: number): string => (i < 0 || i % UNENDED === 0 ? '' : line(i, '2,16', 60))
  return Array.from(
    { length: EVENTS + apart },
    (_, i) => (i < EVENTS ? line(i, '1,100', 0) : '') + ended(i - apart)
  ).join('')
}

const FORMATS: readonly [code: string, write: (tag: number, apart: number) => string, waiting: number][] = [
  ['opensips-acc', opensips, EVENTS / UNENDED],
  ['radius-detail', radius, EVENTS / UNENDED],
  ['fixed-width', fixedWidth, 0],
  ['carrier-t', carrier, 0],
  ['carrier-p', parts, EVENTS / UNENDED]
]

describe('a killed import of a format that remembers', () => {
  it.each(FORMATS)(
    `%s: is as if undisturbed, killed at ${KILLS} random instants (FARTHING_SEED=${SEED})`,
    async (format, write, waiting) => {
      const random = new SeededRandom(SEED)
      const file = join(folder, format)
      const imports = kernel.get(UsageImports)
      for (let kill = 0; kill < KILLS; kill++) {
        await writeFile(file, write(kill, 1 + random.below(EVENTS)))
        const [before, held, chunks] = await Promise.all(
          ['rated_usage', 'usage_quarantine', 'usage_import_chunk'].map(count)
        )
        const [after, delay] = [random.below(3), random.below(300)]
        await killWhen(elsewhere('import-usage.ts', kernel.url, file, now, format), async () => {
          if ((await count('usage_import_chunk')) < (chunks ?? 0) + after) return false
          await wait(delay)
          return true
        })
        const outcome = await imports.importFile(file, { format })
        expect(outcome).toMatchObject({ ok: true, value: { state: 'done', problem: null } })
        expect((await count('rated_usage')) - (before ?? 0)).toBe(EVENTS - waiting)
        expect((await count('usage_quarantine')) - (held ?? 0)).toBe(waiting)
      }
      expect(await count('usage_import where lines <> rated + duplicate + quarantined + filtered')).toBe(0)
      expect(await count("usage_quarantine where state <> 'open'")).toBe(0)
    },
    1_800_000
  )
})

function count(what: string): Promise<number> {
  return countRows(kernel, what)
}
