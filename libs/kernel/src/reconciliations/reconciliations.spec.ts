import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import {
  Persistence,
  Reconciliations,
  type Reconciliation,
  type StoredDifference,
  UsageImports
} from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'

const rules = `tariff wholesale-x for voice {
  from 2025-01-01
  zone by called number in world

  rates {
    | zone | price           |
    | *    | 0.06 per minute |
  }
}

reconcile carrier-x {
  service voice
  zones mobile
  format csv
  start within 5s
  quantity within 2s
  price within 0.01 by tariff wholesale-x
}
`
const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const reconciliations = kernel.get(Reconciliations)
const columns = 'id,service,subscriber,to,started_at,quantity,unit,value,currency'

beforeAll(async () => {
  await publishRules(kernel, sampleRules(rules))
  await customer(kernel, { identities: ['61400000001'] })
  await customer(kernel, { identities: ['61400000002'] })
  await imported(
    call('o1', '10:00:00', 60),
    call('o2', '11:00:00', 60),
    call('o3', '12:00:00', 60),
    call('o4', '13:00:00', 60),
    call('o5', '13:00:02', 60, { from: '0400000002' }),
    call('o6', '14:00:00', 60),
    call('o7', '15:00:00', 60, { to: '0399990000' }),
    call('late', '23:59:58', 60),
    'd1,data,0400000001,,2026-03-02 10:00:00,5,MB,,'
  )
})
afterAll(() => kernel.close())

interface More {
  readonly from?: string
  readonly to?: string
  readonly value?: string
  readonly currency?: string
}
const call = (id: string, time: string, seconds: number, more: More = {}): string => {
  const { from = '0400000001', to = '0411000000', value = '', currency = '' } = more
  return `${id},voice,${from},${to},2026-03-02 ${time},${seconds},s,${value},${currency}`
}
const streamOf = (lines: readonly string[]): Readable => Readable.from([gzipSync([columns, ...lines, ''].join('\n'))])

async function imported(...lines: string[]): Promise<void> {
  const outcome = await kernel.get(UsageImports).importStream(streamOf(lines), 'own.csv', { format: 'csv' })
  if (!outcome.ok) throw new Error(outcome.detail)
  expect(outcome.value.rated).toBe(lines.length)
}
async function reconciled(
  lines: readonly string[],
  days: { from?: string; until?: string } = {}
): Promise<Reconciliation> {
  const day = (text: string | undefined): Temporal.PlainDate | undefined =>
    text === undefined ? undefined : Temporal.PlainDate.from(text)
  const outcome = await reconciliations.reconcileStream(streamOf(lines), 'bill.csv', {
    format: 'csv',
    from: day(days.from),
    until: day(days.until)
  })
  if (!outcome.ok) throw new Error(outcome.detail)
  const { classes, lines: count, reasons } = outcome.value
  const { matched, 'different-price': price, 'different-quantity': quantity, 'missing-here': missing } = classes
  const elsewhere = classes['other-zone']
  const others = Object.values({ ...reasons.malformed, ...reasons.filtered }).reduce((sum, each) => sum + each, 0)
  expect(matched.uses + price.uses + quantity.uses + missing.uses + elsewhere.uses + others).toBe(count)
  return outcome.value
}
const differences = (id: number): Promise<StoredDifference[]> =>
  reconciliations.differences(id, { after: 0, limit: 500 })
const told = ({ detail, event, kind, line }: StoredDifference): string =>
  [kind, line ?? '-', event ?? '-', ...(detail === '' ? [] : [detail])].join(' ')

const BILL = [
  call('v1', '10:00:04', 61, { value: '0.06' }),
  call('v2', '11:00:00', 66, { value: '0.066' }),
  call('v3', '12:00:00', 60, { value: '0.08' }),
  call('v4', '13:00:00', 60, { from: '0299990000', value: '0.06' }),
  call('v4b', '13:00:00', 60, { from: '0299990000', value: '0.06' }),
  call('v6', '16:00:00', 60, { value: '0.06' }),
  'v7,data,0400000001,,2026-03-02 10:00:00,5,MB,,',
  call('v8', '10:00:00', 60, { value: '0.06', currency: 'USD' }),
  'garbage',
  'v9,voice,0400000001,0411000000,31/02/2026,60,s,0.06,'
]

