// Sessions that are open when something comes to stand against them: what was used is paid, nothing more is granted, the release closes them.
import { ChargingService, Policies } from '@farthing/kernel'
import { customer, flatTariff, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'
import { NCHF, opening } from './network.ts'

const rules = `${flatTariff('talk', '0.60', '1s / 1s')}
plan chatty "Chatty" {
  from 2025-01-01
  tariff talk, traffic
}
policy together {
  when used(voice) of account > 4 minutes: bar voice until next cycle
}
`
const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
const line = { number: '', subscription: '', subscriber: '' }
let next = 10

beforeAll(() => publishRules(inside, sampleRules(rules)))
beforeEach(async () => {
  api.clock.moveTo('2026-03-10T00:00:00Z')
  Object.assign(line, await holder(`614000000${++next}`, `user${next}@example.net`))
})
afterAll(() => api.close())

async function holder(subscriber: string, ...logins: string[]) {
  const known = await customer(inside, { identities: [subscriber, ...logins], plan: 'chatty' })
  await api.post(`/accounts/${known.number}/top-ups`, { amount: '10.00', method: 'card' })
  return { ...known, subscriber }
}
async function money(number = line.number) {
  const [pocket] = (await api.get(`/accounts/${number}/pockets`)).body
  return [Number(pocket.balance), Number(pocket.reserved)]
}
const dial = (subscriber = line.subscriber, called?: string) => api.post(NCHF, opening(subscriber, 60, called), null)
async function opened(...who: Parameters<typeof dial>) {
  const answer = await dial(...who)
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  const session = `${NCHF}/${answer.body.chargingDataRef}`
  const report = (sequence: number, used: number, more?: object) => ({
    invocationSequenceNumber: sequence,
    multipleUnitUsage: [{ ratingGroup: 1, usedUnitContainer: [{ time: used }], ...more }]
  })
  const update = async (sequence: number, used = 60, more: object = { requestedUnit: { time: 60 } }) =>
    (await api.post(`${session}/update`, report(sequence, used, more), null)).body.multipleUnitInformation[0]
  const send = async (sequence: number, multipleUnitUsage?: object[]) => {
    const said = { invocationSequenceNumber: sequence, multipleUnitUsage }
    return (await api.post(`${session}/update`, said, null)).body.multipleUnitInformation
  }
  const release = (sequence: number, used = 0) => api.post(`${session}/release`, report(sequence, used), null)
  return { update, send, release }
}
const change = (deed: 'bar' | 'restore', what = 'voice', subscription = line.subscription) =>
  api.post(`/subscriptions/${subscription}/services/${deed}`, { what, reason: 'stolen telephone' })
const act = (deed: string, body: object) => api.post(`/subscriptions/${line.subscription}/${deed}`, body)
const uses = async (number = line.number) =>
  (await api.get(`/usage?account=${number}`)).body.usage.map(
    (use: { quantity: number; amount: string; prepaid: string }) => [use.quantity, use.amount, use.prepaid]
  )
const asks = (ratingGroup: number) => ({ ratingGroup, requestedUnit: { time: 60 } })
const MORE = { resultCode: 'SUCCESS', grantedUnit: { time: 60 } }
const denied = (detail: string) => ({
  ...{ ratingGroup: 1, resultCode: 'END_USER_SERVICE_DENIED', grantedUnit: { time: 0 }, validityTime: 120 },
  ...{ finalUnitIndication: { finalUnitAction: 'TERMINATE' }, detail }
})
const STOLEN = 'voice is barred since 2026-03-10: stolen telephone'
const TERMINATED = {
  ...{ resultCode: 'END_USER_SERVICE_DENIED', detail: STOLEN },
  finalUnitIndication: { finalUnitAction: 'TERMINATE' }
}

describe('an open session', () => {
  it('is granted nothing more once its service is barred: what was used is paid, and the release closes it', async () => {
    const call = await opened()
    await change('bar')
    expect(await call.update(1)).toEqual(denied(STOLEN))
    expect(await money()).toEqual([9.4, 0])
    expect(await call.update(2, 10)).toEqual(denied(STOLEN))
    expect(await call.release(3, 5)).toMatchObject({ status: 204 })
    expect(await money()).toEqual([9.25, 0])
    expect(await uses()).toEqual([[75, '0.750000', '0.750000']])
    expect(await call.release(4, 5)).toMatchObject({ status: 409, body: { reason: 'session-closed' } })
  })

  it('goes on when the bar is lifted; the same request again gets the same answer', async () => {
    const call = await opened()
    await change('bar')
    const first = await call.update(1)
    await change('restore')
    expect(await call.update(1)).toEqual(first)
    expect(await call.update(2, 0)).toMatchObject(MORE)
    expect(await money()).toEqual([9.4, 0.6])
    expect(await call.release(3, 60)).toMatchObject({ status: 204 })
    expect(await uses()).toEqual([[120, '1.200000', '1.200000']])
  })

  it('that asks for nothing is told as well, and what was granted is given back', async () => {
    const call = await opened()
    await change('bar')
    expect(await call.update(1, 30, {})).toEqual({
      ...TERMINATED,
      ratingGroup: 1
    })
    expect(await money()).toEqual([9.7, 0])
  })

  it('of several groups is denied in all of them, whichever are reported, or none', async () => {
    const call = await opened()
    expect(await call.send(1, [2, 3, 4].map(asks))).toMatchObject([MORE, MORE, MORE])
    expect(await money()).toEqual([10, 2.4])
    await change('bar')
    const told = (...groups: number[]) => groups.map(ratingGroup => ({ ratingGroup, ...TERMINATED }))
    expect(await call.send(2, [{ ratingGroup: 2, usedUnitContainer: [{ time: 30 }] }])).toEqual(told(2, 1, 3, 4))
    expect(await money()).toEqual([9.7, 0])
    expect(await call.send(3)).toEqual(told(1, 2, 3, 4))
    const wrong = await call.send(4, [{ ratingGroup: 3, usedUnitContainer: [{ totalVolume: 5 }] }])
    expect(wrong).toMatchObject([
      { ratingGroup: 3, resultCode: 'RATING_FAILED', finalUnitIndication: TERMINATED.finalUnitIndication },
      ...told(1, 2, 4)
    ])
    await change('restore')
    expect(await call.send(5, [1, 3].map(asks))).toMatchObject([MORE, MORE])
    expect(await money()).toEqual([9.7, 1.2])
  })

  it('gives back what a group holds whose report cannot be rated', async () => {
    const call = await opened()
    await change('bar')
    expect(await call.send(1, [{ ratingGroup: 1, usedUnitContainer: [{ totalVolume: 5 }] }])).toMatchObject([
      { ratingGroup: 1, resultCode: 'RATING_FAILED', finalUnitIndication: TERMINATED.finalUnitIndication }
    ])
    expect(await money()).toEqual([10, 0])
  })

  it('lasts two minutes from each report once it is denied, and ten again when it goes on', async () => {
    const charging = api.app.get(ChargingService)
    const [call, quiet] = [await opened(), await opened()]
    await change('bar')
    expect([await call.send(1), await quiet.send(1)]).toMatchObject([[TERMINATED], [TERMINATED]])
    api.clock.moveTo('2026-03-10T00:01:59Z')
    await charging.closeOverdue()
    await change('restore')
    expect(await call.update(2)).toMatchObject(MORE)
    api.clock.moveTo('2026-03-10T00:02:00Z')
    await charging.closeOverdue()
    expect(await quiet.release(2, 5)).toMatchObject({ status: 409, body: { reason: 'session-closed' } })
    api.clock.moveTo('2026-03-10T00:11:58Z')
    expect(await call.update(3)).toMatchObject(MORE)
  })

  it('goes by whom it calls, number or not, and by all that its subscription holds', async () => {
    const out = await opened()
    const sip = await opened(line.subscriber, 'sip:bob@example.com')
    const into = await opened(`user${next}@example.net`, `tel:+${line.subscriber}`)
    const login = await opened(line.subscriber, `SIP:user${next}@example.net:5060`)
    const ims = await opened(`user${next}@example.net`, `sip:+${line.subscriber}@ims.example;user=phone`)
    await change('bar', 'outgoing')
    const barred = denied('outgoing is barred since 2026-03-10: stolen telephone')
    expect([await out.update(1), await sip.update(1)]).toEqual([barred, barred])
    expect([await into.update(1), await login.update(1), await ims.update(1)]).toMatchObject([MORE, MORE, MORE])
    expect(await dial(line.subscriber, 'sip:bob@example.com')).toMatchObject({ status: 403 })
    expect(await dial(`user${next}@example.net`, `tel:+${line.subscriber}`)).toMatchObject({ status: 201 })
  })

  it('is not held back by what bars something else, or somebody else', async () => {
    const call = await opened()
    const other = await holder('61400000999')
    await change('bar', 'data')
    await change('bar', 'international')
    await change('bar', 'voice', other.subscription)
    expect(await call.update(1)).toMatchObject(MORE)
  })

  it('is granted nothing while its subscription is suspended, from whatever day that is told for', async () => {
    const call = await opened()
    await act('suspend', { effective: '2026-03-05' })
    expect(await call.update(1)).toEqual(denied('its subscription is suspended'))
    await act('resume', { effective: '2026-03-06' })
    expect(await call.update(2)).toMatchObject(MORE)
  })

  it('is granted nothing from the day on for which a suspension was told, in the zone of its account', async () => {
    api.clock.moveTo('2026-03-10T12:55:00Z')
    const call = await opened()
    await act('suspend', { effective: '2026-03-11' })
    expect(await call.update(1)).toMatchObject(MORE)
    api.clock.moveTo('2026-03-10T13:00:00Z')
    expect(await call.update(2)).toEqual(denied('its subscription is suspended'))
    expect(await money()).toEqual([8.8, 0])
  })

  it('is granted nothing when its subscription has ended, and is paid to its end', async () => {
    const call = await opened()
    await act('terminate', { effective: '2026-03-10' })
    const ended = denied('its subscription has ended, or holds no number or login any more')
    expect(await call.update(1)).toEqual(ended)
    expect(await call.release(2)).toMatchObject({ status: 204 })
    expect(await money()).toEqual([9.4, 0])
    expect(await uses()).toEqual([[60, '0.600000', '0.600000']])
  })

  it('is reached by a limit that another session of its account has passed', async () => {
    const second = await api.post(`/accounts/${line.number}/subscriptions`, {
      ...{ as: 'second', plan: 'chatty', identities: ['61400000998'], effective: '2026-01-01' }
    })
    expect(second.status).toBe(201)
    const [call, other] = [await opened(), await opened('61400000998')]
    expect(await call.update(1)).toMatchObject(MORE)
    await other.release(1, 300)
    expect(await api.app.get(Policies).pass()).toMatchObject({ problems: [] })
    const answer = await call.update(2)
    expect(answer).toMatchObject({ resultCode: 'END_USER_SERVICE_DENIED', grantedUnit: { time: 0 } })
    expect(answer.detail).toContain('used(voice) of account')
    expect(await call.release(3)).toMatchObject({ status: 204 })
    expect(await money()).toEqual([5.8, 0])
  })
})
