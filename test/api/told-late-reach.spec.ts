// A version that holds for new customers alone, and customers that are found to be new, or gone, after they have used something.
import { RealTimeReratings } from '@farthing/kernel'
import { billOn, customer, type Customer, publishRules, sampleRules } from '@farthing/testing'
import { jest } from '@jest/globals'
import { openApi } from './api.ts'

jest.setTimeout(120_000)

const talk = (head: string, price: string) => `tariff talk for voice {
  ${head}
  one zone anywhere
  rates {
    | price             | increment |
    | ${price} per minute | 1s / 1s   |
  }
}
`
const plan = (name: string, tariff: string, more = 'pay on the bill') => `plan ${name} "${name}" {
  from 2025-01-01
  tariff ${tariff}
  ${more}
}
`
const RULES =
  talk('from 2025-01-01 until 2026-03-01', '1.00') +
  talk('from 2026-03-01\n  holds for new customers', '0.50') +
  plan('kept', 'talk') +
  plan('other', 'talk') +
  plan('silent', 'messages') +
  plan('live', 'talk', 'pay on the bill\n  rate in real time')

const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
beforeAll(() => publishRules(inside, sampleRules(RULES)))
afterAll(() => api.close())

let next = 0
async function anybody(of: string) {
  const subscriber = `6140000000${++next}`
  return { subscriber, ...(await customer(inside, { identities: [subscriber], plan: of })) }
}

/** Ten minutes, while they happen. */
async function charge({ subscriber }: { readonly subscriber: string }): Promise<string> {
  const use = { subscriber, service: 'voice', to: '+61298765432', quantity: '600', unit: 'second' }
  return (await api.post('/charges', use)).body.amount
}
async function change({ subscription }: Customer, ...plans: readonly [effective: string, to: string][]): Promise<void> {
  api.clock.advance({ minutes: 1 })
  for (const [effective, to] of plans)
    expect((await api.post(`/subscriptions/${subscription}/plan`, { plan: to, effective })).status).toBe(200)
}
const usageBilled = async ({ number }: Customer) =>
  ((await billOn(inside, number, '2026-04-01'))?.lines ?? [])
    .filter(({ type }) => type === 'usage')
    .map(({ amount }) => amount)

const AWAY_AND_BACK: readonly [string, string][] = [
  ['2026-03-03', 'other'],
  ['2026-03-05', 'kept']
]

it('are billed as if it had been known at once, whichever way their usage came', async () => {
  const [stayed, toldBefore, charged, imported] = [
    await anybody('kept'),
    await anybody('kept'),
    await anybody('kept'),
    await anybody('kept')
  ]
  await change(toldBefore, ...AWAY_AND_BACK)
  expect([await charge(stayed), await charge(toldBefore), await charge(charged)]).toEqual(['10.00', '5.00', '10.00'])
  const subscriber = `+${imported.subscriber}`
  const use = { id: 'cdr', service: 'voice', subscriber, to: '+61298765432', from: '', quantity: '600', unit: 's' }
  expect((await api.post('/usage/events', { ...use, started_at: '2026-03-09T23:00:00Z' })).body.rated).toBe(1)
  api.clock.advance({ hours: 1 })
  for (const who of [charged, imported]) await change(who, ...AWAY_AND_BACK)
  const bills = []
  for (const who of [stayed, toldBefore, charged, imported]) bills.push(await usageBilled(who))
  expect(bills).toEqual([[10_000_000n], [5_000_000n], [5_000_000n], [5_000_000n]])
})

it('stand in nobody’s way: what becomes known of others is found and told', async () => {
  const [gone, other] = [await anybody('live'), await anybody('live')]
  const looks = api.app.get(RealTimeReratings)
  const look = () => {
    api.clock.advance({ minutes: 1 })
    return looks.look()
  }
  await look()
  expect([await charge(gone), await charge(other)]).toEqual(['10.00', '10.00'])
  await look()
  await change(gone, ['2026-03-03', 'silent'])
  expect(await look()).toBeNull()
  await change(other, ['2026-03-03', 'other'], ['2026-03-05', 'live'])
  expect(await look()).toMatchObject({ state: 'proposed', summary: { changed: 1, unrated: 0 } })
})
