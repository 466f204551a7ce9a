// What an event is known by, and what becomes of it when the same id comes again.
import { Readable } from 'node:stream'
import { UsageImports, type UsageImport } from '@farthing/kernel'
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
