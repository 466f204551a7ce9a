import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { Persistence, RatedUsage, UsageImports, type ImportOutcome, type UsageImport } from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const imports = kernel.get(UsageImports)
const folder = await mkdtemp(join(tmpdir(), 'farthing-imports-'))
const header = 'id,service,subscriber,to,started_at,quantity,unit'

beforeAll(async () => {
  await publishRules(kernel)
  await customer(kernel, { identities: ['61400000001'] })
  await customer(kernel, { identities: ['61400000002', 'ann@example.net'] })
})
afterAll(async () => {
  await kernel.close()
  await rm(folder, { recursive: true, force: true })
})

let names = 0
async function imported(text: string | Buffer, format = 'csv', lanes = 2): Promise<ImportOutcome> {
  const path = join(folder, `usage-${++names}.csv`)
  await writeFile(path, text)
  return imports.importFile(path, { format, lanes })
}
async function counts(text: string | Buffer, format = 'csv'): Promise<Partial<UsageImport>> {
  const outcome = await imported(text, format)
  if (!outcome.ok) throw new Error(outcome.detail)
  const { lines, rated, duplicate, quarantined, filtered, reasons } = outcome.value
  expect(rated + duplicate + quarantined + filtered).toBe(lines)
  return { lines, rated, duplicate, quarantined, filtered, reasons }
}
const call = (id: string, to = '0399990000', from = '0400000001', time = '2026-03-02 10:00:00'): string =>
  `${id},voice,${from},${to},${time},61,s`
const file = (...lines: string[]): string => [header, ...lines, ''].join('\n')
async function rows<Row>(query: string): Promise<Row[]> {
  return kernel.get(Persistence).bulk('main', async client => (await client.query(query)).rows as Row[])
}

