// What a look takes for news: all that may have moved since the last one, however long it was on its way, and nothing else.
import { Readable } from 'node:stream'
import {
  ChargingService,
  Persistence,
  PocketsService,
  RatedUsage,
  RealTimeReratings,
  Reratings,
  sql,
  SubscriptionsService,
  UsageImports
} from '@farthing/kernel'
import { type Customer, customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'

jest.setTimeout(120_000)

const plan = (name: string, tariff: string): string => `plan ${name} "${name}" {
  from 2025-01-01
  tariff ${tariff}
  rate in real time, corrected by itself up to 100.00
}
`
const talk = (name: string, price: string, from = '2025-01-01', until = ''): string => `tariff ${name} for voice {
  from ${from}
  ${until}
  one zone anywhere
  rates {
    | price          |
    | ${price} per minute |
  }
}
`
const PLANS = talk('cheap', '0.10') + plan('first', 'dear') + plan('second', 'cheap') + plan('zoned', 'calls')
const HEAD = 'id,service,subscriber,to,started_at,quantity,unit\n'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const persistence = kernel.get(Persistence)
const looks = kernel.get(RealTimeReratings)
const customers: Customer[] = []

beforeAll(async () => {
  await publishRules(kernel, sampleRules(talk('dear', '1.00') + PLANS))
  for (const index of [0, 1, 2, 3])
    customers.push(await customer(kernel, { identities: [`6140000000${index}`], plan: 'first' }))
})
afterAll(() => kernel.close())
beforeEach(() => kernel.clock.advance({ hours: 1 }))

/** Of a minute, to a number that no zone of the sample rules has. */
const line = (id: string, who: number | string): string =>
  `${id},voice,040000000${who},00119990000000,2026-03-09 10:00:00,60,s\n`

async function imported(name: string, lines: AsyncIterable<string> | Iterable<string>) {
  const imports = kernel.get(UsageImports)
  const outcome = await imports.importStream(Readable.from(bytes(lines)), name, { format: 'csv' })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome))
}

async function* bytes(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  yield Buffer.from(HEAD)
  for await (const each of lines) yield Buffer.from(each)
}

function rows<T>(text: string): Promise<T[]> {
  return persistence.bulk('main', client => sql<T>(client, text))
}

async function change(who: number, plan: string) {
  const effective = Temporal.PlainDate.from('2026-03-08')
  const done = await kernel
    .get(SubscriptionsService)
    .change(customers[who]?.subscription ?? '', { kind: 'plan-changed', plan, effective })
  if (!done.ok) throw new Error(done.detail)
}

async function price(event: string): Promise<number> {
  return Number((await kernel.get(RatedUsage).find(event))?.amount) / 1e6
}

/** Whose usage the last proposal looked at. */
async function asked(): Promise<string[]> {
  const text = 'select account from rerating_asked where rerating = (select max(id) from rerating) order by account'
  return (await rows<{ account: string }>(text)).map(({ account }) => account)
}

/** How many proposals were ever begun, with that which asks. */
async function proposals(): Promise<number> {
  const planned = await kernel.get(Reratings).propose({ tariff: 'traffic' })
  return planned.ok ? planned.value.id : 0
}

it('finds what was told of usage that comes later in an import which had begun before', async () => {
  await imported('before.csv', [line('b', 1)])
  await looks.look()
  kernel.clock.advance({ hours: 1 })
  const gate = Promise.withResolvers<null>()
  async function* held() {
    // enough that the import begins ahead of its end
    yield Array.from({ length: 4_000 }, (_, index) => line(`x${index}`, '999')).join('')
    await gate.promise
    yield line('a', 0)
  }
  const running = imported('long.csv', held())
  while ((await rows(`select from usage_import where name = 'long.csv'`)).length === 0)
    await new Promise(resolve => setTimeout(resolve, 20))
  kernel.clock.advance({ hours: 1 })
  await change(0, 'second')
  await change(1, 'second')
  kernel.clock.advance({ hours: 1 })
  await looks.look()
  expect(await price('csv:b')).toBe(0.1)
  kernel.clock.advance({ hours: 1 })
  gate.resolve(null)
  await running
  expect(await price('csv:a')).toBe(1)
  kernel.clock.advance({ hours: 1 })
  expect(await looks.look()).toMatchObject({ state: 'applied' })
  expect(await asked()).toEqual([customers[0]?.account])
  expect(await price('csv:a')).toBe(0.1)
})

