// A batch of charging is a fixed number of statements and looks at the clock, whatever is in it: each costs the database and the server.
import { jest } from '@jest/globals'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { PipelinedClient } from '../persistence/index.ts'
import type { ChargingAsk } from './asks.ts'
import { ChargingService } from './charging.service.ts'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
afterAll(() => kernel.close())
const charging = kernel.get(ChargingService)
const sent = jest.spyOn(PipelinedClient.prototype, 'send')
const wanted = { seconds: 60, bytes: null, units: null }
const nothing = { seconds: null, bytes: null, units: null }
let keys = 0
const key = () => ({ key: `k${++keys}`, digest: `${keys}` })
const open = (): ChargingAsk => ({
  ...{ kind: 'open', ...key(), subscriber: '61400000001', service: 'voice', to: '61298765432', from: '' },
  ...{ startedAt: Temporal.Instant.from('2026-03-10T00:00:00Z'), units: [{ group: 1, used: nothing, wanted }] }
})
const goOn = (session: string, close: boolean): ChargingAsk => ({
  ...{ kind: 'go-on', ...key(), session, close },
  units: [{ group: 1, used: nothing, wanted: close ? null : wanted }]
})

beforeAll(async () => {
  const rules = `tariff talk for voice {
  from 2025-01-01
  one zone anywhere
  rates {
    | price           | increment |
    | 0.60 per minute | 1s / 1s   |
  }
}
plan chatty "Chatty" {
  from 2025-01-01
  tariff talk
}`
  await publishRules(kernel, sampleRules(rules))
  await customer(kernel, { identities: ['61400000001'], plan: 'chatty' })
  await ask(open())
})

async function ask(one: ChargingAsk) {
  sent.mockClear()
  const outcome = await charging.ask(one)
  if (!outcome.ok) throw new Error(outcome.detail)
  return { session: outcome.value.session, statements: sent.mock.calls.length }
}

it('begins, goes on and ends in so many statements, begin and commit among them', async () => {
  const { session, statements } = await ask(open())
  const more = await ask(goOn(session, false))
  const end = await ask(goOn(session, true))
  expect([statements, more.statements, end.statements]).toEqual([9, 9, 8])
})

/** Each look makes a Temporal object, and the collector lets those go one by one while everybody waits. */
it('reads the clock as often for twenty requests as for one', async () => {
  const looks = jest.spyOn(kernel.clock, 'now')
  const looksFor = async (count: number): Promise<number> => {
    looks.mockClear()
    const outcomes = await Promise.all(Array.from({ length: count }, () => charging.ask(open())))
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([])
    return looks.mock.calls.length
  }
  const [one, twenty] = [await looksFor(1), await looksFor(20)]
  expect(twenty).toBe(one)
})
