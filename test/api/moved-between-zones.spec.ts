// A subscription that moves to an account whose day begins later is charged there from the instant of the move on.
import { MovedPockets, PocketsService } from '@farthing/kernel'
import { customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'
import { NCHF, opening } from './network.ts'

const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
afterAll(() => api.close())

const LASTING = `plan lasting "Lasting" {
  from 2025-01-01
  rent 10.00 per month
  tariff calls
  include 1 min of voice, roll over 1 cycle
}
`

it('in real time too, before its first day there has begun', async () => {
  await publishRules(inside, sampleRules(LASTING))
  const anna = await customer(inside, { identities: ['61400000001'], plan: 'lasting' })
  const bert = { name: 'Bert', billDay: 1, zone: 'America/Los_Angeles', currency: 'AUD', openedOn: '2026-01-01' }
  const { number } = (await api.post('/accounts', bert)).body
  await api.post(`/accounts/${number}/top-ups`, { amount: '5.00', method: 'card' })
  expect(
    (await api.post(`/subscriptions/${anna.subscription}/move`, { to: number, effective: '2026-03-12' })).status
  ).toBe(200)
  api.clock.moveTo('2026-03-11T13:00:00Z') // midnight in Melbourne: in Los Angeles it is six in the morning of the day before
  const opened = await api.post(NCHF, opening('msisdn-61400000001', 60), null)
  expect(opened).toMatchObject({ status: 201, body: { multipleUnitInformation: [{ resultCode: 'SUCCESS' }] } })
  const report = {
    invocationSequenceNumber: 1,
    multipleUnitUsage: [{ ratingGroup: 1, usedUnitContainer: [{ time: 60 }] }]
  }
  expect((await api.post(`${NCHF}/${opened.body.chargingDataRef}/release`, report, null)).status).toBe(204)
  expect((await api.get(`/usage?account=${number}`)).body.usage).toMatchObject([
    { amount: '0.510000', prepaid: '0.510000' }
  ])
})

const PLANS = `${LASTING}
plan small "Small" { from 2025-01-01; rent 5.00 per month; tariff calls }
forbid terminate "Stay" { goes to retention; offer "Ten for staying": credit 10.00 "Thank you" }
`

async function granted(identity: string, zone: string) {
  const person = { name: 'Bert', billDay: 1, currency: 'AUD', openedOn: '2026-01-01' }
  const { number } = (await api.post('/accounts', { ...person, zone })).body
  const subscribed = { as: identity, plan: 'lasting', effective: '2026-01-01' }
  const { id } = (await api.post(`/accounts/${number}/subscriptions`, subscribed)).body
  const pocket = { unit: 'AUD', amount: 5_000_000n, priority: 5, expiresAt: null, reason: 'bonus', subscription: id }
  await api.app.get(PocketsService).grant(number, pocket)
  return { number: number as string, id: id as string }
}
const follow = () => api.app.get(MovedPockets).follow()
const call = (number: string) => api.post(NCHF, opening(`msisdn-${number}`, 60), null)
const whose = async (id: string) => (await api.get(`/subscriptions/${id}`)).body
const granting = { status: 201, body: { multipleUnitInformation: [{ resultCode: 'SUCCESS' }] } }

it('with its pockets, its holder and what the desk does for it, to the west', async () => {
  await publishRules(inside, sampleRules(PLANS))
  const [east, west] = [
    await granted('61400000011', 'Australia/Melbourne'),
    await granted('61400000012', 'America/Los_Angeles')
  ]
  const asked = (await api.post(`/subscriptions/${east.id}/terminate`, { effective: '2026-04-20' })).body.retention
  const move = { to: west.number, effective: '2026-03-14' }
  expect((await api.post(`/subscriptions/${east.id}/move`, move)).status).toBe(200)
  api.clock.moveTo('2026-03-13T12:59:00Z')
  expect([await follow(), (await whose(east.id)).accountNumber]).toEqual([0, east.number])
  api.clock.moveTo('2026-03-13T13:01:00Z') // in Los Angeles it is six in the morning of the thirteenth
  expect(await follow()).toBe(1)
  expect(await whose(east.id)).toMatchObject({
    accountNumber: west.number,
    state: 'active',
    identities: ['+61400000011']
  })
  const [given] = (await api.get(`/accounts/${east.number}/subscriptions`)).body
  expect(given).toMatchObject({ id: east.id, state: 'moved' })
  expect(await call('61400000011')).toMatchObject(granting)
  expect(await api.post(`/retention/${asked}/accept`, { by: 'Bea', offer: 1 })).toMatchObject({ status: 200 })
  const facts = (await api.get(`/accounts/${west.number}/facts`)).body as readonly { kind: string; effective: string }[]
  expect(facts.find(({ kind }) => kind === 'item')).toMatchObject({ effective: '2026-03-14' })
  const told = { number: '61400000013' }
  expect(await api.post(`/subscriptions/${east.id}/number`, told)).toMatchObject({
    status: 200,
    body: { identities: ['+61400000013'] }
  })
})

it('with its pockets and its holder to the east, when its last day in the west is over', async () => {
  const [east, west] = [
    await granted('61400000021', 'Australia/Melbourne'),
    await granted('61400000022', 'America/Los_Angeles')
  ]
  const move = { to: east.number, effective: '2026-03-16' }
  expect((await api.post(`/subscriptions/${west.id}/move`, move)).status).toBe(200)
  api.clock.moveTo('2026-03-16T06:59:00Z') // in Melbourne it is six in the evening of the sixteenth
  expect([await follow(), (await whose(west.id)).accountNumber]).toEqual([0, west.number])
  const states = async (number: string) =>
    ((await api.get(`/accounts/${number}/subscriptions`)).body as readonly { id: string; state: string }[])
      .filter(({ id }) => id === west.id)
      .map(({ state }) => state)
  expect([await states(west.number), await states(east.number)]).toEqual([['active'], ['moved']])
  expect(await call('61400000022')).toMatchObject(granting)
  api.clock.moveTo('2026-03-16T07:01:00Z')
  expect([await follow(), (await whose(west.id)).accountNumber]).toEqual([1, east.number])
  expect([await states(west.number), await states(east.number)]).toEqual([['moved'], ['active']])
})