describe('an import', () => {
  it('keeps who called and what a use is worth, and prices by it; foreign money waits in quarantine', async () => {
    const text = [
      'id,service,subscriber,to,from,started_at,quantity,unit,value,currency',
      'w1,content,0400000002,,,2026-03-02 10:00:00,1,event,9.99,',
      'w2,content,0400000002,,,2026-03-02 10:00:00,1,event,0.000001,AUD',
      'w3,content,0400000002,,,2026-03-02 10:00:00,1,event,9.99,USD',
      'w4,content,0400000002,,,2026-03-02 10:00:00,1,event,,',
      'w5,voice,0400000002,0399990000,02 9123 4567,2026-03-02 10:00:00,61,s,,',
      'w7,lounge,0400000002,,,2026-03-02 10:00:00,35,points,,',
      'w6,voice,ann@example.net,0399990000,ann@example.net,2026-03-02 10:00:00,61,s,1.00,AUD',
      ''
    ].join('\n')
    expect((await counts(text)).reasons?.quarantined).toEqual({ 'no-value': 1, 'wrong-currency': 1 })
    const stored = `select event, amount, caller, value from rated_usage where event like 'csv:w%' order by event`
    expect(await rows(stored)).toEqual([
      { event: 'csv:w1', amount: 1_248_750n, caller: '', value: 9_990_000n },
      { event: 'csv:w2', amount: 0n, caller: '', value: 1n },
      { event: 'csv:w5', amount: 765_000n, caller: '61291234567', value: null },
      { event: 'csv:w6', amount: 765_000n, caller: '', value: 1_000_000n },
      { event: 'csv:w7', amount: 2_000_000n, caller: '', value: null }
    ])
    const points = await kernel.get(RatedUsage).explain('csv:w7')
    expect(points).toMatchObject({
      value: { usage: { unit: 'points/0', billed: 40 }, explanation: { inputs: { quantity: '35 points' } } }
    })
    const explained = await kernel.get(RatedUsage).explain('csv:w1')
    expect(explained).toMatchObject({ value: { explanation: { inputs: { value: '9.99' }, amount: '1.248750' } } })
    const open = `select field, detail from usage_quarantine where event = 'csv:w3'`
    expect(await rows(open)).toEqual([{ field: 'currency', detail: 'the value is in USD, and prices are in AUD' }])
  })

  it('says once which columns it does not read', async () => {
    const [first = '', ...others] = file(call('n1'), call('n2')).split('\n')
    const text = [`${first},vlaue`, ...others.map(line => (line === '' ? '' : `${line},9.99`))].join('\n')
    const outcome = await imported(text)
    if (!outcome.ok) throw new Error(outcome.detail)
    const notes = ['column `vlaue` is not read; did you mean `value`?']
    expect(outcome.value).toMatchObject({ rated: 2, notes })
    expect(await imports.find(outcome.value.id)).toMatchObject({ rated: 2, notes })
    expect(await imported(file(call('n3')))).toMatchObject({ value: { rated: 1, notes: [] } })
  })

  it('rates, and keeps what cannot be rated with its reason', async () => {
    const text = file(
      call('a1'),
      call('a2', '0400000002'),
      call('a1'),
      call('a3', '0399990000', '0499999999'),
      call('a4', '+999'),
      call('a5', '0399990000', '0400000001', '2019-03-02 10:00:00'),
      call('a6', '0399990000', '0400000001', '2027-03-02 10:00:00'),
      'a7,voice,0400000001,0399990000,2026-03-02 10:00:00,many,s',
      'a8,data,ann@example.net,,2026-03-02T10:00:00Z,1.5,GB',
      'a9,data,ann@example.net,,2026-03-02T10:00:00Z,90,s',
      'a10,letters,ann@example.net,,2026-03-02T10:00:00Z,1,event',
      ''
    )
    expect(await counts(text)).toEqual({
      lines: 12,
      rated: 3,
      duplicate: 1,
      quarantined: 7,
      filtered: 1,
      reasons: {
        quarantined: {
          'in-future': 1,
          'no-tariff': 1,
          'no-zone': 1,
          'not-a-number': 1,
          'too-old': 1,
          'unknown-subscriber': 1,
          'wrong-unit': 1
        },
        filtered: { 'empty line': 1 }
      }
    })
    const rated = await rows<{ event: string }>(
      `select event, amount, billed, zone, bands, called, tariff, line from rated_usage join usage_class c on c.id = class
       where event like 'csv:a%' order by event`
    )
    expect(rated).toEqual([
      {
        event: 'csv:a1',
        amount: 765_000n,
        billed: 90_000n,
        zone: 'national',
        bands: 'peak',
        called: '61399990000',
        tariff: 'calls',
        line: 2
      },
      {
        event: 'csv:a2',
        amount: 720_000n,
        billed: 66_000n,
        zone: 'mobile',
        bands: expect.any(String),
        called: '61400000002',
        tariff: 'calls',
        line: 3
      },
      {
        event: 'csv:a8',
        amount: 15_000_000n,
        billed: 1_500_000_000n,
        zone: 'home',
        bands: expect.any(String),
        called: '',
        tariff: 'traffic',
        line: 10
      }
    ])
  })

  it('changes nothing when the same file comes again, under another name or packed', async () => {
    const text = file(call('b1'), call('b2', '+999'), call('b3'), 'b4,voice')
    expect(await counts(text)).toMatchObject({ rated: 2, quarantined: 2 })
    const again = { lines: 4, rated: 0, duplicate: 4, quarantined: 0 }
    expect(await counts(text)).toMatchObject(again)
    expect(await counts(gzipSync(text))).toMatchObject(again)
  })

  it('counts each event once when two processes import the same file at the same time', async () => {
    const lines = Array.from({ length: 25_000 }, (_, i) => call(`c${i}`, i % 50 === 0 ? '+999' : '0399990000'))
    const both = await Promise.all([imported(file(...lines)), imported(file(...lines.toReversed()))])
    const done = both.map(each => (each.ok ? each.value : undefined))
    expect(done.map(each => each?.lines)).toEqual([25_000, 25_000])
    const sum = (count: 'rated' | 'duplicate' | 'quarantined'): number =>
      done.reduce((all, each) => all + (each?.[count] ?? 0), 0)
    expect([sum('rated'), sum('quarantined'), sum('duplicate')]).toEqual([24_500, 500, 25_000])
    const [stored] = await rows<{ count: bigint }>(`select count(*) from rated_usage where event like 'csv:c%'`)
    expect(stored?.count).toBe(24_500n)
  })

  it('keeps lines that are no text, a line cut off at the end, and everything around them', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${header}\n${call('d1')}\n`),
      Buffer.from([0x64, 0x32, 0xff, 0x0a]),
      Buffer.from(`d3,vo\0ice\n${'x'.repeat(70_000)}\n${call('d4')}\nd5,voice,04000`)
    ])
    expect(await counts(bytes)).toMatchObject({
      lines: 6,
      rated: 2,
      reasons: { quarantined: { 'line-too-long': 1, 'not-utf-8': 1, 'nul-byte': 1, 'too-few-fields': 1 } }
    })
    const raw = await rows<{ raw: Buffer; line: number }>(
      `select raw, line from usage_quarantine where reason = 'not-utf-8'`
    )
    expect(raw).toEqual([{ raw: Buffer.from([0x64, 0x32, 0xff]), line: 3 }])
  })

  it('takes the call records of a switch, and streams', async () => {
    const cdr = (id: string, disposition: string): string =>
      `"","0400000001","0292223333","x","","","","Dial","","2026-03-02 09:59:50","2026-03-02 10:00:00","2026-03-02 10:01:01",71,61,"${disposition}","","${id}",""\n`
    const outcome = await imports.importStream(
      Readable.from([cdr('1.1', 'ANSWERED'), cdr('1.2', 'BUSY')].map(Buffer.from)),
      'Master.csv',
      {
        format: 'asterisk'
      }
    )
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'stream', lines: 2, rated: 1, filtered: 1 } })
    expect(await imports.list({ limit: 1 })).toMatchObject([
      { name: 'Master.csv', reasons: { filtered: { 'disposition BUSY': 1 } } }
    ])
  })

  it('refuses what is no usage file, and says what to do', async () => {
    expect(await imports.importFile(folder, { format: 'csv' })).toMatchObject({ ok: false, reason: 'unreadable' })
    expect(await imports.importFile(join(folder, 'none'), { format: 'csv' })).toMatchObject({ reason: 'unreadable' })
    expect(await imported('', 'csv')).toMatchObject({ reason: 'bad-header' })
    expect(await imported(file(), 'xml')).toMatchObject({
      reason: 'unknown-format',
      detail: expect.stringContaining('asterisk, cisco-cucm, csv')
    })
    const packed = gzipSync(file(...Array.from({ length: 50_000 }, (_, i) => call(`e${i}`))))
    expect(await imported(packed.subarray(0, packed.length >> 1))).toMatchObject({ ok: false, reason: 'damaged' })
    expect(await imports.list({ limit: 1 })).toMatchObject([
      { state: 'failed', problem: expect.stringContaining('breaks off') }
    ])
  })

  it('ends streams whose process was killed, and leaves files to be gone on with', async () => {
    const running = (
      kind: string,
      id: number
    ): string => `('main', ${id}, '${kind}', 'x', 'csv', 'running', null, 'h', 0, 0, 0, 0, 0,
      '{"quarantined": {}, "filtered": {}}', '[]', '2026-03-01T00:00:00Z')`
    await rows(`insert into usage_import (tenant, id, kind, name, format, state, header, head, lines, rated, duplicate,
      quarantined, filtered, reasons, notes, started_at) values ${running('stream', 901)}, ${running('file', 902)}`)
    await imported(file(call('f1')))
    expect(await imports.find(901)).toMatchObject({ state: 'failed', problem: expect.stringContaining('ended before') })
    expect(await imports.find(902)).toMatchObject({ state: 'broken-off' })
  })

  it('counts a line that is no text among those that a trailer speaks of', async () => {
    const usage = (id: string) => `CDR${id.padEnd(128)}20260302100000${'61'.padStart(15)}s\n`
    const text = `HDR\n${usage('M\u00fcller')}TRL${'1'.padStart(10)}${'61'.padStart(20)}\n`
    expect(await imported(Buffer.from(text, 'latin1'), 'fixed-width')).toMatchObject({
      value: { state: 'done', quarantined: 1, reasons: { quarantined: { 'not-utf-8': 1 } } }
    })
  })
})
