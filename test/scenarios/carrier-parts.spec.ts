// A carrier who tells long calls in parts: each call is one use with one setup, in however many files its parts come.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Persistence, UsageImports, type UsageImport, UsageQuarantine } from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { root } from './farthing.ts'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const imports = kernel.get(UsageImports)
const quarantine = kernel.get(UsageQuarantine)
const folder = await mkdtemp(join(tmpdir(), 'farthing-parts-'))
const samples = join(root, 'plugins/csv-usage/samples')
const format = await readFile(join(samples, 'carrier-y.farthing'), 'utf8')

beforeAll(async () => {
  await publishRules(kernel, new Map([...sampleRules(), ['y.farthing', format]]))
  await customer(kernel, { identities: ['61400000001'] })
})
afterAll(async () => {
  await kernel.close()
  await rm(folder, { recursive: true, force: true })
})

const HEADER = 'Ref|Part|Cause|A|B|Begin|Seconds'
/** Half an hour each, from 10:00 on. */
function part(ref: string, number: number, told: { readonly last?: boolean; readonly seconds?: number } = {}): string {
  const { last = false, seconds = 1800 } = told
  const minute = 30 * (number - 1)
  const begun = `2026-03-02 ${10 + Math.floor(minute / 60)}:${minute % 60 === 0 ? '00' : '30'}:00`
  return `${ref}|${number}|${last ? '16' : '100'}|0400000001|0399990000|${begun}|${seconds}`
}
function file(...lines: readonly string[]): string {
  const sum = lines.reduce((total, line) => total + Number(line.split('|').at(-1)), 0)
  return [HEADER, ...lines, `END|${lines.length}|${sum}`, ''].join('\n')
}

let names = 0
async function imported(content: Buffer | string): Promise<UsageImport> {
  const path = join(folder, `calls-${++names}`)
  await writeFile(path, content)
  const outcome = await imports.importFile(path, { format: 'carrier-y' })
  if (!outcome.ok) throw new Error(outcome.detail)
  const { lines, rated, duplicate, quarantined, filtered } = outcome.value
  expect(rated + duplicate + quarantined + filtered).toBe(lines)
  return outcome.value
}

async function rows<Row>(query: string): Promise<Row[]> {
  return kernel.get(Persistence).bulk('main', async client => (await client.query(query)).rows as Row[])
}
const ratedOf = async (ref: string): Promise<number[]> => {
  const found = await rows<{ quantity: bigint }>(
    `select quantity from rated_usage where event = 'carrier-y:${ref}' or event like 'carrier-y:${ref}!%'`
  )
  return found.map(({ quantity }) => Number(quantity) / 1000)
}
const waitingOf = async (ref: string): Promise<string[]> => {
  const found = await rows<{ event: string; reason: string }>(
    `select event, reason from usage_quarantine where state = 'open' and encode(raw, 'escape') like '${ref}|%' order by event`
  )
  return found.map(each => `${each.event.replace(/#[0-9a-f]{32}$/, '#text')} ${each.reason}`)
}
const JOINED = '1 event joined with what waited in quarantine, and rated'

