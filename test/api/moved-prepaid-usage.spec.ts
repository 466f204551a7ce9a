// A move that is taken back after the new account has paid for uses from its pockets: they stay where they were paid.
import { BillingRunService } from '@farthing/kernel'
import { customer, publishRules } from '@farthing/testing'
import { dayComes, openApi } from './api.ts'
import { NCHF, opening } from './network.ts'

const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
afterAll(() => api.close())

it('does not park the account, which is billed for nothing of them', async () => {
  await publishRules(inside)
  const anna = await customer(inside, { identities: ['61400000001'] })
  const bert = await customer(inside, { identities: ['61400000002'] })
  const moved = await api.post(`/subscriptions/${anna.subscription}/move`, { to: bert.number })
  expect(moved.status).toBe(200)
  expect((await api.post(`/accounts/${bert.number}/top-ups`, { amount: '2.00', method: 'card' })).status).toBe(201)
  api.clock.advance({ hours: 1 })
  const opened = await api.post(NCHF, opening('msisdn-61400000001', 120), null)
  expect(opened.status).toBe(201)
  const used = { ratingGroup: 1, usedUnitContainer: [{ time: 120 }] }
  const report = { invocationSequenceNumber: 1, multipleUnitUsage: [used] }
  const released = await api.post(`${NCHF}/${opened.body.chargingDataRef}/release`, report, null)
  expect(released.status).toBe(204)
  const facts = (await api.get(`/subscriptions/${anna.subscription}`)).body.facts as { kind: string; id: string }[]
  const move = facts.find(({ kind }) => kind === 'moved')?.id
  expect((await api.post(`/subscriptions/${anna.subscription}/facts/${move}/withdraw`)).status).toBe(200)
  dayComes(api, '2026-04-01')
  const runs = api.app.get(BillingRunService)
  const run = await runs.drain((await runs.start({ billDate: Temporal.PlainDate.from('2026-04-01') })).id)
  expect(await runs.parked(run.id, { limit: 10 })).toEqual([])
  const [use] = (await api.get(`/usage?account=${bert.number}`)).body.usage
  expect(use).toMatchObject({ amount: '0.890000', prepaid: '0.890000' })
  expect((await api.get(`/usage/${use.event}/explanation`)).body).toMatchObject({
    bill: { amount: '0.000000' },
    parked: null
  })
})