it('goes on from where the last one ended, though that found nothing', async () => {
  expect(await looks.look()).toBeNull()
  kernel.clock.advance({ hours: 1 })
  expect(await looks.look()).toBeNull()
  const [last] = await rows<{ at: string }>('select known_at::text as at from rerating_look')
  expect(Temporal.Instant.from(last?.at ?? '').toString()).toBe(kernel.clock.now().toString())
})

it('leaves usage alone of days on which no rule has moved, whatever is published for others', async () => {
  const rules = sampleRules(
    talk('dear', '1.00', '2025-01-01', 'until 2026-07-01') + talk('dear', '2.00', '2026-07-01') + PLANS
  )
  await publishRules(kernel, rules, '2026-07-01')
  await looks.look()
  kernel.clock.advance({ hours: 1 })
  await imported('meanwhile.csv', [line('m', 2)])
  kernel.clock.advance({ hours: 1 })
  const before = await proposals()
  expect(await looks.look()).toBeNull()
  expect(await proposals()).toBe(before + 1)
})

it('keeps accounts whose usage cannot be rated any more, when there are news of others', async () => {
  await change(2, 'zoned')
  kernel.clock.advance({ hours: 1 })
  expect(await looks.look()).toMatchObject({ state: 'nothing', summary: { unrated: 1 } })
  await imported('third.csv', [line('t', 3)])
  kernel.clock.advance({ hours: 1 })
  await change(3, 'second')
  kernel.clock.advance({ hours: 1 })
  const found = await looks.look()
  expect(found).toMatchObject({ state: 'applied', summary: { changed: 1, unrated: 1 } })
  expect(await asked()).toEqual([customers[2]?.account, customers[3]?.account].toSorted())
})

it('finds what was told of a use that went on meanwhile', async () => {
  const charging = kernel.get(ChargingService)
  const { account = '' } = customers[3] ?? {}
  const paid = { amount: 10_000_000n, method: 'card', priority: 1, subscription: null, expiresAt: null }
  await kernel.get(PocketsService).topUp(account, paid)
  const none = { seconds: null, bytes: null, units: null }
  const minute = { ...none, seconds: 60 }
  const opened = await charging.ask({
    ...{
      kind: 'open',
      key: 'open',
      digest: '',
      subscriber: '61400000003',
      service: 'voice',
      to: '61399990000',
      from: ''
    },
    ...{ startedAt: kernel.clock.now(), units: [{ group: 1, used: none, wanted: minute }] }
  })
  if (!opened.ok) throw new Error(opened.detail)
  kernel.clock.advance({ minutes: 2 })
  await change(3, 'first')
  kernel.clock.advance({ minutes: 2 })
  await looks.look()
  kernel.clock.advance({ minutes: 2 })
  const units = [{ group: 1, used: minute, wanted: null }]
  const { session } = opened.value
  await charging.ask({ kind: 'go-on', key: 'end', digest: '', session, close: true, units })
  const [use] = await rows<{ event: string }>('select event from rated_usage where import = 0')
  expect(await price(use?.event ?? '')).toBe(0.1)
  kernel.clock.advance({ minutes: 2 })
  expect(await looks.look()).toMatchObject({ state: 'applied' })
  expect(await asked()).toEqual([account])
  expect(await price(use?.event ?? '')).toBe(1)
})
