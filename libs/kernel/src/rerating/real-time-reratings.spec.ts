// Usage of plans that rate in real time is corrected without anybody who asks: exactly what moved, once, and alone only within limits.
import {
  Jobs,
  Persistence,
  RatedUsage,
  RealTimeReratings,
  ReratingBook,
  Reratings,
  Schedules,
  sql,
  SubscriptionsService
} from '@farthing/kernel'
import { billOn, openAccounts, publishRules, putUsage, sampleRules, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'

jest.setTimeout(120_000)

const plan = (name: string, rating: string, tariff = 'talk'): string => `plan ${name} "${name}" {
  from 2025-01-01
  tariff ${tariff}
  rate ${rating}
}
`
const talk = (name: string, price: string, from = '2025-01-01', until = ''): string => `tariff ${name} for voice {
  from ${from}
  ${until}
  one zone anywhere
  rates {
    | price          |
    | ${price} per minute |
  }
}
`
/** Prices of a minute: of most plans, and of prompt-cheap. */
const rules = (price = '0.30', cheap = '0.10', settled = '0.20') =>
  sampleRules(
    talk('talk', price) +
      talk('cheap', cheap) +
      plan('prompt', 'in real time, corrected by itself up to 1.00') +
      plan('prompt-cheap', 'in real time, corrected by itself up to 1.00', 'cheap') +
      plan('watched', 'in real time') +
      plan('asked', 'on arrival') +
      talk('moving', '0.50', '2025-01-01', 'until 2026-04-16') +
      talk('moving', settled, '2026-04-16') +
      plan('settled', 'at billing', 'moving')
  )

const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
const looks = kernel.get(RealTimeReratings)
const book = kernel.get(ReratingBook)
const PLANS = ['prompt', 'watched', 'asked', 'settled']
/** A use of two minutes for each plan but the last. */
let events: string[]
let accounts: Awaited<ReturnType<typeof openAccounts>>

function use(index: number, at: string, quantity = 120_000) {
  const { id: account = '', subscriptions: [subscription = ''] = [] } = accounts[index] ?? {}
  return { account, subscription, plan: PLANS[index] ?? '', service: 'voice', to: '61399990000', at, quantity }
}

beforeAll(async () => {
  await publishRules(kernel, rules())
  accounts = await openAccounts(
    kernel,
    PLANS.map(each => ({ billDay: 1, from: '2026-01-01', plans: [each] }))
  )
  events = await putUsage(
    kernel,
    '2026-02-20T00:00:00Z',
    [0, 1, 2].map(index => use(index, '2026-02-10T10:00:00+11:00'))
  )
  kernel.clock.moveTo('2026-03-05T00:00:00Z')
})
afterAll(() => kernel.close())

/** Whose usage a proposal looked at. */
async function askedBy(id = 0): Promise<string[]> {
  const text = 'select account from rerating_asked where rerating = $1 order by account'
  const rows = await kernel.get(Persistence).bulk('main', client => sql<{ account: string }>(client, text, [id]))
  return rows.map(({ account }) => account)
}

async function prices(): Promise<number[]> {
  const found = await Promise.all(events.map(event => kernel.get(RatedUsage).find(event)))
  return found.map(each => Number(each?.amount ?? -1) / 1e6)
}

const listed = async () => (await book.list({ limit: 10 })).map(({ id, state }) => `${id} ${state}`)
const told = (topic: string) =>
  kernel
    .get(Persistence)
    .bulk('main', client => sql(client, 'select payload from outbox where topic = $1 order by created_at', [topic]))

describe('a look at usage that is rated in real time', () => {
  it('is due every minute', async () => {
    const schedules = kernel.get(Schedules)
    await schedules.look()
    kernel.clock.advance({ minutes: 3 })
    await schedules.look()
    expect(await kernel.get(Jobs).outstanding('rerate-in-real-time')).toBe(1)
  })

  it('finds nothing while nothing moved, and leaves nothing behind, however many look', async () => {
    const reratings = kernel.get(Reratings)
    const drain = reratings.drainIfThere.bind(reratings)
    // another look comes to its end while this one is about to begin
    const slow = jest.spyOn(reratings, 'drainIfThere').mockImplementationOnce(async (...asked) => {
      expect(await looks.look()).toBeNull()
      return drain(...asked)
    })
    expect(await looks.look()).toBeNull()
    expect(slow).toHaveBeenCalledTimes(2)
    expect(await looks.look()).toBeNull()
    expect(await listed()).toEqual([])
  })

  it('proposes what a retroactive price moves of these plans alone, and waits for a person where one plan has no limit', async () => {
    await publishRules(kernel, rules('0.40'), '2026-02-01')
    const found = await looks.look()
    expect(found).toMatchObject({
      state: 'proposed',
      choice: { rating: 'real-time' },
      summary: { examined: 2, changed: 2, accounts: 2, before: '1200000', after: '1600000' }
    })
    expect(await prices()).toEqual([0.6, 0.6, 0.6])
    expect(await looks.look()).toMatchObject({ id: found?.id, state: 'proposed' })
    const sums = { uses: 2, accounts: 2, currency: 'AUD', before: '1.20', after: '1.60', others: [] }
    const payload = { id: found?.id, ...sums }
    expect(await told('usage.rerating-proposed')).toEqual([{ payload }])
    expect(await kernel.get(Reratings).apply(found?.id ?? 0)).toMatchObject({ ok: true, value: { byItself: false } })
    expect(await prices()).toEqual([0.8, 0.8, 0.6])
    expect(await looks.look()).toBeNull()
  })

  it('applies by itself what a change of plan moves within the limit, once, however many look', async () => {
    const { subscriptions: [subscription = ''] = [] } = accounts[0] ?? {}
    const effective = Temporal.PlainDate.from('2026-02-05')
    kernel.clock.advance({ minutes: 5 })
    await kernel
      .get(SubscriptionsService)
      .change(subscription, { kind: 'plan-changed', plan: 'prompt-cheap', effective })
    kernel.clock.advance({ minutes: 5 })
    const looked = await Promise.all([looks.look(), looks.look(), looks.look()])
    expect(looked).toContainEqual(expect.objectContaining({ state: 'applied', byItself: true }))
    expect(await prices()).toEqual([0.2, 0.8, 0.6])
    const [last] = await book.list({ limit: 1 })
    expect(last).toMatchObject({ choice: { accounts: null }, summary: { examined: 1, changed: 1 } })
    expect(await askedBy(last?.id)).toEqual([accounts[0]?.id])
    expect(await told('usage.rerated')).toHaveLength(2)
    expect(await looks.look()).toBeNull()
    expect((await book.list({ limit: 1 }))[0]).toMatchObject({ id: last?.id, state: 'applied' })
  })

  it('waits for a person beyond the limit of a plan, and does not ask again when he says no', async () => {
    // two minutes at 0.90 instead of 0.10
    await publishRules(kernel, rules('0.40', '0.90'), '2026-02-06')
    const found = await looks.look()
    expect(found).toMatchObject({ state: 'proposed', summary: { changed: 1, before: '200000', after: '1800000' } })
    expect(await looks.look()).toMatchObject({ id: found?.id, state: 'proposed' })
    expect(await kernel.get(Reratings).withdraw(found?.id ?? 0)).toMatchObject({ ok: true })
    expect(await looks.look()).toBeNull()
    expect(await prices()).toEqual([0.2, 0.8, 0.6])
  })

  it('tells of usage that came when the bill of its day was made, and of all that waits in one proposal', async () => {
    await publishRules(kernel, rules('0.40', '0.90'), '2026-02-05')
    const waiting = await looks.look()
    expect(waiting).toMatchObject({ state: 'proposed', summary: { late: { events: 0 } } })
    await billOn(kernel, accounts[1]?.number, '2026-04-01')
    kernel.clock.moveTo('2026-04-02T00:00:00Z')
    await putUsage(
      kernel,
      '2026-04-02T00:00:00Z',
      [1, 2].map(index => use(index, '2026-03-11T10:00:00+11:00'))
    )
    const found = await looks.look()
    expect(found).toMatchObject({ state: 'proposed', summary: { changed: 1, late: { events: 1, amount: '800000' } } })
    expect(await askedBy(found?.id)).toEqual([accounts[0]?.id, accounts[1]?.id].toSorted())
    expect((await listed()).slice(0, 2)).toEqual([`${found?.id} proposed`, `${waiting?.id} withdrawn`])
  })
})

describe('usage that is rated at billing', () => {
  const settled = () => accounts[3]
  const account = () => settled()?.id ?? ''
  let event: string
  const price = async (id: string): Promise<number> => Number((await kernel.get(RatedUsage).find(id))?.amount) / 1e6
  async function proposed() {
    const planned = await kernel.get(Reratings).propose({ accounts: [account()] })
    if (!planned.ok) throw new Error(planned.detail)
    return kernel.get(Reratings).drain(planned.value.id)
  }
  async function billed(date: string) {
    const bill = await billOn(kernel, settled()?.number, date)
    return bill?.lines.map(({ amount, description }) => `${description} ${Number(amount) / 1e6}`)
  }

  it('gets the price of the last day of its cycle by a re-rating that is asked for, though no rule has moved, and once', async () => {
    ;[event = ''] = await putUsage(kernel, '2026-04-04T00:00:00Z', [use(3, '2026-04-03T10:00:00+11:00')])
    kernel.clock.moveTo('2026-04-10T00:00:00Z')
    expect(await price(event)).toBe(1)
    const found = await proposed()
    expect(found).toMatchObject({ state: 'proposed', summary: { changed: 1, before: '1000000', after: '400000' } })
    expect(await kernel.get(Reratings).apply(found.id)).toMatchObject({ ok: true })
    expect(await price(event)).toBe(0.4)
    expect(await proposed()).toMatchObject({ state: 'nothing' })
  })

  it('is on the bill of a run at that price, whenever in the cycle it began and however late it comes', async () => {
    const others = ['2026-04-15T23:00:00+10:00', '2026-04-16T10:00:00+10:00', '2026-04-30T23:59:00+10:00']
    await putUsage(
      kernel,
      '2026-04-30T23:00:00Z',
      others.map(at => use(3, at))
    )
    // four of two minutes at 0.20
    expect(await billed('2026-05-01')).toEqual(['Voice, anywhere 1.6'])
    await putUsage(kernel, '2026-05-03T00:00:00Z', [use(3, '2026-04-02T10:00:00+11:00')])
    expect(await billed('2026-06-01')).toEqual(['Voice, anywhere 0.4'])
  })

  it('is corrected by the next bill when the price of that day is learned to be another', async () => {
    kernel.clock.advance({ hours: 1 })
    await publishRules(kernel, rules('0.40', '0.90', '0.10'), '2026-04-16')
    // two of them were never re-rated, and have the 0.50 with which they arrived
    const found = await proposed()
    expect(found).toMatchObject({ state: 'proposed', summary: { changed: 5, before: '3200000', after: '1000000' } })
    expect(await billed('2026-07-01')).toEqual(['Voice, anywhere -1'])
  })
})
