// Plans that put on the bill what pockets do not pay, as far as their credit goes: over HTTP, for sessions and for uses at once.
import { ChargingService } from '@farthing/kernel'
import { billOn, customer, flatTariff, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'
import { NCHF, opening } from './network.ts'

const plan = (name: string, pay: string) => `plan ${name} "${name}" {
  from 2025-01-01
  tariff talk
  ${pay}
}
`
const rules =
  flatTariff('talk', '0.60', '1s / 1s') +
  plan('flexible', 'pay hybrid up to 3.00 per cycle') +
  plan('generous', 'pay hybrid up to 5.00 per cycle') +
  plan('free', 'pay hybrid') +
  plan('later', 'pay on the bill up to 3.00 per cycle') +
  plan('settled', 'rate at billing')

const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
let next = 0

beforeAll(() => publishRules(inside, sampleRules(rules)))
beforeEach(() => api.clock.moveTo('2026-03-10T00:00:00Z'))
afterAll(() => api.close())

async function subscriber(plan: string) {
  const subscriber = `6140000000${++next}`
  const known = await customer(inside, { identities: [subscriber], plan })
  const topUp = (amount: string) => api.post(`/accounts/${known.number}/top-ups`, { amount, method: 'card' })
  const left = async () => {
    const held: { balance: string }[] = (await api.get(`/accounts/${known.number}/pockets`)).body
    return held.reduce((sum, { balance }) => sum + Number(balance), 0)
  }
  const minute = (key?: string) =>
    api.post('/charges', { subscriber, service: 'voice', to: '+61298765432', quantity: '60', unit: 'second' }, key)
  const dial = (time: number) => api.post(NCHF, opening(`msisdn-${subscriber}`, time), null)
  return { ...known, topUp, left, minute, dial }
}
const granted = (answer: { body: { multipleUnitInformation: { grantedUnit?: { time: number } }[] } }) =>
  answer.body.multipleUnitInformation[0]
const report = (session: string, used: number, wanted: number | null, number = 1) => {
  const more = wanted === null ? {} : { requestedUnit: { time: wanted } }
  const units = [{ ratingGroup: 1, usedUnitContainer: [{ time: used }], ...more }]
  const end = wanted === null ? 'release' : 'update'
  return api.post(`${session}/${end}`, { invocationSequenceNumber: number, multipleUnitUsage: units }, null)
}
const totalOf = async (number: string, date: string) => {
  const bill = await billOn(inside, number, date)
  return bill?.lines.reduce((sum, { amount }) => sum + amount, 0n)
}

describe('a hybrid plan', () => {
  it('takes pockets first, then the credit, says when both are spent, and bills what pockets did not pay', async () => {
    const anna = await subscriber('flexible')
    await anna.topUp('1.20')
    const opened = await anna.dial(600)
    // 1.20 and 3.00 are seven minutes
    expect(granted(opened)).toMatchObject({ grantedUnit: { time: 420 }, finalUnitIndication: {} })
    expect(granted(await anna.dial(60))).toMatchObject({ resultCode: 'QUOTA_LIMIT_REACHED' })
    api.clock.advance({ seconds: 180 })
    const session = `${NCHF}/${opened.body.chargingDataRef}`
    // what is reported was paid by the pocket, 1.20, and by the credit, 0.60: 2.40 are left for the next
    expect(granted(await report(session, 180, 60))).toMatchObject({ grantedUnit: { time: 60 } })
    expect(await anna.left()).toBe(0)
    await report(session, 0, null, 2)
    for (let left = 4; left > 0; left--) expect((await anna.minute()).status).toBe(201)
    expect(await anna.minute()).toMatchObject({
      status: 409,
      body: { reason: 'insufficient-balance', detail: 'It costs 0.60, and 0.60 of it is not there.' }
    })
    expect(await totalOf(anna.number, '2026-04-01')).toBe(3_000_000n)
  })

  it('has a new credit in each cycle, and a use has that of the cycle in which it began', async () => {
    const ben = await subscriber('flexible')
    // April begins in Melbourne
    api.clock.moveTo('2026-03-31T12:59:00Z')
    const opened = await ben.dial(240)
    api.clock.moveTo('2026-03-31T13:03:00Z')
    expect(granted(await ben.dial(600))).toMatchObject({ grantedUnit: { time: 300 } })
    await report(`${NCHF}/${opened.body.chargingDataRef}`, 240, null)
    expect((await ben.minute()).status).toBe(409)
    expect(await totalOf(ben.number, '2026-04-01')).toBe(2_400_000n)
  })

  it('counts what was used before a change of plan', async () => {
    const carla = await subscriber('flexible')
    for (let left = 4; left > 0; left--) await carla.minute()
    await api.post(`/subscriptions/${carla.subscription}/plan`, { plan: 'generous', effective: '2026-03-10' })
    // 5.00 less 2.40
    expect(granted(await carla.dial(600))).toMatchObject({ grantedUnit: { time: 260 } })
  })

  it('without a limit leaves any rest to the bill, and pays what is owed of a call from a top-up meanwhile', async () => {
    const dora = await subscriber('free')
    const opened = await dora.dial(6000)
    expect(granted(opened)).toMatchObject({ grantedUnit: { time: 6000 } })
    const session = `${NCHF}/${opened.body.chargingDataRef}`
    await report(session, 300, 60)
    await dora.topUp('1.00')
    await report(session, 60, null, 2)
    expect(await dora.left()).toBe(0)
    expect(await totalOf(dora.number, '2026-04-01')).toBe(2_600_000n)
  })

  it('never goes beyond pockets and credit, whoever asks at once, and charges a key once', async () => {
    const eva = await subscriber('flexible')
    await eva.topUp('6.00')
    const answers = await Promise.all(Array.from({ length: 40 }, () => eva.minute()))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(15)
    expect(await eva.left()).toBe(0)
    await eva.topUp('0.60')
    const keyed = await Promise.all(Array.from({ length: 5 }, () => eva.minute('eva')))
    expect(new Set(keyed.map(({ body }) => body.event)).size).toBe(1)
    expect(await totalOf(eva.number, '2026-04-01')).toBe(3_000_000n)
  })

  it('gives back what was held for a call that never reported again', async () => {
    const finn = await subscriber('flexible')
    await finn.dial(300)
    expect((await finn.minute()).status).toBe(409)
    api.clock.advance({ seconds: 601 })
    expect(await api.app.get(ChargingService).closeOverdue()).toBeGreaterThan(0)
    expect((await finn.minute()).status).toBe(201)
  })
})

describe('the credit of an account', () => {
  const creditOf = async (number: string) => (await api.get(`/accounts/${number}/credit`)).body
  const sums = async () => {
    const { body } = await api.app.inject({ method: 'GET', url: '/metrics' })
    const sum = (part: string) =>
      Number(new RegExp(`farthing_charging_credit{currency="AUD",part="${part}"} (.*)`).exec(body)?.[1])
    return { owed: sum('owed'), held: sum('held') }
  }

  it('tells what is owed, promised and free in the cycle that goes on, and metrics its sums', async () => {
    const ida = await subscriber('flexible')
    await ida.topUp('0.60')
    const before = await sums()
    const { subscription } = ida
    const cycle = { subscription, plan: 'flexible', cycle: '2026-03-01', pockets: true, limit: '3.00' }
    expect(await creditOf(ida.number)).toEqual([{ ...cycle, owed: '0.00', held: '0.00', free: '3.00' }])
    await ida.minute()
    await ida.minute()
    const opened = await ida.dial(120)
    expect(await creditOf(ida.number)).toEqual([{ ...cycle, owed: '0.60', held: '1.20', free: '1.20' }])
    const after = await sums()
    expect([after.owed - before.owed, after.held - before.held].map(sum => sum.toFixed(2))).toEqual(['0.60', '1.20'])
    // the network lets more through than it was granted
    await report(`${NCHF}/${opened.body.chargingDataRef}`, 300, null)
    expect(await creditOf(ida.number)).toEqual([{ ...cycle, owed: '3.60', held: '0.00', free: '0.00' }])
    api.clock.moveTo('2026-04-02T00:00:00Z')
    expect(await creditOf(ida.number)).toMatchObject([{ cycle: '2026-04-01', owed: '0.00', free: '3.00' }])
  })

  it('has no end in a plan without a limit, and is none where pockets pay alone or nothing is charged before the bill', async () => {
    const jo = await subscriber('free')
    await jo.minute()
    expect(await creditOf(jo.number)).toMatchObject([{ limit: null, owed: '0.60', free: null }])
    expect(await creditOf((await subscriber('mobile-40')).number)).toEqual([])
    expect(await creditOf((await subscriber('settled')).number)).toEqual([])
    expect((await api.get('/accounts/nobody/credit')).status).toBe(404)
  })
})

describe('a plan on the bill', () => {
  it('leaves pockets alone', async () => {
    const gil = await subscriber('later')
    await gil.topUp('5.00')
    expect(granted(await gil.dial(600))).toMatchObject({ grantedUnit: { time: 300 } })
    expect(await gil.left()).toBe(5)
  })
})

describe('a plan that rates at billing', () => {
  it('is not charged while it happens, and says why', async () => {
    const hana = await subscriber('settled')
    expect(await hana.minute()).toMatchObject({
      status: 422,
      body: {
        reason: 'not-chargeable',
        detail: 'plan settled rates its usage at billing: import it, nobody has to be asked'
      }
    })
    expect(granted(await hana.dial(60))).toMatchObject({ resultCode: 'RATING_FAILED' })
  })
})
