// A subscription that moves to an account whose day begins later is charged there from the instant of the move on.
import { customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'

const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const inside = { ...api, get: api.app.get.bind(api.app) as never }
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
  const call = {
    subscriberIdentifier: 'msisdn-61400000001',
    invocationSequenceNumber: 0,
    iMSChargingInformation: { calledPartyAddress: 'tel:+61298765432' },
    multipleUnitUsage: [{ ratingGroup: 1, requestedUnit: { time: 60 } }]
  }
  expect(
    (await api.post(`/subscriptions/${anna.subscription}/move`, { to: number, effective: '2026-03-12' })).status
  ).toBe(200)
  api.clock.moveTo('2026-03-11T13:00:00Z') // midnight in Melbourne: in Los Angeles it is six in the morning of the day before
  const nchf = '/nchf-convergedcharging/v3/chargingdata'
  const opened = await api.post(nchf, call, null)
  expect(opened).toMatchObject({ status: 201, body: { multipleUnitInformation: [{ resultCode: 'SUCCESS' }] } })
  const report = {
    invocationSequenceNumber: 1,
    multipleUnitUsage: [{ ratingGroup: 1, usedUnitContainer: [{ time: 60 }] }]
  }
  expect((await api.post(`${nchf}/${opened.body.chargingDataRef}/release`, report, null)).status).toBe(204)
  expect((await api.get(`/usage?account=${number}`)).body.usage).toMatchObject([
    { amount: '0.510000', prepaid: '0.510000' }
  ])
})