describe('a call in parts', () => {
  it('is one use of the sample file, with one setup', async () => {
    const sample = await readFile(join(samples, 'carrier-y.csv'), 'utf8')
    const told = { lines: 6, rated: 2, duplicate: 0, quarantined: 2, filtered: 2, state: 'done', problem: null }
    expect(await imported(sample)).toMatchObject({
      ...told,
      reasons: { quarantined: { 'not-a-time': 1, 'parts-missing': 1 }, filtered: { 'part again': 1, trailer: 1 } }
    })
    expect(await ratedOf('y-1')).toEqual([4505])
    const amounts = await rows<{ amount: bigint }>(
      `select amount from rated_usage where event in ('carrier-y:y-1', 'carrier-y:y-2') order by event`
    )
    const [long = 0, short = 0] = amounts.map(({ amount }) => Number(amount))
    // 4505 s are billed as 4530, 61 s as 90: 4440 s at 0.25 per minute lie between, and no second setup
    expect(long - short).toBe(18_500_000)
    const again = { lines: 6, rated: 0, quarantined: 0, duplicate: 4 }
    expect(await imported(gzipSync(sample))).toMatchObject(again)
    const [header = '', ...lines] = sample.trimEnd().split('\n')
    const turned = [header, ...lines.toReversed(), ''].join('\n')
    // the part that came twice is the last one now, when its call is told already
    expect(await imported(turned)).toMatchObject({ ...again, duplicate: 5, state: 'done' })
  })

  it.each([
    ['in order', 'a', [['1'], ['2'], ['3!']]],
    ['the last first', 'b', [['3!'], ['1'], ['2']]],
    ['the last in the middle', 'c', [['1', '3!'], ['2']]],
    [
      'overlapping',
      'd',
      [
        ['1', '2'],
        ['1', '2'],
        ['2', '3!'],
        ['3!', '1']
      ]
    ],
    ['the first last', 'e', [['3!', '2'], ['3!', '2'], ['1']]],
    ['all at last', 'f', [['2'], ['1', '2', '3!']]]
  ])('is rated once when its parts come in several files, %s', async (_, ref, files) => {
    const notes: string[] = []
    for (const numbers of files) {
      const lines = numbers.map(each => part(ref, Number(each[0]), { last: each.endsWith('!') }))
      const done = await imported(file(...lines))
      expect(done).toMatchObject({ state: 'done', problem: null })
      notes.push(...done.notes)
    }
    expect(await ratedOf(ref)).toEqual([5400])
    expect(await waitingOf(ref)).toEqual([])
    expect(notes).toEqual(ref === 'f' ? [] : [JOINED])
    // and never again
    const all = [part(ref, 1), part(ref, 2), part(ref, 3, { last: true })]
    expect(await imported(file(...all))).toMatchObject({ rated: 0, duplicate: 1, quarantined: 0 })
    for (const each of all) expect(await imported(file(each))).toMatchObject({ rated: 0, duplicate: 1, quarantined: 0 })
    expect(await quarantine.retry({ reason: 'parts-missing' })).toMatchObject({ value: { rated: 0 } })
  })

  it('waits as long as a part has not come', async () => {
    expect(await imported(file(part('g', 1), part('g', 2)))).toMatchObject({ lines: 3, quarantined: 2 })
    expect(await imported(file(part('g', 4, { last: true })))).toMatchObject({ lines: 2, quarantined: 1, notes: [] })
    expect(await waitingOf('g')).toEqual([1, 2, 4].map(number => `carrier-y:g#${number} parts-missing`))
    expect(await imported(file(part('g', 3)))).toMatchObject({ notes: [JOINED] })
    expect(await ratedOf('g')).toEqual([7200])
  })

  it('has a part that says something else wait, in the same file and in another one, until a person chooses', async () => {
    const wrong = part('h', 2, { seconds: 1500 })
    expect(await imported(file(part('h', 1), part('h', 2), wrong))).toMatchObject({
      reasons: { quarantined: { 'parts-missing': 2, 'other-part': 1 } }
    })
    const right = part('h', 2, { seconds: 1700 })
    expect(await imported(file(right))).toMatchObject({ reasons: { quarantined: { 'other-part': 1 } } })
    // nothing that tells the same part otherwise is joined by itself
    await quarantine.retry({ reason: 'other-part' })
    const [first = '', second = ''] = await waitingOf('h')
    expect([first, second]).toEqual(['carrier-y:#text other-part', 'carrier-y:#text other-part'])
    const [chosen] = await rows<{ event: string }>(
      `select event from usage_quarantine where encode(raw, 'escape') = '${right}'`
    )
    await quarantine.drop({ events: ['carrier-y:h#2'] }, { by: 'Bea', why: 'wrong length' })
    await imported(file(part('h', 3, { last: true })))
    await quarantine.retry({})
    expect(await ratedOf('h')).toEqual([])
    expect(await quarantine.retry({ events: [chosen?.event ?? ''] })).toMatchObject({ value: { rated: 1 } })
    expect(await ratedOf('h')).toEqual([5300])
    // the other one is still there to be dropped
    expect(await quarantine.retry({ reason: 'other-part' })).toMatchObject({ value: { rated: 0, duplicate: 0 } })
    expect(await waitingOf('h')).toEqual(['carrier-y:#text other-part'])
  })

  it.each([
    ['m1', [['1', '2!', '3!', '4']]],
    ['m2', [['3!', '2!', '4', '1']]],
    ['m3', [['4', '3!', '1', '2!']]],
    [
      'm4',
      [
        ['3!', '4'],
        ['1', '2!']
      ]
    ],
    ['m5', [['3!'], ['1', '4'], ['2!']]],
    ['m6', [['4'], ['2!'], ['3!'], ['1']]],
    [
      'm7',
      [
        ['4', '1'],
        ['3!', '2!']
      ]
    ]
  ])('ends with the first part that says so, and what is behind it waits, %s', async (ref, files) => {
    for (const numbers of files)
      await imported(file(...numbers.map(each => part(ref, Number(each[0]), { last: each.endsWith('!') }))))
    const expectWaiting = async (): Promise<void> => {
      expect(await ratedOf(ref)).toEqual([3600])
      const waiting = await waitingOf(ref)
      expect(waiting.map(each => each.split(' ')[1])).toEqual(['behind-last-part', 'behind-last-part'])
    }
    await expectWaiting()
    const [told] = await rows<{ detail: string }>(
      `select detail from usage_quarantine where state = 'open' and encode(raw, 'escape') like '${ref}|3|%'`
    )
    expect(told?.detail).toContain('part 3, the last, as it says: part 2 of this use says that it is the last')
    // and stays so, whatever is retried or comes again
    await quarantine.retry({})
    await quarantine.retry({ reason: 'behind-last-part' })
    for (const numbers of [...files, ['1', '2!', '3!', '4']])
      await imported(file(...numbers.map(each => part(ref, Number(each[0]), { last: each.endsWith('!') }))))
    await expectWaiting()
  })

  it('waits as one where its parts tell more time than there was, or nobody knows who pays', async () => {
    const cumulative = [part('j', 1), part('j', 2, { last: true }).replace('10:30', '10:00')]
    expect(await imported(file(...cumulative))).toMatchObject({
      ...{ lines: 2, quarantined: 1, reasons: { quarantined: { 'parts-overlap': 1 } } }
    })
    const strangers = [part('k', 1), part('k', 2, { last: true })].map(line => line.replace('0400000001', '0400000077'))
    expect(await imported(file(...strangers))).toMatchObject({ reasons: { quarantined: { 'unknown-subscriber': 1 } } })
    await customer(kernel, { identities: ['61400000077'] })
    expect(await quarantine.retry({ reason: 'unknown-subscriber' })).toMatchObject({ value: { rated: 1 } })
    expect(await ratedOf('k')).toEqual([3600])
  })

  it('may have as many parts as fill more than a line', async () => {
    const long = (number: number): string => part('l', 1).replace('l|1|100', `l|${number}|${number === 900 ? 16 : 100}`)
    const lines = Array.from({ length: 900 }, (_, i) => long(i + 1).replace(/2026.*/, `2026-03-02 10:00:00|0`))
    const strangers = lines.map(line => line.replace('0400000001', '0400000088'))
    expect(await imported(file(...strangers.slice(0, 800)))).toMatchObject({ quarantined: 800 })
    expect(await imported(file(...strangers.slice(500)))).toMatchObject({ quarantined: 100, duplicate: 300 })
    await customer(kernel, { identities: ['61400000088'] })
    expect(await quarantine.retry({})).toMatchObject({ value: { rated: 1 } })
    expect(await ratedOf('l')).toEqual([0])
  })
})
