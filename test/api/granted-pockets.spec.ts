// Pockets that plans and features grant: shown over HTTP, used while it happens, gone at their end, and put right when something is told late.
import { LedgerService, MovedPockets, PocketExpiry, PointsEarnings } from '@farthing/kernel'
import { customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'

const rules = (amount = '10') => `
tariff texts for sms {
  from 2025-01-01
  one zone anywhere
  rates {
    | price        |
    | 0.20 per sms |
  }
}
plan texts "Texts" {
  from 2025-01-01
  tariff texts
  pay hybrid
  grant ${amount} sms each cycle for sms, roll over 1 cycle, priority 7
}
plan bare "Bare" {
  from 2025-01-01
  tariff texts
  pay hybrid
}
feature bonus "Bonus" {
  from 2025-01-01
  grant 5.00 each cycle, share with account
}
`
// noon in Melbourne
const api = await openApi({ now: '2026-03-10T01:00:00Z' })
const { inside } = api
const earn = () => api.app.get(PointsEarnings).earn()
let next = 0
beforeAll(() => publishRules(inside, sampleRules(rules())))
afterAll(() => api.close())

interface Held {
  readonly unit: string
  readonly balance: string
  readonly expiresAt: string | null
}

/** What the clock brings by that day, and what is due then. */
async function dayComes(day: string): Promise<void> {
  api.clock.moveTo(Temporal.Instant.from(`${day}T01:00:00Z`))
  await earn()
  await api.app.get(MovedPockets).follow()
  await api.app.get(PocketExpiry).expire()
}

async function subscriber(plan = 'texts', from = '2026-03-10', billDay = 1) {
  const number = `614000050${10 + next++}`
  const made = await customer(inside, { identities: [number], plan, from, billDay })
  const url = `/accounts/${made.number}`
  const held = async () =>
    (await api.get(`${url}/pockets`)).body.map(({ balance, expiresAt, unit }: Held) => {
      return `${Number(balance)} ${unit} until ${expiresAt}`
    })
  const use = (count: number) =>
    api.post('/charges', { subscriber: number, service: 'sms', quantity: String(count), unit: 'sms' })
  const act = (what: string, body: object) => api.post(`/subscriptions/${made.subscription}/${what}`, body)
  return { ...made, url, held, use, act }
}

const APRIL = '2026-03-31T13:00:00Z'
const MAY = '2026-04-30T14:00:00Z'
const JUNE = '2026-05-31T14:00:00Z'
const later = ['2026-04-01', '2026-04-02', '2026-04-10', '2026-05-01']

describe('a plan that grants a pocket', () => {
  it('fills it within a minute of the subscription, once, though two look at the same time', async () => {
    const anna = await subscriber()
    const looks = await Promise.all([earn(), earn(), earn()])
    expect(looks.reduce((sum, { entries }) => sum + entries, 0)).toBe(1)
    expect(await earn()).toEqual({ accounts: 0, entries: 0 })
    expect((await api.get(`${anna.url}/pockets`)).body).toMatchObject([
      {
        ...{ number: 1, unit: 'message', balance: '10', priority: 7, services: ['sms'], expiresAt: MAY },
        ...{ subscription: anna.subscription, reason: 'Texts, 2026-03-01..2026-03-31' }
      }
    ])
  })

  it('pays for use, and is shared by a feature that says so', async () => {
    const anna = await subscriber()
    expect(await anna.act('features/bonus/on', { effective: '2026-03-10' })).toMatchObject({ status: 200 })
    await earn()
    expect(await anna.held()).toEqual([`5 AUD until ${APRIL}`, `10 message until ${MAY}`])
    expect(await anna.use(12)).toMatchObject({ status: 201 })
    expect(await anna.held()).toEqual([`4.6 AUD until ${APRIL}`])
    expect((await api.get(`${anna.url}/pockets`)).body).toMatchObject([{ subscription: null }])
  })

  it('grants nothing to a plan without it, and takes nothing from what is held otherwise', async () => {
    const anna = await subscriber('bare')
    await api.post(`${anna.url}/pockets`, { amount: '3', unit: 'sms', reason: 'gift' })
    await earn()
    expect(await anna.held()).toEqual(['3 message until null'])
  })

  it('grants with each cycle, rolls over, and ends', async () => {
    const [first, second, third, fourth] = later as [string, string, string, string]
    const anna = await subscriber()
    await earn()
    await anna.use(4)
    await dayComes(first)
    expect(await anna.held()).toEqual([`6 message until ${MAY}`, `10 message until ${JUNE}`])
    expect(await earn()).toEqual({ accounts: 0, entries: 0 })
    await dayComes(second)
    await anna.use(9)
    expect(await anna.held()).toEqual([`7 message until ${JUNE}`])
    // told nine days late: what April gave is taken back as far as it is there, and what March gave stays used
    await dayComes(third)
    expect(await anna.act('terminate', { effective: '2026-04-01' })).toMatchObject({ status: 200 })
    await earn()
    expect(await anna.held()).toEqual([])
    await dayComes(fourth)
    expect(await anna.held()).toEqual([])
  })

  it('is told late: what would still be of use is granted', async () => {
    const anna = await subscriber('texts', '2026-01-15')
    await earn()
    expect((await anna.held()).length).toBe(2)
  })

  it('goes with its subscription to another account, which grants the next cycle', async () => {
    const [anna, bert] = [await subscriber('texts', '2026-05-01'), await subscriber('bare', '2026-05-01', 15)]
    await earn()
    expect((await anna.held()).length).toBe(1)
    expect(await anna.act('move', { to: bert.number, effective: '2026-05-04' })).toMatchObject({ status: 200 })
    await dayComes('2026-05-05')
    expect([await anna.held(), (await bert.held()).length]).toEqual([[], 1])
    await dayComes('2026-05-15')
    expect([await anna.held(), (await bert.held()).length]).toEqual([[], 2])
  })

  it('is more with new rules from the cycle on in which they hold', async () => {
    const anna = await subscriber('texts', '2026-05-15')
    await earn()
    await publishRules(inside, sampleRules(rules('25')), '2026-05-20')
    await dayComes('2026-06-01')
    expect((await anna.held()).map((text: string) => text.split(' ')[0])).toEqual(['10', '25'])
  })

  it('is in books that balance, unit by unit', async () => {
    expect(await api.app.get(LedgerService).totals('main')).toMatchObject({ balanced: true })
  })
})
