// The price of calls is corrected after seconds have paid for them: on no bill is more given back, or asked for, than money is about.
import { billOn, customer, flatTariff, publishRules, sampleRules } from '@farthing/testing'
import { jest } from '@jest/globals'
import { openApi } from './api.ts'
import { NCHF, opening } from './network.ts'

jest.setTimeout(120_000)

const rules = (price: string): ReadonlyMap<string, string> =>
  sampleRules(`${flatTariff('minute', price, '60s / 60s')}plan talk "Talk" {
  from 2025-01-01
  tariff minute
  pay hybrid
}
`)
const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
afterAll(() => api.close())

async function corrected(price: string): Promise<void> {
  api.clock.advance({ minutes: 1 })
  await publishRules(inside, rules(price), '2026-03-01')
}

let next = 0
async function subscriber() {
  const number = `614000030${10 + next++}`
  const { number: path } = await customer(inside, { identities: [number], plan: 'talk' })
  const grant = (amount: string, unit: string, more: object = {}) =>
    api.post(`/accounts/${path}/pockets`, { amount, unit, reason: 'gift', ...more })
  const call = async (seconds: number, ...late: number[]) => {
    const opened = await api.post(NCHF, opening(`msisdn-${number}`, seconds), null)
    const session = `${NCHF}/${opened.body.chargingDataRef}`
    for (const [index, time] of [seconds, ...late].entries()) {
      const used = { multipleUnitUsage: [{ ratingGroup: 1, usedUnitContainer: [{ time }] }] }
      const body = { invocationSequenceNumber: index + 1, ...used }
      expect((await api.post(`${session}/release`, body, null)).status).toBe(index === 0 ? 204 : 409)
    }
    if (late.length > 0)
      expect((await api.post('/usage/quarantine/retry', { reason: 'session-closed' })).body.rated).toBe(late.length)
  }
  const billed = async (day: string) => {
    const lines = (await billOn(inside, path, day))?.lines ?? []
    return lines.filter(({ type }) => type === 'usage').reduce((sum, { amount }) => sum + amount, 0n)
  }
  return { path, grant, call, billed }
}

it('what seconds paid is paid at any price; what money paid is priced anew in its share', async () => {
  await publishRules(inside, rules('0.60'))
  const [units, group, rest] = [await subscriber(), await subscriber(), await subscriber()]
  await units.grant('600', 'second')
  await units.call(61)
  const { body } = await api.post('/pocket-groups', { name: 'Family', owner: units.path })
  await api.post(`/pocket-groups/${body.number}/members`, { account: group.path, from: '2026-03-01' })
  await units.grant('4', 'min', { group: body.number })
  await units.grant('5.00', 'AUD', { group: body.number })
  await group.call(300)
  // a second minute of the call is told late: nobody was asked to pay for it
  await rest.grant('60', 'second')
  await rest.call(60, 30)
  const all = async (day: string) => [await units.billed(day), await group.billed(day), await rest.billed(day)]
  expect(await all('2026-04-01')).toEqual([0n, 0n, 600_000n])
  await corrected('0.10')
  // of five minutes money paid one: 0.60, and it costs 0.10
  expect(await all('2026-05-01')).toEqual([0n, -500_000n, -500_000n])
  const [{ event }] = (await api.get(`/usage?account=${group.path}`)).body.usage
  const { bill } = (await api.get(`/usage/${event}/explanation`)).body
  // 0.50 for the five, of which units paid 0.40 and money 0.60
  expect(bill).toMatchObject({ amount: '-0.500000' })
  expect(bill.explanation.steps).toContainEqual({
    step: 'prepaid',
    detail: 'paid out of pockets while it was used, what their units paid by the price of now',
    result: '-1.00'
  })
  await corrected('0.90')
  expect(await all('2026-06-01')).toEqual([0n, 800_000n, 800_000n])
})
