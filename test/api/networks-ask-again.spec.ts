// What a network sends again, says twice, or spells otherwise: the answer is that of the first, and nothing is counted or granted twice.
import { customer, publishRules } from '@farthing/testing'
import { openApi } from './api.ts'
import { NCHF, opening } from './network.ts'

const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
let account = ''
let next = 10

beforeAll(() => publishRules(inside))
beforeEach(async () => {
  account = (await customer(inside, { identities: [`614000000${++next}`] })).number
  await api.post(`/accounts/${account}/top-ups`, { amount: '5.00', method: 'card' })
})
afterAll(() => api.close())

const pockets = async () =>
  (await api.get(`/accounts/${account}/pockets`)).body.map((each: { balance: string; reserved: string }) => [
    Number(each.balance),
    Number(each.reserved)
  ])
const create = (more: object = {}) => api.post(NCHF, { ...opening(`msisdn-614000000${next}`, 120), ...more }, null)
const entry = (used: number, wanted?: number, ratingGroup = 1) => ({
  ratingGroup,
  usedUnitContainer: [{ time: used }],
  ...(wanted === undefined ? {} : { requestedUnit: { time: wanted } })
})
const tell = (path: string, invocationSequenceNumber: number, usages: object[], more: object = {}) =>
  api.post(`${NCHF}/${path}`, { invocationSequenceNumber, multipleUnitUsage: usages, ...more }, null)
const waiting = async () => (await api.get('/usage/quarantine')).body.lines

// 0.39 for the call and 0.25 a minute, 60 s and then 30 s at a time
describe('a request that is sent again', () => {
  const at = (second: string) => ({ invocationTimeStamp: `2026-03-10T00:00:${second}Z` })

  it.each([
    ['says so', { ...at('00'), retransmissionIndicator: true }],
    ['has a time stamp of its own', at('05')],
    ['says otherwise what charging does not go by', { ...at('00'), nfConsumerIdentification: { nFName: 'smf-2' } }]
  ])('and %s, is answered as the first was', async (_, changed) => {
    const first = await create({ chargingId: 7, ...at('00') })
    expect(await create({ chargingId: 7, ...changed })).toMatchObject({ status: 201, body: first.body })
    expect(await pockets()).toEqual([[5, 0.89]])
    const session = first.body.chargingDataRef
    const once = await tell(`${session}/update`, 1, [entry(60, 60)], at('30'))
    const again = await tell(`${session}/update`, 1, [entry(60, 60)], { ...changed, ...at('35') })
    expect(again).toMatchObject({ status: 200, body: once.body })
    expect(await pockets()).toEqual([[4.36, 0.25]])
    for (const more of [{}, changed]) {
      expect(await tell(`${session}/release`, 2, [entry(10)], more)).toMatchObject({ status: 204 })
    }
    expect(await pockets()).toEqual([[4.235, 0]])
  })

  it.each([
    ['other use', [entry(61, 60)], {}],
    ['another wish', [entry(60, 90)], {}],
    ['another service', [entry(60, 60)], { serviceSpecificationInfo: 'sms' }],
    ['another subscriber', [entry(60, 60)], { subscriberIdentifier: '61400000099' }]
  ])('with %s is refused', async (_, usages, more) => {
    const { chargingDataRef: session } = (await create()).body
    await tell(`${session}/update`, 1, [entry(60, 60)])
    expect(await tell(`${session}/update`, 1, usages, more)).toMatchObject({
      ...{ status: 422, body: { reason: 'idempotency-key-reused' } }
    })
  })
})

describe('a session', () => {
  it('is found in capital letters too', async () => {
    const { chargingDataRef: session } = (await create()).body
    const loud = session.toUpperCase()
    const first = await tell(`${loud}/update`, 1, [entry(60, 60)])
    expect(first).toMatchObject({ status: 200, body: { chargingDataRef: session } })
    expect((await tell(`${session}/update`, 1, [entry(60, 60)])).body).toEqual(first.body)
    expect(await tell(`${loud}/release`, 2, [entry(10)])).toMatchObject({ status: 204 })
    expect(await pockets()).toEqual([[4.235, 0]])
    expect(await waiting()).toEqual([])
  })

  it('that nobody knows keeps the letters of its name', async () => {
    const stray = await tell('Sess-A1/update', 1, [entry(60)], { subscriberIdentifier: `614000000${next}` })
    expect(stray).toMatchObject({ status: 404, body: { detail: expect.stringContaining('Sess-A1') } })
    expect(await waiting()).toMatchObject([{ detail: expect.stringContaining('Sess-A1') }])
  })
})

describe('a rating group that is named twice in a request', () => {
  const twice = {
    ...{ status: 400 },
    body: {
      reason: 'invalid-request',
      detail: expect.stringContaining('multipleUnitUsage[1].ratingGroup'),
      errors: [{ field: 'multipleUnitUsage[1].ratingGroup', message: expect.stringContaining('group 1') }]
    }
  }
  const wish = (ratingGroup: number, uPFID: string) => ({ ratingGroup, uPFID, requestedUnit: { time: 120 } })

  it('is not granted units twice: nothing is opened, reported or held', async () => {
    const both = { multipleUnitUsage: [wish(1, 'a'), wish(1, 'b')] }
    expect(await create(both)).toMatchObject(twice)
    expect(await pockets()).toEqual([[5, 0]])
    const { chargingDataRef: session } = (await create()).body
    expect(await tell(`${session}/update`, 1, [entry(60, 60), entry(60, 60)])).toMatchObject(twice)
    expect(await pockets()).toEqual([[5, 0.89]])
    // nothing of it was kept under its number
    expect(await tell(`${session}/update`, 1, [entry(60, 60)])).toMatchObject({ status: 200 })
  })

  it('has its use added up where it asks once, and one answer', async () => {
    const { chargingDataRef: session } = (await create()).body
    const done = await tell(`${session}/update`, 1, [entry(40), entry(20, 60), entry(60)])
    expect(done.body.multipleUnitInformation).toMatchObject([{ ratingGroup: 1, grantedUnit: { time: 60 } }])
    expect(await pockets()).toEqual([[4.11, 0.25]])
    expect(await tell(`${session}/release`, 2, [entry(20, 60), entry(10, 60)])).toMatchObject({ status: 204 })
    expect(await pockets()).toEqual([[3.985, 0]])
  })

  it('waits in quarantine where it adds up to more than one use may have', async () => {
    const { chargingDataRef: session } = (await create()).body
    const much = { ratingGroup: 1, usedUnitContainer: Array(100).fill({ totalVolume: 2 ** 44 }) }
    expect(await tell(`${session}/release`, 1, Array(20).fill(much))).toMatchObject({ status: 204 })
    expect(await waiting()).toContainEqual(expect.objectContaining({ reason: 'wrong-unit' }))
  })
})
