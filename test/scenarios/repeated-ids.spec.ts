// The same file offline, compared and imported: what a line is whose id came before is the same to all three.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UsageImports } from '@farthing/kernel'
import { openFile, readUsageFile } from '@farthing/kernel/usage-file'
import type { OpenedUsageFile, UsageFormat } from '@farthing/plugin-sdk'
import {
  impactSides,
  ruleBook,
  SubscriberIndex,
  type UsageLine,
  UsageLines,
  usageRating,
  UseReader,
  WaitingUses
} from '@farthing/simulator'
import { compileRules } from '@farthing/rules-language'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { allPlugins } from './play.ts'

const now = '2026-03-10T00:00:00Z'
const kernel = await testKernel({ now })
const registry = await allPlugins()
const compiled = compileRules({ files: sampleRules(), signatures: [...registry.statements.values()] })
if (!compiled.ok) throw new Error('rules')
const { rules } = compiled
const folder = await mkdtemp(join(tmpdir(), 'farthing-repeats-'))

beforeAll(async () => {
  await publishRules(kernel)
  await customer(kernel, { identities: ['61400000001'] })
})
afterAll(async () => {
  await kernel.close()
  await rm(folder, { recursive: true, force: true })
})

const HEADER = 'id,service,subscriber,to,started_at,quantity,unit'
const good = 'voice,0400000001,0399990000,2026-03-02 10:00:00,61,s'
const longer = good.replace('61,s', '600,s')
const stranger = good.replace('0400000001', '0499999999')
const nowhere = good.replace('0399990000', '+999')
const unreadable = good.replace('61,s', 'many,s')

interface Counts {
  readonly lines: number
  readonly rated: number
  readonly duplicate: number
  readonly quarantined: number
  readonly reasons: Readonly<Record<string, number>>
}

let names = 0
async function written(text: string | Buffer): Promise<string> {
  const path = join(folder, `usage-${++names}.csv`)
  await writeFile(path, text)
  return path
}

async function imported(path: string, lanes = 1): Promise<Counts> {
  const outcome = await kernel.get(UsageImports).importFile(path, { format: 'csv', lanes })
  if (!outcome.ok) throw new Error(outcome.detail)
  const { lines, rated, duplicate, quarantined, reasons } = outcome.value
  return { lines, rated, duplicate, quarantined, reasons: reasons.quarantined }
}

type Opened = Extract<OpenedUsageFile, { ok: true }>
async function read(
  path: string,
  begin: (opened: Opened, format: UsageFormat) => (text: string, line: number, fault: string | null) => void
): Promise<void> {
  const opened = await openFile(path)
  const format = registry.usageFormats.get('csv')
  if (!opened.ok || format === undefined) throw new Error(path)
  const { operator, units } = rules
  const done = await readUsageFile(opened.source, {
    format,
    zone: operator.zone,
    units,
    begin: each => begin(each, format)
  })
  expect(done.ok).toBe(true)
}

function holders(): SubscriberIndex {
  const subscribers = new SubscriberIndex(rules.operator.dialling)
  const held = { account: 'A', subscription: 'S', plan: 'mobile-40', from: -Infinity, until: Infinity }
  subscribers.add('0400000001', held)
  return subscribers
}

async function rated(path: string): Promise<Counts> {
  const lines: UsageLine[] = []
  const at = Temporal.Instant.from(now)
  const rating = usageRating({ ruleBook: ruleBook([{ from: null, rules }]), registry, subscribers: holders(), now: at })
  await read(path, (opened, { code }) => {
    const usage = new UsageLines(code, opened, rating)
    return (text, line, fault) => void lines.push(...usage.read(text, line, fault))
  })
  const settled = new Set(lines.map(({ settles }) => settles))
  const waiting = lines.filter(({ line, status }) => status === 'quarantined' && !settled.has(line))
  const of = (status: string): number => lines.filter(each => each.status === status).length
  return {
    lines: lines.length,
    rated: of('rated'),
    duplicate: of('duplicate') + of('quarantined') - waiting.length,
    quarantined: waiting.length,
    reasons: countsBy(waiting.map(({ reason }) => reason ?? ''))
  }
}

