import { Readable } from 'node:stream'
import {
  Persistence,
  Reratings,
  type Statistics,
  type StatisticsBy,
  UsageImports,
  UsageStatistics
} from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { rollUp } from './roll-up.ts'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const statistics = kernel.get(UsageStatistics)

beforeAll(async () => {
  await publishRules(kernel)
  await customer(kernel, { identities: ['61400000001'] })
})
afterAll(() => kernel.close())

const call = (id: string, time: string, to = '0399990000'): string => `${id},voice,0400000001,${to},${time},60,s`

async function imported(...lines: string[]): Promise<void> {
  const text = ['id,service,subscriber,to,started_at,quantity,unit', ...lines, ''].join('\n')
  const outcome = await kernel
    .get(UsageImports)
    .importStream(Readable.from([Buffer.from(text)]), 'a.csv', { format: 'csv' })
  if (!outcome.ok) throw new Error(outcome.detail)
}

/** What is known by now priced by changed rules that hold since March. */
async function rerated(change: (text: string) => string): Promise<void> {
  await publishRules(kernel, new Map([...sampleRules()].map(([path, text]) => [path, change(text)])), '2026-03-01')
  const reratings = kernel.get(Reratings)
  const planned = await reratings.propose()
  if (!planned.ok) throw new Error(planned.detail)
  await reratings.drain(planned.value.id)
  expect(await reratings.apply(planned.value.id)).toMatchObject({ value: { state: 'applied' } })
}
const changed = (text: string): Promise<unknown> => kernel.get(Persistence).bulk('main', client => client.query(text))
const days = { from: Temporal.PlainDate.from('2026-03-01'), until: Temporal.PlainDate.from('2026-05-01') }
async function read(...by: StatisticsBy[]): Promise<Statistics> {
  const found = await statistics.read({ by, ...days })
  if (!found.ok) throw new Error(found.detail)
  return found.value
}
const shown = async (...by: StatisticsBy[]): Promise<string[]> =>
  (await read(...by)).sums.map(({ amount, events, quantity, ...keys }) =>
    [...by.map(each => keys[each]), events, quantity, amount].join(' ')
  )

/** What the sums must come to. */
async function counted(): Promise<string[]> {
  const text = `select c.service || ' ' || count(*) || ' ' || sum(u.quantity) || ' ' || sum(coalesce(n.amount, u.amount)) as line
    from rated_usage u left join lateral price_now(u.tenant, u.week, u.account, u.event) n on true
      join usage_class c on c.tenant = u.tenant and c.id = coalesce(n.class, u.class) group by c.service order by 1`
  const { rows } = await kernel.get(Persistence).bulk('main', client => client.query<{ line: string }>(text))
  return rows.map(({ line }) => line)
}

