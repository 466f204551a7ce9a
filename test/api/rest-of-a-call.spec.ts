// The rest of a call that a network reports after its end is the end of that call, not another one: what a whole call costs, it costs.
import { billOn, customer, publishRules } from '@farthing/testing'
import { jest } from '@jest/globals'
import { openApi } from './api.ts'
import { NCHF, opening } from './network.ts'

jest.setTimeout(120_000)

const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
beforeAll(() => publishRules(inside))
afterAll(() => api.close())

let next = 0
let sequence = 0

/** Setup 0.39, 0.25 a minute, 60 s and then by 30 s; the pocket has enough. */
async function dialled(money = '20.00') {
  const subscriber = `6140000000${++next}`
  const who = await customer(inside, { identities: [subscriber], plan: 'mobile-20' })
  await api.post(`/accounts/${who.number}/top-ups`, { amount: money, method: 'card' })
  const opened = await api.post(NCHF, opening(`msisdn-${subscriber}`, 600), null)
  expect(opened.status).toBe(201)
  return { ...who, session: opened.body.chargingDataRef as string }
}
async function report(session: string, end: 'update' | 'release', time: number): Promise<number> {
  const used = [{ ratingGroup: 1, usedUnitContainer: [{ time }] }]
  const body = { invocationSequenceNumber: ++sequence, multipleUnitUsage: used }
  return (await api.post(`${NCHF}/${session}/${end}`, body, null)).status
}
const retry = async () => (await api.post('/usage/quarantine/retry', { reason: 'session-closed' })).body.rated
const usesOf = async (number: string) =>
  (await api.get(`/usage?account=${number}`)).body.usage.map((use: Record<string, unknown>) => {
    const { amount, billed, prepaid, quantity } = use
    return { amount, billed, prepaid, quantity }
  })
const usageBilled = async (number: string) =>
  ((await billOn(inside, number, '2026-04-01'))?.lines ?? [])
    .filter(({ type }) => type === 'usage')
    .reduce((sum, { amount }) => sum + amount, 0n)

it('costs with it what the call costs in one, in however many parts it is told', async () => {
  const [whole, inTwo, inThree] = [await dialled(), await dialled(), await dialled()]
  await report(whole.session, 'release', 67)
  for (const { session } of [inTwo, inThree]) expect(await report(session, 'update', 60)).toBe(200)
  api.clock.advance({ seconds: 700 }) // their time is over: the network has lost an update
  expect(await report(inTwo.session, 'release', 7)).toBe(409)
  expect(await report(inThree.session, 'update', 5)).toBe(409)
  expect(await report(inThree.session, 'release', 2)).toBe(409)
  expect(await retry()).toBe(3)
  const call = { quantity: 67, billed: 90, amount: '0.765000' }
  expect(await usesOf(whole.number)).toEqual([{ ...call, prepaid: '0.765000' }])
  // what is not paid is left to the bill
  for (const { number } of [inTwo, inThree]) {
    expect(await usesOf(number)).toEqual([{ ...call, prepaid: '0.640000' }])
    expect(await usageBilled(number)).toBe(130_000n)
  }
  expect(await usageBilled(whole.number)).toBe(0n)
})

it('is added to what is rated already, retry after retry', async () => {
  const call = await dialled()
  expect(await report(call.session, 'release', 60)).toBe(204)
  for (const seconds of [7, 23]) {
    expect(await report(call.session, 'release', seconds)).toBe(409)
    expect(await retry()).toBe(1)
  }
  expect(await usesOf(call.number)).toEqual([{ quantity: 90, billed: 90, amount: '0.765000', prepaid: '0.640000' }])
})

it('is one use however many retry it at the same time', async () => {
  const call = await dialled()
  await report(call.session, 'release', 60)
  for (const seconds of [7, 23]) await report(call.session, 'release', seconds)
  const lines = (await api.get('/usage/quarantine?reason=session-closed')).body.lines as { event: string }[]
  expect(lines).toHaveLength(2)
  await Promise.all(lines.map(({ event }) => api.post('/usage/quarantine/retry', { events: [event] })))
  expect(await usesOf(call.number)).toMatchObject([{ quantity: 90, amount: '0.765000' }])
})
