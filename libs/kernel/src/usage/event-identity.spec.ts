// What an event is known by, and what becomes of it when the same id comes again.
import { Readable } from 'node:stream'
import { UsageImports, UsageQuarantine, type UsageImport } from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })

beforeAll(async () => {
  await publishRules(kernel)
  await customer(kernel, { identities: ['61400000001'] })
})
afterAll(() => kernel.close())

async function counts(text: string, format = 'csv'): Promise<Partial<UsageImport>> {
  const source = Readable.from([Buffer.from(text)])
  const outcome = await kernel.get(UsageImports).importStream(source, 'usage', { format })
  if (!outcome.ok) throw new Error(outcome.detail)
  const { lines, rated, duplicate, quarantined, filtered, reasons } = outcome.value
  expect(rated + duplicate + quarantined + filtered).toBe(lines)
  return { lines, rated, duplicate, quarantined, filtered, reasons }
}

describe('an event without an id', () => {
  it.each([
    ['csv', 'service,subscriber,to,started_at,quantity,unit', 'voice,0400000001,0399990000,2026-03-02 10:00:00,61,s'],
    ['asterisk', null, '"","0400000001","0399990000","","","","","","","","2026-03-02 11:00:00","",61,61,"ANSWERED",""']
  ])('of %s is known however its line is written', async (format, names, line) => {
    const written = (...lines: (string | null)[]): string => lines.filter(each => each !== null).join('\n') + '\n'
    const text = written(names, line, line.replace('61', '62'))
    expect(await counts(text, format)).toMatchObject({ rated: 2 })
    const again = { lines: 2, rated: 0, duplicate: 2, quarantined: 0 }
    expect(await counts(text.replaceAll('\n', '\r\n'), format)).toMatchObject(again)
    expect(await counts(`\ufeff${text}`, format)).toMatchObject(again)
    expect(await counts(text.replaceAll(/(?<=,)(\d+)(?=,)/g, '"$1"'), format)).toMatchObject(again)
    if (names === null) return
    const turned = written(names, line, line.replace('61', '62')).split('\n')
    const moved = turned.map(each => (each === '' ? '' : `${each.split(',').toReversed().join(',')},`))
    expect(await counts(moved.join('\n').replace(',\n', ',trunk\n'), format)).toMatchObject(again)
  })
})

describe('events of one source', () => {
  const event = (id: unknown, service = 'voice'): string =>
    JSON.stringify({
      ...{ id, service, subscriber: '0400000001', to: '0399990000' },
      ...{ started_at: '2026-03-02T10:00:00+11:00', quantity: 61, unit: 's' }
    })

  it('wait each for itself where a line hides what no table holds, or an id that is not exact', async () => {
    const lines = [event('n1'), event('n2', 'x\0'), event(2 ** 53), event('n3'), event('\ud800')]
    expect(await counts(`${lines.join('\n')}\n`, 'json-events')).toMatchObject({
      ...{ lines: 5, rated: 2 },
      reasons: { quarantined: { 'no-text': 2, 'not-exact': 1 } }
    })
  })

  it('are calls of their own when they are legs of one channel', async () => {
    const leg = (to: string, channel: string): string =>
      `"","0400000001","${to}","","","SIP/1","${channel}","Dial","","2026-03-02 09:59:50","2026-03-02 10:00:00","",71,61,"ANSWERED","","1772406000.42",""\n`
    const legs = leg('0399990000', 'SIP/2') + leg('0411000000', 'SIP/2') + leg('0399990000', 'SIP/3')
    expect(await counts(legs, 'asterisk')).toMatchObject({ rated: 3 })
    expect(await counts(legs, 'asterisk')).toMatchObject({ duplicate: 3 })
  })
})

describe('an id that comes again', () => {
  const header = 'id,service,subscriber,to,started_at,quantity,unit'
  const call = (id: string, { to = '0399990000', at = '10:00:00', seconds = 61, by = '0400000001' } = {}): string =>
    `${id},voice,${by},${to},2026-03-02 ${at},${seconds},s`
  const file = (...lines: string[]): string => [header, ...lines, ''].join('\n')
  const begin = { importId: 0, line: 0, event: '' }

  it('waits with another use beside the one that was rated, once, until somebody decides', async () => {
    const uses = file(
      call('u1'),
      call('u1', { seconds: 600 }),
      call('u1', { to: '0411000000' }),
      call('u1', { at: '10:00:30' })
    )
    const reasons = { quarantined: { 'same-id-other-use': 2 }, filtered: {} }
    expect(await counts(uses)).toMatchObject({ rated: 1, duplicate: 1, quarantined: 2, reasons })
    expect(await counts(uses)).toMatchObject({ rated: 0, duplicate: 4 })
    expect(await counts(file(call('u1', { at: '12:00:00' })))).toMatchObject({ quarantined: 1 })
    const quarantine = kernel.get(UsageQuarantine)
    expect(await quarantine.retry({ reason: 'same-id-other-use' })).toMatchObject({
      value: { lines: 3, quarantined: 3 }
    })
    const [first] = await quarantine.list({ state: 'open', reason: 'same-id-other-use', after: begin, limit: 9 })
    expect(first).toMatchObject({
      service: 'voice',
      field: 'id',
      line: 3,
      raw: Buffer.from(call('u1', { seconds: 600 }))
    })
    expect(first?.event).toMatch(/^csv:u1![0-9a-z]+$/)
    expect(first?.detail).toMatch(
      /^csv:u1 was rated as 1 min 1 s to 61399990000 at 2026-03-01T23:00:00Z \(import \d+, line 2\)$/
    )
  })

  it('settles the line that waits, when another one is rated', async () => {
    expect(await counts(file(call('w1', { by: '0499999999' })))).toMatchObject({ quarantined: 1 })
    expect(await counts(file(call('w1')))).toMatchObject({ rated: 1 })
    const events = ['csv:w1']
    const quarantine = kernel.get(UsageQuarantine)
    expect(await quarantine.list({ state: 'open', events, after: begin, limit: 9 })).toEqual([])
    const [settled] = await quarantine.list({ state: 'duplicate', events, after: begin, limit: 9 })
    expect(settled).toMatchObject({ event: 'csv:w1', settledBy: expect.any(Number) })
  })
})