describe('a vendor’s file', () => {
  it('is compared with own usage, each line and event in one class', async () => {
    const made = await reconciled(BILL, { from: '2026-03-02', until: '2026-03-03' })
    expect((await differences(made.id)).map(told).sort()).toEqual([
      'different-price 4 csv:o3',
      'different-quantity 3 csv:o2',
      'malformed 10 - too-few-fields, line: 1 of 9 fields',
      'malformed 11 - not-a-time, started_at: 31/02/2026',
      'malformed 9 - wrong-currency, it is in USD, own prices in AUD',
      'missing-here 7 -',
      'missing-there - csv:late',
      'missing-there - csv:o6'
    ])
    expect(made).toMatchObject({
      rule: 'carrier-x',
      lines: 10,
      twice: 0,
      reasons: {
        malformed: { 'not-a-time': 1, 'too-few-fields': 1, 'wrong-currency': 1 },
        filtered: { 'another service': 1 }
      },
      classes: {
        matched: {
          uses: 3,
          quantityThere: 181_000n,
          quantityHere: 180_000n,
          priceThere: 180_000n,
          priceHere: 180_000n
        },
        'different-price': { uses: 1, priceThere: 80_000n, priceHere: 60_000n },
        'missing-there': { uses: 2, priceHere: 120_000n }
      }
    })
    expect(await reconciliations.find(made.id)).toEqual(made)
    expect((await reconciliations.list({ limit: 1 })).map(({ id }) => id)).toEqual([made.id])
  })

  it('of a zone that the rule leaves out is told with the own event of that zone', async () => {
    const made = await reconciled([call('v1', '15:00:01', 66, { to: '0399990000', value: '0.08' })])
    expect((await differences(made.id)).map(told)).toEqual(['other-zone 2 csv:o7'])
    expect(made.classes['other-zone']).toMatchObject({ uses: 1, priceThere: 80_000n, priceHere: 60_000n })
    expect(await reconciliations.find(made.id)).toEqual(made)
    // a comparison that was kept before there was this class
    await kernel
      .get(Persistence)
      .bulk('main', client =>
        client.query(`update reconciliation set classes = classes - 'other-zone' where id = ${made.id}`)
      )
    expect((await reconciliations.find(made.id))?.classes['other-zone']).toMatchObject({ uses: 0, priceThere: 0n })
  })

  it('comes to the same in any order, and changes nothing', async () => {
    const rated = async (): Promise<unknown> =>
      kernel
        .get(Persistence)
        .bulk('main', async client => (await client.query('select * from rated_usage order by event')).rows)
    const before = await rated()
    const [first, second] = [await reconciled(BILL), await reconciled(BILL.toReversed())]
    expect(second.classes).toEqual(first.classes)
    expect((await differences(second.id)).map(({ event, kind }) => `${kind} ${event}`).sort()).toEqual(
      (await differences(first.id)).map(({ event, kind }) => `${kind} ${event}`).sort()
    )
    expect(await rated()).toEqual(before)
  })

  it('without days is compared from its first line to its last; a use that is billed again is told', async () => {
    const made = await reconciled([
      call('v1', '10:00:00', 60, { value: '0.06' }),
      call('v2', '10:00:00', 60, { value: '0.06' })
    ])
    expect([made.from?.toString(), made.until?.toString()]).toEqual([
      '2026-03-01T23:00:00Z',
      '2026-03-01T23:00:00.001Z'
    ])
    expect((await differences(made.id)).map(told)).toEqual(['missing-here 3 - twice'])
    expect(made.twice).toBe(1)
  })

  it('of other days than those that were asked for has every line outside', async () => {
    const lines = [call('v1', '10:00:00', 60), call('v2', '11:00:00', 60)]
    for (const days of [{ from: '2026-04-01' }, { until: '2026-03-01' }, { from: '2026-04-01', until: '2026-05-01' }]) {
      const { reasons } = await reconciled(lines, days)
      expect(reasons.filtered).toEqual({ 'outside the days': 2 })
    }
  })

  it('of a day takes what began a moment beyond midnight for its other side', async () => {
    const next = 'v1,voice,0400000001,0411000000,2026-03-03 00:00:01,60,s,0.06,'
    const far = 'v2,voice,0400000001,0411000000,2026-03-03 00:00:09,60,s,0.06,'
    const made = await reconciled([next, far], { from: '2026-03-02', until: '2026-03-03' })
    expect(made.classes.matched.uses).toBe(1)
    expect(made.reasons.filtered).toEqual({ 'outside the days': 1 })
  })

  it('that nothing can be read of is kept with its reasons', async () => {
    const made = await reconciled(['garbage', ''])
    expect(made).toMatchObject({ lines: 2, from: null, reasons: { malformed: { 'too-few-fields': 1 } } })
  })

  it('is refused with what to do', async () => {
    const ask = (format: string, rule?: string) =>
      reconciliations.reconcileStream(Readable.from([Buffer.from('id\n')]), 'bill.csv', { format, rule })
    expect(await ask('cvs')).toMatchObject({ ok: false, reason: 'unknown-format' })
    expect(await ask('asterisk')).toMatchObject({
      reason: 'no-reconciliation',
      detail: expect.stringContaining('reconcile NAME { service voice; format asterisk;')
    })
    expect(await ask('csv', 'carrier-y')).toMatchObject({
      detail: 'No rule carrier-y compares files of format csv. There are: carrier-x.'
    })
    expect(await ask('csv')).toMatchObject({ reason: 'bad-header' })
  })
})
