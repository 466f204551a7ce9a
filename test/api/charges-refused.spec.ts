// What `POST /charges` and sessions refuse of when a use began and how much it is: what is wrong, at which field, and what to do.
import { customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'
import { NCHF, opening } from './network.ts'

const NUMBER = '61400000001'
const api = await openApi({ now: '2026-03-10T12:00:00Z' })
const { inside } = api

beforeAll(async () => {
  await publishRules(inside, sampleRules('', 'future usage limit 1 h'))
  const { number } = await customer(inside, { identities: [NUMBER] })
  await api.post(`/accounts/${number}/top-ups`, { amount: '50.00', method: 'card' })
})
afterAll(() => api.close())

const call = (more: object) =>
  api.post('/charges', { subscriber: NUMBER, service: 'voice', to: '+61298765432', quantity: '60', unit: 's', ...more })
const session = (invocationTimeStamp: string) => api.post(NCHF, { ...opening(NUMBER, 60), invocationTimeStamp }, null)

describe('when a use began', () => {
  it('may be as far ahead as the operator says', async () => {
    expect(await call({ at: '2026-03-10T13:00:00Z' })).toMatchObject({ status: 201 })
    expect(await session('2026-03-10T13:00:00Z')).toMatchObject({ status: 201 })
    const refused = {
      status: 422,
      body: {
        reason: 'not-chargeable',
        detail: expect.stringMatching(
          /^2026-03-10T13:00:01Z is more than 1 h ahead \(future usage limit, operator\.farthing:7:\d+\): ask when it begins/
        )
      }
    }
    expect(await call({ at: '2026-03-10T13:00:01Z' })).toMatchObject(refused)
    expect(await session('2026-03-10T13:00:01Z')).toMatchObject(refused)
  })

  it('is at most 24 hours ago, later than that it is imported', async () => {
    expect(await call({ at: '2026-03-09T12:00:00Z' })).toMatchObject({ status: 201 })
    expect(await call({ at: '2026-03-09T11:59:59Z' })).toMatchObject({
      body: { detail: '2026-03-09T11:59:59Z is more than 24 hours ago: import such usage.' }
    })
  })
})

describe('who is called', () => {
  it.each([
    [{ to: 'xyz' }, '"xyz" is no telephone number'],
    [{ to: '' }, 'the event has no called number'],
    [{ to: '+99912345678' }, 'no prefix of the zone table fits 99912345678']
  ])('%j is told as what it is', async (told, detail) => {
    expect(await call(told)).toMatchObject({ status: 422, body: { reason: 'not-chargeable', detail } })
  })

  it('is told to sessions too', async () => {
    const told = opening(NUMBER, 60, 'sip:xyz@example.org')
    expect(await api.post(NCHF, told, null)).toMatchObject({
      status: 201,
      body: {
        multipleUnitInformation: [
          { ratingGroup: 1, resultCode: 'RATING_FAILED', detail: '"xyz@example.org" is no telephone number' }
        ]
      }
    })
  })
})

describe('how much a use is', () => {
  it.each([
    [{ unit: 'secs' }, 'unknown-unit', 'unit', 'There is no unit secs: did you mean sec?'],
    [{ unit: 'furlongs' }, 'unknown-unit', 'unit', 'There is no unit furlongs: write a unit word of the rules'],
    [{ quantity: '0.5', unit: 'sms' }, 'too-precise', 'quantity', '0.5 sms is too fine: the least is 1 message.'],
    [{ quantity: '0.0001' }, 'too-precise', 'quantity', '0.0001 s is too fine'],
    [{ quantity: '999999999999999', unit: 'GB' }, 'too-large', 'quantity', '999999999999999 GB is more than one use'],
    [{ quantity: '9007199254740.992' }, 'too-large', 'quantity', '9007199254740.992 s is more than one use']
  ])('%j is %s, at %s', async (more, reason, field, message) => {
    expect(await call(more)).toMatchObject({
      status: 422,
      body: { reason, errors: [{ field, message: expect.stringContaining(message) }] }
    })
  })
})
