// What a network is told with the last that it is granted: as the plan says that was held when the use began.
import { customer, flatTariff, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'
import { NCHF, opening } from './network.ts'

const plan = (name: string, pay: string) => `plan ${name} "${name}" {
  from 2025-01-01
  tariff talk
  ${pay}
}
`
const rules = `${flatTariff('talk', '0.60', '1s / 1s')}
${plan('silent', '')}
${plan('ended', 'pay prepaid, at the end terminate')}
${plan('led', 'pay prepaid, at the end redirect to "https://pay.example.com/top-up"')}
${plan('led-to-host', 'pay hybrid up to 0.60 per cycle, at the end redirect to "2001:db8::7"')}
${plan('restricted', 'pay prepaid, at the end restrict')}
${plan('filtered', 'pay prepaid, at the end restrict to "top-up-pages"')}
`
const url = { redirectAddressType: 'URL', redirectServerAddress: 'https://pay.example.com/top-up' }
const led = { finalUnitAction: 'REDIRECT', redirectServer: url }

const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
let next = 0

beforeAll(() => publishRules(inside, sampleRules(rules)))
beforeEach(() => api.clock.moveTo('2026-03-10T00:00:00Z'))
afterAll(() => api.close())

async function subscriber(of: string) {
  const number = `6140000000${++next}`
  const known = await customer(inside, { identities: [number], plan: of })
  const topUp = (amount: string) => api.post(`/accounts/${known.number}/top-ups`, { amount, method: 'card' })
  const open = (time: number, more: object = {}) =>
    api.post(NCHF, { ...opening(`msisdn-${number}`, time), ...more }, null)
  return { ...known, topUp, open }
}
const unitOf = (answer: { body: { multipleUnitInformation: object[] } }) => answer.body.multipleUnitInformation[0]
const more = (session: string, invocationSequenceNumber: number, used: number) =>
  api.post(
    `${NCHF}/${session}/update`,
    {
      invocationSequenceNumber,
      multipleUnitUsage: [{ ratingGroup: 1, usedUnitContainer: [{ time: used }], requestedUnit: { time: 600 } }]
    },
    null
  )

describe('the last that is granted', () => {
  it.each([
    ['silent', { finalUnitAction: 'TERMINATE' }],
    ['ended', { finalUnitAction: 'TERMINATE' }],
    ['led', led],
    [
      'led-to-host',
      {
        finalUnitAction: 'REDIRECT',
        redirectServer: { redirectAddressType: 'IPV6', redirectServerAddress: '2001:db8::7' }
      }
    ],
    ['restricted', { finalUnitAction: 'RESTRICT_ACCESS' }],
    ['filtered', { finalUnitAction: 'RESTRICT_ACCESS', filterId: 'top-up-pages' }]
  ])('of plan %s', async (of, finalUnitIndication) => {
    const { open, topUp } = await subscriber(of)
    await topUp('1.20')
    const within = await open(60)
    expect(unitOf(within)).not.toHaveProperty('finalUnitIndication')
    expect(unitOf(await more(within.body.chargingDataRef, 1, 60))).toMatchObject({ finalUnitIndication })
    expect(unitOf(await open(60))).toEqual({
      ...{ ratingGroup: 1, resultCode: 'QUOTA_LIMIT_REACHED', grantedUnit: { time: 0 }, validityTime: 600 },
      finalUnitIndication
    })
  })

  it('is told the same again, and goes on when money has come', async () => {
    const { open, topUp } = await subscriber('led')
    await topUp('0.60')
    const opened = await open(600, { chargingId: 9 })
    expect(unitOf(opened)).toMatchObject({ grantedUnit: { time: 60 }, finalUnitIndication: led })
    expect((await open(600, { chargingId: 9 })).body.multipleUnitInformation).toEqual([unitOf(opened)])
    await topUp('60.00')
    expect(unitOf(await more(opened.body.chargingDataRef, 1, 60))).toEqual({
      ...{ ratingGroup: 1, resultCode: 'SUCCESS', grantedUnit: { time: 600 }, validityTime: 600 }
    })
  })

  it('is what the rules said when the use began', async () => {
    const { open, topUp } = await subscriber('led')
    await topUp('1.20')
    const begun = await open(60)
    const other = rules.replace('https://pay.example.com/top-up', 'https://other.example.com')
    await publishRules(inside, sampleRules(other))
    expect(unitOf(await more(begun.body.chargingDataRef, 1, 60))).toMatchObject({ finalUnitIndication: led })
    expect(unitOf(await open(60))).toMatchObject({
      finalUnitIndication: { redirectServer: { ...url, redirectServerAddress: 'https://other.example.com' } }
    })
    await publishRules(inside, sampleRules(rules))
  })

  it('is the end in any case for who is barred', async () => {
    const { open, subscription, topUp } = await subscriber('led')
    await topUp('1.20')
    const begun = await open(60)
    await api.post(`/subscriptions/${subscription}/services/bar`, { what: 'voice', reason: 'lost telephone' })
    expect(unitOf(await more(begun.body.chargingDataRef, 1, 60))).toMatchObject({
      ...{ resultCode: 'END_USER_SERVICE_DENIED', finalUnitIndication: { finalUnitAction: 'TERMINATE' } }
    })
  })
})

it('is described', async () => {
  const { schemas } = (await api.get('/docs-json')).body.components
  expect(schemas.FinalUnitIndication.properties).toMatchObject({
    finalUnitAction: { enum: ['TERMINATE', 'REDIRECT', 'RESTRICT_ACCESS'] },
    redirectServer: { allOf: expect.anything() },
    filterId: { type: 'string' }
  })
})
