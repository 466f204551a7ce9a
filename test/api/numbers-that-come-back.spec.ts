// A use that waits and comes back is to whom it was: a short number abroad stays abroad, however often it is read.
import { OutboxRelay } from '@farthing/kernel'
import { customer, publishRules } from '@farthing/testing'
import { openApi } from './api.ts'
import { NCHF, opening } from './network.ts'

const ABROAD = '+448001111'
const abroad = { to: '448001111', zone: 'united-kingdom', amount: '0.990000' }

const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
beforeAll(() => publishRules(inside))
afterAll(() => api.close())

const usageOf = async (number: string) => (await api.get(`/usage?account=${number}`)).body.usage

it('what goes with its number to another account costs there what it cost', async () => {
  const anna = await customer(inside, { identities: ['61400000001'] })
  const bert = await customer(inside, { identities: ['61400000002'] })
  const subscriber = '+61400000001'
  const use = { id: 'abroad-1', service: 'voice', subscriber, to: ABROAD, from: subscriber, quantity: '60', unit: 's' }
  expect((await api.post('/usage/events', { ...use, started_at: '2026-03-09T23:00:00Z' })).status).toBe(201)
  expect(await usageOf(anna.number)).toMatchObject([abroad])
  api.clock.advance({ hours: 1 })
  await api.post(`/subscriptions/${anna.subscription}/move`, { to: bert.number, effective: '2026-03-05' })
  await api.app.get(OutboxRelay).relay('main')
  expect([await usageOf(anna.number), await usageOf(bert.number)]).toMatchObject([[], [abroad]])
})

it('what a network reports late is to the same number', async () => {
  const { number } = await customer(inside, { identities: ['61400000003'] })
  await api.post(`/accounts/${number}/top-ups`, { amount: '20.00', method: 'card' })
  const opened = await api.post(NCHF, opening('msisdn-61400000003', 120, `tel:${ABROAD}`), null)
  const used = [{ ratingGroup: 1, usedUnitContainer: [{ time: 60 }] }]
  const release = (invocationSequenceNumber: number) =>
    api.post(
      `${NCHF}/${opened.body.chargingDataRef}/release`,
      { invocationSequenceNumber, multipleUnitUsage: used },
      null
    )
  expect([(await release(1)).status, (await release(2)).status]).toEqual([204, 409])
  const retried = await api.post('/usage/quarantine/retry', { reason: 'session-closed' })
  expect(retried.body).toMatchObject({ rated: 1 })
  // the rest of the call is told with the call: 0.39 for both, and 0.60 for each minute
  expect(await usageOf(number)).toMatchObject([{ to: abroad.to, zone: abroad.zone, amount: '1.590000' }])
})

it('a message to an MSISDN, which has its country, is to that country', async () => {
  const { number } = await customer(inside, { identities: ['61400000004'] })
  await api.post(`/accounts/${number}/top-ups`, { amount: '20.00', method: 'card' })
  const message = { ...opening('msisdn-61400000004', 60, 'msisdn-448001111') }
  const opened = await api.post(NCHF, message, null)
  expect(opened.status).toBe(201)
  const used = [{ ratingGroup: 1, usedUnitContainer: [{ time: 60 }] }]
  const release = { invocationSequenceNumber: 1, multipleUnitUsage: used }
  expect((await api.post(`${NCHF}/${opened.body.chargingDataRef}/release`, release, null)).status).toBe(204)
  expect(await usageOf(number)).toMatchObject([abroad])
})