/** Uses that the rules cannot price are uses there until their bills are made. */
async function compared(path: string): Promise<Omit<Counts, 'reasons'>> {
  const sides = impactSides({ before: rules, after: rules }, registry)
  const waiting = new WaitingUses()
  const after = { side: sides.after, subscribers: holders() }
  const reader = new UseReader({ format: 'csv', subscribers: holders(), before: sides.before, waiting, after })
  await read(path, opened => (text, _, fault) => reader.read({ before: opened, after: opened }, text, fault))
  reader.end()
  const { lines, uses, duplicate, strangers, unreadable: unread, otherUses } = reader.counts
  expect(reader.usesOf('A').length).toBe(uses)
  expect(waiting.counts.lines).toBe(strangers + unread + otherUses)
  const priced = reader.usesOf('A').filter(({ to }) => to !== '').length
  return { lines, rated: priced, duplicate, quarantined: lines - priced - duplicate }
}

function countsBy(reasons: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(reasons, each => each)].map(([reason, all]) => [reason, all.length]).toSorted()
  )
}

async function agreed(path: string): Promise<Counts> {
  const counts = await imported(path)
  const { reasons: _, ...plain } = counts
  expect(await rated(path)).toEqual(counts)
  expect(await compared(path)).toEqual(plain)
  return counts
}

describe('lines of one id', () => {
  it.each<[string, readonly string[], Omit<Counts, 'lines'>]>([
    ['waits-then-good', [stranger, good], { rated: 1, duplicate: 1, quarantined: 0, reasons: {} }],
    ['good-then-waits', [good, nowhere], { rated: 1, duplicate: 1, quarantined: 0, reasons: {} }],
    ['nowhere-then-good', [nowhere, good, stranger], { rated: 1, duplicate: 2, quarantined: 0, reasons: {} }],
    [
      'both-wait',
      [stranger, nowhere],
      { rated: 0, duplicate: 1, quarantined: 1, reasons: { 'unknown-subscriber': 1 } }
    ],
    [
      'other-use',
      [good, longer, longer],
      { rated: 1, duplicate: 1, quarantined: 1, reasons: { 'same-id-other-use': 1 } }
    ],
    [
      'all',
      [stranger, longer, good, nowhere, longer],
      { rated: 1, duplicate: 3, quarantined: 1, reasons: { 'same-id-other-use': 1 } }
    ],
    [
      'unreadable',
      [unreadable, good, unreadable],
      { rated: 1, duplicate: 1, quarantined: 1, reasons: { 'not-a-number': 1 } }
    ]
  ])('%s: one that can be rated is, whatever came before it', async (id, lines, counts) => {
    const text = [HEADER, ...lines.map(line => `${id},${line}`), ''].join('\n')
    const told = { ...counts, lines: lines.length }
    expect(await agreed(await written(text))).toEqual(told)
    const again = { rated: 0, duplicate: lines.length, quarantined: 0, reasons: {}, lines: lines.length }
    for (const variant of [text.replaceAll('\n', '\r\n'), `\ufeff${text}`]) {
      const path = await written(variant)
      expect(await rated(path)).toEqual(told)
      expect(await imported(path)).toEqual(again)
    }
  })

  it('are counted alike when chunks and lanes part them', async () => {
    const many = Array.from({ length: 25_000 }, (_, i) => `far-${i % 12_500},${i < 12_500 ? stranger : good}`)
    const path = await written([HEADER, ...many, ''].join('\n'))
    expect(await agreed(path)).toEqual({ lines: 25_000, rated: 12_500, duplicate: 12_500, quarantined: 0, reasons: {} })
    const turned = many.map(line => line.replace('far', 'wide')).toReversed()
    const lanes = await imported(await written([HEADER, ...turned, ''].join('\n')), 4)
    expect(lanes).toEqual({ lines: 25_000, rated: 12_500, duplicate: 12_500, quarantined: 0, reasons: {} })
  })

  it('are settled across files: what waited for one is rated by another', async () => {
    const first = await written(`${HEADER}\nacross,${stranger}\n`)
    expect(await agreed(first)).toMatchObject({ quarantined: 1 })
    expect(await imported(await written(`${HEADER}\nacross,${good}\nacross,${stranger}\n`))).toMatchObject({
      ...{ rated: 1, duplicate: 1, quarantined: 0 }
    })
    expect(await imported(first)).toMatchObject({ duplicate: 1 })
  })
})
