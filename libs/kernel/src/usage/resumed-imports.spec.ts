// What an import that broke off had committed, and the file that lies there when it goes on: the same, a shorter one, one that grew.
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Persistence, UsageImports, type UsageImport } from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const folder = await mkdtemp(join(tmpdir(), 'farthing-resumed-'))

const CARRIER = `
usage format carrier-t {
  id in id
  service is voice
  subscriber in subscriber
  to in to
  started in started_at
  quantity in quantity counted in s
  totals in lines beginning with "SUM", records in field 2, quantity in field 3
}
`

beforeAll(async () => {
  await publishRules(kernel, new Map([...sampleRules(), ['carrier.farthing', CARRIER]]))
  await customer(kernel, { identities: ['61400000001'] })
})
afterAll(async () => {
  await kernel.close()
  await rm(folder, { recursive: true, force: true })
})

const HEADER = 'id,service,subscriber,to,started_at,quantity,unit\n'
const line = (id: number): string => `${id},voice,0400000001,0399990000,2026-03-02 10:00:00,61,s\n`
const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, index) => line(from + index)).join('')

function rows(query: string): Promise<unknown[]> {
  return kernel.get(Persistence).bulk('main', async client => (await client.query(query)).rows as unknown[])
}

const NO_REASONS = `'{"quarantined": {}, "filtered": {}}'`
let last = 900
/** An import of that text which committed those parts of it, and broke off. */
async function brokenOff(text: string, format: string, ...parts: [start: number, end: number][]): Promise<number> {
  const id = ++last
  const hashOf = (end: number): string => createHash('sha256').update(text.slice(0, end)).digest('hex')
  await rows(`insert into usage_import (tenant, id, kind, name, format, state, header, head, lines, rated, duplicate, quarantined,
    filtered, reasons, notes, started_at) values ('main', ${id}, 'file', 'x', '${format}', 'running', null, '${hashOf(65_536)}',
    0, 0, 0, 0, 0, ${NO_REASONS}, '[]', '2026-03-09T00:00:00Z')`)
  for (const [start, end] of parts)
    await rows(`insert into usage_import_chunk (tenant, import, start, "end", lines, rated, duplicate, quarantined, filtered,
      reasons, digest) values ('main', ${id}, ${start}, ${end}, 0, 0, 0, 0, 0, ${NO_REASONS}, '${hashOf(end)}')`)
  return id
}

async function imported(text: string, format = 'csv'): Promise<UsageImport> {
  const file = join(folder, 'usage')
  await writeFile(file, text)
  const outcome = await kernel.get(UsageImports).importFile(file, { format })
  if (!outcome.ok) throw new Error(outcome.detail)
  return outcome.value
}

describe('an import that broke off', () => {
  it('goes on behind what it committed', async () => {
    const [begun, whole] = [HEADER + lines(10_000, 12_000), HEADER + lines(10_000, 12_010)]
    const id = await brokenOff(whole, 'csv', [0, begun.length])
    expect(await imported(whole)).toMatchObject({ id, state: 'done', rated: 10 })
  })

  it('is not taken for a file that ends within what it committed', async () => {
    const whole = HEADER + lines(20_000, 25_000)
    const id = await brokenOff(whole, 'csv', [0, whole.length])
    const corrected = HEADER + lines(20_000, 23_000) + lines(30_000, 30_500)
    expect(await imported(corrected)).toMatchObject({ state: 'done', rated: 3500 })
    expect(await kernel.get(UsageImports).find(id)).toMatchObject({ state: 'failed' })
  })

  it('knows the totals of what it committed', async () => {
    const begun = HEADER + lines(40_000, 42_000)
    const whole = `${begun}${lines(42_000, 42_010)}SUM,2010,122610\n`
    const id = await brokenOff(whole, 'carrier-t', [0, begun.length])
    expect(await imported(whole, 'carrier-t')).toMatchObject({
      id,
      state: 'done',
      problem: null,
      rated: 10,
      filtered: 1
    })
    const cut = `${begun}${lines(42_000, 42_009)}SUM,2010,122610\n`
    await brokenOff(cut, 'carrier-t', [0, begun.length])
    expect(await imported(cut, 'carrier-t')).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('but 2009 records and a quantity of 122549 were read')
    })
  })

  const call = (name: string, method: string, at: number): string =>
    `${method}|a|b|${name}|200|OK|${1_772_406_000 + at}|0400000001|0399990000\n`

  it('goes on with a file that grew behind what had waited at its end', async () => {
    const before = call('x1', 'INVITE', 0) + call('x2', 'INVITE', 0)
    const grown = before + call('x1', 'BYE', 60)
    const { length } = before
    const id = await brokenOff(grown, 'opensips-acc', [0, length], [-1 - length, length])
    await rows(`update usage_import set head = '${createHash('sha256').update(grown).digest('hex')}' where id = ${id}`)
    expect(await imported(grown, 'opensips-acc')).toMatchObject({ id, state: 'done', rated: 1, quarantined: 1 })
  })

  it('joins what it left waiting, when it broke off before that', async () => {
    const [first, second] = [call('y1', 'INVITE', 0), call('y1', 'BYE', 60)]
    await imported(first, 'opensips-acc')
    const waiting = await imported(second.replace('y1', 'y2'), 'opensips-acc')
    const id = await brokenOff(second, 'opensips-acc', [0, second.length], [-1 - second.length, second.length])
    await rows(`insert into usage_quarantine (tenant, event, import, line, format, service, state, field, reason, detail, raw, known, whole)
      select tenant, 'opensips-acc:y1/a/b#BYE', ${id}, 1, format, service, state, field, reason, detail, '${second.trim()}', known,
      'opensips-acc:y1/a/b' from usage_quarantine where import = ${waiting.id}`)
    const joined = '1 event joined with what waited in quarantine, and rated'
    expect(await imported(second, 'opensips-acc')).toMatchObject({ id, state: 'done', notes: [joined] })
  })

  it('reads anew a file that grew in the middle of its last line', async () => {
    const whole = HEADER + lines(40_000, 42_001)
    const cut = whole.length - 4
    const id = await brokenOff(whole, 'csv', [0, cut])
    expect(await imported(whole)).toMatchObject({ state: 'done', rated: 2001 })
    expect(await kernel.get(UsageImports).find(id)).toMatchObject({ state: 'failed' })
    await brokenOff(whole, 'csv', [0, cut])
    expect(await imported(whole.slice(0, cut))).toMatchObject({ state: 'done', quarantined: 0 })
  })
})