describe('usage statistics', () => {
  it('are sums of hours and days of the operator’s clock', async () => {
    expect((await read('service')).known).toBeNull()
    await imported(
      call('a', '2026-03-02 10:00:00'),
      call('b', '2026-03-02 10:59:59', '0411000000'),
      call('c', '2026-03-02 23:30:00'),
      call('d', '2026-03-03 00:30:00'),
      's,sms,0400000001,0399990000,2026-03-02 10:00:00,1,sms'
    )
    await statistics.rollUp()
    expect(await shown('service')).toEqual(['sms 1 1 200000', 'voice 4 240000 2350000'])
    expect(await shown('service')).toEqual(await counted())
    expect(await shown('day')).toEqual([
      '2026-03-02 1 1 200000',
      '2026-03-02 3 180000 1840000',
      '2026-03-03 1 60000 510000'
    ])
    expect(await shown('plan', 'service')).toEqual(['mobile-40 sms 1 1 200000', 'mobile-40 voice 4 240000 2350000'])
    expect(await shown('zone', 'hour')).toContain('mobile 2026-03-02T10:00+11:00 1 60000 690000')
  })

  it('take late usage into its hour, and count nothing twice', async () => {
    kernel.clock.moveTo('2026-04-09T00:00:00Z')
    await imported(
      call('e', '2026-03-02 10:30:00'),
      call('f', '2026-04-05 02:30:00'),
      call('g', '2026-04-05T02:30:00+10:00')
    )
    await Promise.all([statistics.rollUp(), statistics.rollUp()])
    await statistics.rollUp()
    expect(await shown('service')).toEqual(await counted())
    const hours = (await shown('hour')).filter(line => line.startsWith('2026-04-05'))
    expect(hours.map(line => line.split(' ')[0])).toEqual(['2026-04-05T02:00+11:00', '2026-04-05T02:00+10:00'])
    expect((await read('service')).known?.toString()).toBe('2026-04-09T00:00:00Z')
  })

  it('move with rows that are priced anew, those that are not rolled up yet among them', async () => {
    kernel.clock.moveTo('2026-04-10T00:00:00Z')
    await imported(call('h', '2026-04-07 10:00:00'))
    await rerated(text => text.replace('0.25 per minute', '0.40 per minute').replaceAll(/\bnational\b/g, 'landline'))
    const before = await shown('service')
    await Promise.all([statistics.rollUp(), statistics.rollUp()])
    expect(await shown('service')).toEqual(await counted())
    expect(await shown('service')).not.toEqual(before)
    expect((await shown('zone', 'hour')).filter(line => line.includes('2026-03-02T23:00'))).toEqual([
      'landline 2026-03-02T23:00+11:00 1 60000 510000'
    ])
    await rerated(text => text)
    kernel.clock.moveTo('2026-04-11T00:00:00Z')
    await statistics.rollUp()
    expect(await shown('service')).toEqual(await counted())
    expect((await shown('zone', 'hour')).filter(line => line.startsWith('landline'))).toEqual([])
  })

  it('are made again when the operator’s clock is another one', async () => {
    await changed(`update usage_hour_mark set clock_zone = 'Asia/Kolkata'`)
    expect(new Set((await read('hour')).sums.map(({ hour }) => hour?.slice(-6)))).toEqual(new Set(['+05:30']))
    await statistics.rollUp()
    expect(new Set((await read('hour')).sums.map(({ hour }) => hour?.slice(-6)))).toEqual(new Set(['+11:00', '+10:00']))
    expect(await shown('service')).toEqual(await counted())
  })

  it('are made again whole by one that had settled before another one that came further', async () => {
    kernel.clock.moveTo('2026-04-11T00:00:00Z')
    await imported(call('i', '2026-04-08 10:00:00'))
    await statistics.rollUp()
    const until = Temporal.Instant.from('2026-04-10T12:00:00Z')
    await kernel
      .get(Persistence)
      .bulk('main', client => rollUp(client, { tenant: 'main', zone: 'Asia/Kolkata', until }))
    expect(await shown('service')).toEqual(await counted())
    expect((await read('service')).known?.toString()).toBe('2026-04-11T00:00:00Z')
    await statistics.rollUp()
    expect(await shown('service')).toEqual(await counted())
  })

  it('are refused when there are too many to answer, and fewer days are not', async () => {
    await changed(`insert into usage_hour (tenant, hour, plan, service, zone, unit, currency, events, quantity, billed, amount)
      select 'main', '2026-03-05', 'p', 'voice', 'zone ' || n, 'second', 'AUD', 1, 1, 1, 1 from generate_series(1, 50001) n`)
    expect(await statistics.read({ by: ['zone'], ...days })).toMatchObject({
      ok: false,
      reason: 'too-many-sums',
      detail: expect.stringContaining('ask for fewer days, or by less')
    })
    const until = Temporal.PlainDate.from('2026-03-04')
    expect(await statistics.read({ by: ['zone'], from: days.from, until })).toMatchObject({ ok: true })
  })
})
