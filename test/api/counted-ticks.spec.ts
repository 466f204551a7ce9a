// How much of a pocket of its unit a use takes, over HTTP: all that its tariff bills, however flat or little the price.
import { customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'
import { NCHF } from './network.ts'

const rules = `tariff least for voice {
  from 2025-01-01
  one zone anywhere
  rates {
    | price           | minimum |
    | 0.05 per minute | 1.00    |
  }
}
tariff bytes for data {
  from 2025-01-01
  one zone anywhere
  rates {
    | price       |
    | 1.00 per GB |
  }
}
plan prepaid "Prepaid" {
  from 2025-01-01
  tariff least, bytes
}
`
const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
beforeAll(() => publishRules(inside, sampleRules(rules)))
afterAll(() => api.close())

async function holder(number: string, amount: string, unit: string) {
  const { number: path } = await customer(inside, { identities: [number], plan: 'prepaid' })
  await api.post(`/accounts/${path}/pockets`, { amount, unit, reason: 'gift' })
  return async (): Promise<string[]> =>
    (await api.get(`/accounts/${path}/pockets`)).body.map(
      (pocket: Record<string, string>) => `${Number(pocket['balance'])}, ${Number(pocket['reserved'])} held`
    )
}

it('a call at a minimum takes all its seconds, and a use with a price of its own none', async () => {
  const subscriber = '61400002301'
  const held = await holder(subscriber, '700', 'second')
  const call = { subscriber, service: 'voice', quantity: '600', unit: 'second', to: '+61298765432' }
  expect(await api.post('/charges', call)).toMatchObject({ status: 201, body: { amount: '1.00' } })
  expect(await held()).toEqual(['100, 0 held'])
  expect((await api.post('/charges', { ...call, quantity: '60', value: '9.00' })).status).toBe(409)
  expect(await held()).toEqual(['100, 0 held'])
})

it('bytes that cost less than a micro each are all counted, however often they are reported', async () => {
  const subscriber = '61400002302'
  const held = await holder(subscriber, '1000000', 'byte')
  const wanted = { ratingGroup: 1, requestedUnit: { totalVolume: 1400 } }
  const who = { subscriberIdentifier: `msisdn-${subscriber}`, pDUSessionChargingInformation: { chargingId: 7 } }
  const opened = await api.post(NCHF, { ...who, invocationSequenceNumber: 0, multipleUnitUsage: [wanted] }, null)
  const session = `${NCHF}/${opened.body.chargingDataRef}`
  for (let report = 1; report <= 40; report++) {
    const unit = { ...wanted, usedUnitContainer: [{ totalVolume: 1400 }] }
    const asked = { invocationSequenceNumber: report, multipleUnitUsage: [unit] }
    expect((await api.post(`${session}/update`, asked, null)).status).toBe(200)
  }
  await api.post(`${session}/release`, { invocationSequenceNumber: 41, multipleUnitUsage: [] }, null)
  expect(await held()).toEqual([`${1_000_000 - 40 * 1400}, 0 held`])
})
