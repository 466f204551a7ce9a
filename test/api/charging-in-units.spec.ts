// Real-time charging out of pockets of the unit that is used, over HTTP: seconds of calls, films, a family's pot.
import { LedgerService } from '@farthing/kernel'
import { parseDecimal } from '@farthing/billing-core'
import { billOn, customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'
import { NCHF, opening } from './network.ts'

const rules = `unit video

tariff films for film, counted in video {
  from 2025-01-01
  one zone shop
  rates {
    | price          |
    | 4.00 per video |
  }
}
tariff minute for voice {
  from 2025-01-01
  one zone anywhere
  rates {
    | setup | price           | increment |
    | 0.10  | 0.60 per minute | 60s / 30s |
  }
}
plan prepaid "Prepaid" {
  from 2025-01-01
  tariff films, minute
}
plan hybrid "Hybrid" {
  from 2025-01-01
  tariff films, minute
  pay hybrid up to 2.00 per cycle
}
plan billed "Billed" {
  from 2025-01-01
  tariff films, minute
  pay on the bill
}
plan free "Free" {
  from 2025-01-01
  tariff films, minute
  include 2 min of voice
}
`
const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
let next = 0
beforeAll(() => publishRules(inside, sampleRules(rules)))
afterAll(() => api.close())

interface Held {
  readonly unit: string
  readonly balance: string
  readonly reserved: string
}
async function subscriber(plan = 'prepaid') {
  const number = `614000020${10 + next++}`
  const { account, number: path } = await customer(inside, { identities: [number], plan })
  const url = `/accounts/${path}`
  const grant = (amount: string, unit: string, more: object = {}) =>
    api.post(`${url}/pockets`, { amount, unit, reason: 'gift', ...more })
  const topUp = (amount: string) => api.post(`${url}/top-ups`, { amount, method: 'card' })
  const held = async () =>
    (await api.get(`${url}/pockets`)).body.map(
      (each: Held) => `${Number(each.balance)} ${each.unit}, ${Number(each.reserved)} held`
    )
  const dial = (time: number) => api.post(NCHF, opening(`msisdn-${number}`, time), null)
  const watch = (quantity: string, key?: string) =>
    api.post('/charges', { subscriber: number, service: 'film', quantity, unit: 'video' }, key)
  const usage = async () =>
    (await api.get(`/usage?account=${path}`)).body.usage.map(
      (use: Record<string, string>) => `${use['service']} ${use['amount']}, ${use['prepaid']} prepaid`
    )
  const books = async () => {
    const booked = await api.app.get(LedgerService).accountBalances('main', account)
    return Object.fromEntries(booked.map(({ amount, ledgerAccount }) => [ledgerAccount, Number(amount)]))
  }
  return { ...{ account, path, number, grant, topUp, held, dial, watch, usage, books } }
}
type Answer = Awaited<ReturnType<typeof api.post>>
const grantedOf = ({ body }: Answer) => body.multipleUnitInformation[0]
const session = (opened: Answer) => `${NCHF}/${opened.body.chargingDataRef}`
const used = (invocationSequenceNumber: number, time: number, wanted?: number) => ({
  invocationSequenceNumber,
  multipleUnitUsage: [
    {
      ratingGroup: 1,
      usedUnitContainer: [{ time }],
      ...(wanted === undefined ? {} : { requestedUnit: { time: wanted } })
    }
  ]
})

describe('a call', () => {
  it('is held and paid in seconds as the tariff bills them, and no money is taken', async () => {
    const anna = await subscriber()
    await anna.grant('600', 'second')
    await anna.topUp('5.00')
    const opened = await anna.dial(300)
    expect(grantedOf(opened)).toMatchObject({ grantedUnit: { time: 300 } })
    expect(await anna.held()).toEqual(['600 second, 300 held', '5 AUD, 0 held'])
    await api.post(`${session(opened)}/update`, used(1, 50, 60), null)
    expect(await anna.held()).toEqual(['540 second, 60 held', '5 AUD, 0 held'])
    await api.post(`${session(opened)}/release`, used(2, 11), null)
    // 61 seconds are billed as 90
    expect(await anna.held()).toEqual(['510 second, 0 held', '5 AUD, 0 held'])
    expect(await anna.usage()).toEqual(['voice 1.000000, 1.000000 prepaid'])
    expect(await billOn(inside, anna.path, '2026-04-01')).toBeUndefined()
  })

  it('goes on for money when the seconds are gone, and ends with both', async () => {
    const ben = await subscriber()
    await ben.grant('1', 'min')
    await ben.topUp('1.00')
    const opened = await ben.dial(600)
    // two minutes are 1.30, of which one minute pays half; two and a half are 1.60, and it pays 0.64
    expect(grantedOf(opened)).toMatchObject({ grantedUnit: { time: 150 }, finalUnitIndication: {} })
    expect(await ben.held()).toEqual(['60 second, 60 held', '1 AUD, 0.96 held'])
    await api.post(`${session(opened)}/release`, used(1, 120), null)
    expect(await ben.held()).toEqual(['0.35 AUD, 0 held'])
    expect(await ben.usage()).toEqual(['voice 1.300000, 1.300000 prepaid'])
    expect(grantedOf(await ben.dial(60))).toMatchObject({ resultCode: 'QUOTA_LIMIT_REACHED' })
  })

  it('takes nothing of what an allowance gives, and of the rest what it bills', async () => {
    const carla = await subscriber('free')
    await carla.grant('600', 'second')
    const opened = await carla.dial(60)
    await api.post(`${session(opened)}/update`, used(1, 60, 300), null)
    expect(await carla.held()).toEqual(['600 second, 240 held'])
    await api.post(`${session(opened)}/release`, used(2, 180), null)
    expect(await carla.held()).toEqual(['480 second, 0 held'])
    expect(await billOn(inside, carla.path, '2026-04-01')).toBeUndefined()
  })

  it('that ends has the seconds that its other group held and did not use', async () => {
    const ann = await subscriber()
    await ann.grant('120', 'second')
    const [, opened] = [await ann.topUp('1.00'), await ann.dial(30)]
    const both = used(1, 60).multipleUnitUsage.concat({ ratingGroup: 2, requestedUnit: { time: 60 } } as never)
    await api.post(`${session(opened)}/update`, { invocationSequenceNumber: 1, multipleUnitUsage: both }, null)
    await api.post(`${session(opened)}/release`, used(2, 30), null)
    expect(await ann.held()).toEqual(['30 second, 0 held', '1 AUD, 0 held'])
  })

  it('of a plan that the bill pays takes no pocket of any unit', async () => {
    const dan = await subscriber('billed')
    await dan.grant('600', 'second')
    const opened = await dan.dial(60)
    await api.post(`${session(opened)}/release`, used(1, 60), null)
    expect(await dan.held()).toEqual(['600 second, 0 held'])
    expect(await dan.usage()).toEqual(['voice 0.700000, 0.000000 prepaid'])
  })

  it('of a plan that pockets and the bill pay leaves to the bill what seconds and money do not', async () => {
    const eve = await subscriber('hybrid')
    await eve.grant('60', 'second')
    const opened = await eve.dial(120)
    expect(grantedOf(opened)).toMatchObject({ grantedUnit: { time: 120 } })
    await api.post(`${session(opened)}/release`, used(1, 120), null)
    expect(await eve.usage()).toEqual(['voice 1.300000, 0.650000 prepaid'])
    expect((await api.get(`${`/accounts/${eve.path}`}/credit`)).body).toMatchObject([{ owed: '0.65', held: '0.00' }])
  })
})

describe('a film', () => {
  it('is paid in films, once for a key; then in part by money, or not at all', async () => {
    const fay = await subscriber()
    await fay.grant('3', 'video')
    const first = await fay.watch('2', `films-${fay.path}`)
    expect(first).toMatchObject({ status: 201, body: { amount: '8.00' } })
    expect((await fay.watch('2', `films-${fay.path}`)).body).toEqual(first.body)
    expect(await fay.held()).toEqual(['1 video, 0 held'])
    expect(await fay.watch('2')).toMatchObject({
      status: 409,
      body: { reason: 'insufficient-balance', detail: 'It costs 8.00, and 4.00 of it is not there.' }
    })
    expect(await fay.held()).toEqual(['1 video, 0 held'])
    await fay.topUp('5.00')
    expect(await fay.watch('2')).toMatchObject({ status: 201 })
    expect(await fay.held()).toEqual(['1 AUD, 0 held'])
    expect(await fay.usage()).toEqual(['film 8.000000, 8.000000 prepaid', 'film 8.000000, 8.000000 prepaid'])
  })

  it('is not paid in seconds, nor a call in films', async () => {
    const gus = await subscriber()
    await gus.grant('600', 'second')
    expect(await gus.watch('1')).toMatchObject({ status: 409 })
    const hal = await subscriber()
    await hal.grant('5', 'video')
    expect(grantedOf(await hal.dial(60))).toMatchObject({ resultCode: 'QUOTA_LIMIT_REACHED' })
  })

  it('of a family is on the books of whose pot it is', async () => {
    const [mother, ida] = [await subscriber(), await subscriber()]
    const { body } = await api.post('/pocket-groups', { name: 'Family', owner: mother.path })
    await api.post(`/pocket-groups/${body.number}/members`, { account: ida.path, from: '2026-03-01' })
    await mother.grant('5', 'video', { group: body.number })
    await ida.grant('1', 'video')
    expect(await ida.watch('3')).toMatchObject({ status: 201 })
    expect([await mother.held(), await ida.held()]).toEqual([['3 video, 0 held'], []])
    expect(Object.values(await mother.books())).toEqual([-3])
    expect(Object.values(await ida.books())).toEqual([0])
  })

  it('is paid as often as there are films, however many ask at once', async () => {
    const jan = await subscriber()
    await jan.grant('17', 'video')
    await jan.grant('13', 'video')
    const asked = await Promise.all(Array.from({ length: 50 }, () => jan.watch('1')))
    expect(asked.filter(({ status }) => status === 201)).toHaveLength(30)
    expect(asked.filter(({ status }) => status === 409)).toHaveLength(20)
    expect(await jan.held()).toEqual([])
    expect(Object.values(await jan.books())).toEqual([0, 0])
  })
})

it('what many calls of one account hold is never more than there is', async () => {
  const kim = await subscriber()
  await kim.grant('600', 'second')
  const calls = await Promise.all(Array.from({ length: 50 }, () => kim.dial(60)))
  const granted = calls.filter(call => grantedOf(call).resultCode === 'SUCCESS')
  expect(granted).toHaveLength(10)
  expect(await kim.held()).toEqual(['600 second, 600 held'])
  const ends = calls.map(call =>
    api.post(`${session(call)}/release`, used(1, granted.indexOf(call) < 4 ? 0 : 60), null)
  )
  await Promise.all(ends)
  expect(await kim.held()).toEqual(['240 second, 0 held'])
  expect(Object.values(await kim.books())).toEqual([-240_000])
})

it('all of which the books say, unit by unit', async () => {
  expect((await api.get('/ledger/balances?kind=used')).body).toEqual([
    { ledgerAccount: 'used:second', unit: 'second', amount: '-780.000' },
    { ledgerAccount: 'used:video', unit: 'video/0', amount: '-36' }
  ])
  const revenue: { amount: string }[] = (await api.get('/ledger/balances?kind=revenue')).body
  expect(revenue.reduce((sum, { amount }) => sum + parseDecimal(amount), 0n)).toBe(-4_650_000n)
  expect(await api.app.get(LedgerService).totals('main')).toMatchObject({ balanced: true })
})
