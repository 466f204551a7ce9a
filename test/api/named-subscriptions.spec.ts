// What names a subscription in a request over HTTP: its id, or a number that it holds on the day of the request.
import { customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'

const api = await openApi({ now: '2026-03-20T00:00:00Z' })
const { inside } = api
let next = 0

beforeAll(() => publishRules(inside, sampleRules('discount loyal "Loyalty" 10% off, of rent\n')))
afterAll(() => api.close())

/** A line, and how its customer writes its number. */
async function line() {
  const digits = `4000005${10 + next++}`
  const { account, subscription } = await customer(inside, { identities: [`+61${digits}`] })
  return { account, subscription, number: `+61${digits}`, written: `0${digits}` }
}

type Line = Awaited<ReturnType<typeof line>>

const ASKED: [string, (line: Line) => string, object][] = [
  ['an item', ({ account }) => `/accounts/${account}/items`, { amount: '5.00', description: 'Visit' }],
  ['a tax place', ({ account }) => `/accounts/${account}/tax-places`, { place: 'AU-VIC' }],
  ['a pocket', ({ account }) => `/accounts/${account}/pockets`, { amount: '5.00', unit: 'AUD', reason: 'welcome' }],
  ['a deed', ({ account }) => `/accounts/${account}/deeds/grant-discount`, { fields: { discount: 'loyal' } }]
]
const told = ASKED.slice(0, 3)

describe('a subscription is named by a number', () => {
  it.each(told)('for %s', async (_, path, body) => {
    const its = await line()
    for (const subscription of [its.number, its.written, its.subscription.toUpperCase()]) {
      const answer = await api.post(path(its), { ...body, subscription })
      expect(answer).toMatchObject({ status: 201, body: { subscription: its.subscription } })
    }
  })

  it('for a top-up, what is taken of pockets, and a member of a group', async () => {
    const { account, number: subscription, subscription: id } = await line()
    const topped = await api.post(`/accounts/${account}/top-ups`, { amount: '20.00', method: 'cash', subscription })
    expect(topped).toMatchObject({ status: 201, body: { pocket: { subscription: id } } })
    const taken = { amount: '5.00', unit: 'AUD', reason: 'parking', category: 'parking', subscription }
    expect(await api.post(`/accounts/${account}/pocket-debits`, taken)).toMatchObject({ status: 201 })
    const { account: to } = await line()
    const moved = { to, amount: '5.00', unit: 'AUD', reason: 'a gift', subscription }
    expect(await api.post(`/accounts/${account}/pocket-transfers`, moved)).toMatchObject({ status: 201 })
    const { number } = (await api.post('/pocket-groups', { name: 'Family', owner: account })).body
    const joined = await api.post(`/pocket-groups/${number}/members`, { account, subscription })
    expect(joined).toMatchObject({ status: 201, body: { members: [{ subscription: id }] } })
  })

  it('for a voucher', async () => {
    const { account, number: subscription, subscription: id } = await line()
    const made = await api.post('/voucher-batches', { count: 1, amount: '20.00', unit: 'AUD', name: 'Autumn' })
    const { code } = made.body.codes[0]
    const redeemed = await api.post(`/accounts/${account}/vouchers`, { code, subscription })
    expect(redeemed).toMatchObject({ status: 201, body: { pocket: { subscription: id } } })
  })

  it.each(ASKED)('for %s, and is refused where nothing of the account is called so', async (_, path, body) => {
    const its = await line()
    const answer = await api.post(path(its), { ...body, subscription: '0400999999' })
    expect(answer).toMatchObject({ status: 422, body: { reason: 'unknown-subscription' } })
    expect(answer.body.detail).toContain('0400999999 on 2026-03-20: name one by its id, or by a number that it holds')
  })

  it.each(told.slice(0, 2))('for %s, on the day that it is for', async (_, path, body) => {
    const its = await line()
    const renumbered = { number: `0400888${801 + next}`, effective: '2026-03-10' }
    await api.post(`/subscriptions/${its.subscription}/number`, renumbered)
    const asked = (effective: string) => api.post(path(its), { ...body, effective, subscription: its.number })
    expect(await asked('2026-03-09')).toMatchObject({ status: 201, body: { subscription: its.subscription } })
    expect(await asked('2026-03-10')).toMatchObject({ status: 422, body: { reason: 'unknown-subscription' } })
  })
})
