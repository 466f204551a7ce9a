// Sessions that another release of the program had in hand: newer ones are left to it, and what an older one left reserved is given back.
import { ChargingService, Persistence, sql, StrayReservations } from '@farthing/kernel'
import { customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'
import { NCHF, opening } from './network.ts'

const rules = `
tariff minute for voice {
  from 2025-01-01
  one zone anywhere
  rates {
    | price           |
    | 0.60 per minute |
  }
}
plan prepaid "Prepaid" {
  from 2025-01-01
  tariff minute
}
plan free "Free" {
  from 2025-01-01
  tariff minute
  include 2 min of voice
}
`
const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
let next = 0
beforeAll(() => publishRules(inside, sampleRules(rules)))
afterAll(() => api.close())

const change = (query: string, values: readonly unknown[]) =>
  api.app.get(Persistence).bulk('main', client => sql(client, query, values as never))
const release = () => api.app.get(StrayReservations).release()

async function caller(plan = 'prepaid') {
  const number = `614000040${10 + next++}`
  const { number: path } = await customer(inside, { identities: [number], plan })
  const url = `/accounts/${path}`
  await api.post(`${url}/pockets`, { amount: '10', unit: 'min', reason: 'gift' })
  const held = async () =>
    (await api.get(`${url}/pockets`)).body.map((each: { reserved: string }) => Number(each.reserved))
  const dial = () => api.post(NCHF, opening(`msisdn-${number}`, 300), null)
  return { held, dial }
}
const reportOf = (session: string) =>
  api.post(
    `${NCHF}/${session}/update`,
    {
      invocationSequenceNumber: 1,
      multipleUnitUsage: [{ ratingGroup: 1, usedUnitContainer: [{ time: 60 }], requestedUnit: { time: 60 } }]
    },
    null
  )

describe('what a process of an earlier release left reserved', () => {
  it('is free again when no open session holds it, and what one holds stays', async () => {
    const [anna, ben] = [await caller(), await caller()]
    const [left, open] = [(await anna.dial()).body.chargingDataRef, (await ben.dial()).body.chargingDataRef]
    expect(await release()).toBe(0)
    await change(`update charging_session set state = 'closed', closed_at = now() where id = $1`, [left])
    expect(await release()).toBe(1)
    expect(await release()).toBe(0)
    expect([await anna.held(), await ben.held()]).toEqual([[0], [300]])
    expect(await reportOf(open)).toMatchObject({ status: 200 })
    expect(await ben.held()).toEqual([60])
  })

  it('is not taken from those who charge meanwhile', async () => {
    const callers = await Promise.all(Array.from({ length: 4 }, () => caller()))
    const work = callers.map(async each => reportOf((await each.dial()).body.chargingDataRef))
    const passes = Promise.all(Array.from({ length: 8 }, release))
    expect((await Promise.all(work)).map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(await passes).toEqual(Array(8).fill(0))
    expect((await Promise.all(callers.map(each => each.held()))).flat()).toEqual([60, 60, 60, 60])
  })
})

describe('a session of a newer release', () => {
  it('is refused until a process asks that can read it, and nothing of it is given back or closed', async () => {
    const carla = await caller()
    const session = (await carla.dial()).body.chargingDataRef
    await change('update charging_session set shape = shape + 1 where id = $1', [session])
    expect(await reportOf(session)).toMatchObject({ status: 503, body: { reason: 'newer-release' } })
    await change(`update charging_session set events = '[]' where id = $1`, [session])
    expect(await release()).toBe(0)
    api.clock.advance({ hours: 1 })
    await api.app.get(ChargingService).closeOverdue()
    expect(await carla.held()).toEqual([300])
  })

  it('keeps others of its account from prices that depend on it, and is answered afterwards', async () => {
    const dan = await caller('free')
    const [first, second] = [(await dan.dial()).body.chargingDataRef, (await dan.dial()).body.chargingDataRef]
    await change('update charging_session set shape = shape + 1 where id = $1', [first])
    expect(await reportOf(second)).toMatchObject({ status: 503 })
    expect(await dan.dial()).toMatchObject({ status: 503 })
    await change('update charging_session set shape = shape - 1 where id = $1', [first])
    expect(await reportOf(second)).toMatchObject({ status: 200 })
  })
})
