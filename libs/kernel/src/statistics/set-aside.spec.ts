// Uses that were re-rated, and whose number is told to have been of another: sums are those of what is left, whichever came first.
import { Readable } from 'node:stream'
import { Persistence, Reratings, UsageImports, UsageStatistics } from '@farthing/kernel'
import { type Customer, customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { OutboxRelay } from '../persistence/index.ts'
import { SubscriptionMoves } from '../subscriptions/index.ts'

jest.setTimeout(120_000)

const kernel = await testKernel({ now: '2026-03-20T00:00:00Z' })
const statistics = kernel.get(UsageStatistics)
const numbers = Array.from({ length: 10 }, (_, index) => `6140000000${index}`)
const customers: Customer[] = []

beforeAll(async () => {
  await publishRules(kernel)
  for (const number of numbers) customers.push(await customer(kernel, { identities: [number] }))
  const lines = numbers.slice(0, 5).map(each => `${each},voice,${each},0399990000,${each},2026-03-05 10:00:00,60,s`)
  const text = ['id,service,subscriber,to,from,started_at,quantity,unit', ...lines, ''].join('\n')
  const done = await kernel
    .get(UsageImports)
    .importStream(Readable.from([Buffer.from(text)]), 'a.csv', { format: 'csv' })
  expect(done).toMatchObject({ ok: true, value: { rated: 5 } })
})
afterAll(() => kernel.close())

/** What becomes known from here on was not known before. */
function later(): void {
  kernel.clock.advance({ minutes: 1 })
}

async function rerated(price: string, zone: string): Promise<void> {
  later()
  const files = [...sampleRules()].map(
    ([path, text]) =>
      [path, text.replace('0.25 per minute', `${price} per minute`).replaceAll(/\bnational\b/g, zone)] as const
  )
  await publishRules(kernel, new Map(files), '2026-03-01')
  const reratings = kernel.get(Reratings)
  const planned = await reratings.propose()
  if (!planned.ok) throw new Error(planned.detail)
  await reratings.drain(planned.value.id, { bills: false })
  expect(await reratings.apply(planned.value.id)).toMatchObject({ value: { state: 'applied' } })
}

/** To who has none yet. */
async function moved(who: number): Promise<void> {
  later()
  const effective = Temporal.PlainDate.from('2026-03-02')
  const { subscription = '' } = customers[who] ?? {}
  const to = customers[who + 5]?.number ?? ''
  expect(await kernel.get(SubscriptionMoves).move(subscription, { to, effective })).toMatchObject({ ok: true })
  await kernel.get(OutboxRelay).relay('main')
}

async function sums(): Promise<string[]> {
  const days = { from: Temporal.PlainDate.from('2026-03-01'), until: Temporal.PlainDate.from('2026-04-01') }
  const found = await statistics.read({ by: ['zone'], ...days })
  if (!found.ok) throw new Error(found.detail)
  return found.value.sums.map(({ amount, billed, events, quantity, zone }) =>
    [zone, events, quantity, billed, amount].join(' ')
  )
}

const stored = <Row>(text: string): Promise<Row[]> =>
  kernel.get(Persistence).bulk('main', async client => (await client.query<never>(text)).rows)

async function counted(): Promise<string[]> {
  const rows = await stored<{ line: string }>(
    `select concat_ws(' ', c.zone, count(*), sum(u.quantity), sum(coalesce(n.billed, u.billed)), sum(coalesce(n.amount, u.amount))) as line
     from rated_usage u left join lateral price_now(u.tenant, u.week, u.account, u.event) n on true
       join usage_class c on c.tenant = u.tenant and c.id = coalesce(n.class, u.class)
     where not exists (select from usage_aside s where s.event = u.event) group by c.zone order by 1`
  )
  return rows.map(({ line }) => line)
}

async function rolledUp(): Promise<void> {
  later()
  await statistics.rollUp()
  expect(await sums()).toEqual(await counted())
}

it('when it is set aside after the re-rating is in', async () => {
  await statistics.rollUp()
  await rerated('0.40', 'landline')
  await rolledUp()
  await moved(0)
  await rolledUp()
  expect((await sums()).map(each => each.split(' ')[0])).toEqual(['landline'])
})

it('when it is set aside before the next re-rating, and both are rolled up together or one by one', async () => {
  await moved(1)
  await rerated('0.50', 'fixed')
  await rolledUp()
  await moved(2)
  await rolledUp()
  await rerated('0.60', 'landline')
  await moved(3)
  await rolledUp()
  await rerated('0.25', 'national')
  await rolledUp()
})

it('when all is made again for another clock', async () => {
  await stored(`update usage_hour_mark set clock_zone = 'UTC'`)
  await rolledUp()
})
