// A customer brings a friend, over HTTP: both accounts are told at once, or neither; each friend is brought once, whoever asks at the same time.
import { OutboxRelay } from '@farthing/kernel'
import { customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'

const rules = `plan surf "Surf" {
  from 2025-01-01
  tariff traffic
  rent 10.00 per month
}
friend offer spring "Bring a friend" 20.00 for each, at most 2 friends, taken back within 90 days
`
const api = await openApi({ now: '2026-03-20T00:00:00Z' })
const inside = { ...api, get: api.app.get.bind(api.app) as never }
let next = 0
const open = () => customer(inside, { identities: [`614000200${10 + next++}`], plan: 'surf' })
const bring = (account: string, friend: string) =>
  api.post(`/accounts/${account}/deeds/bring-friend`, { fields: { offer: 'spring', friend } })
const deedsOf = async (account: string): Promise<unknown[]> => {
  const { body } = await api.get(`/accounts/${account}/facts`)
  const facts = body as readonly { readonly kind: string; readonly details: unknown }[]
  return facts.filter(({ kind }) => kind === 'deed').map(({ details }) => details)
}

beforeAll(() => publishRules(inside, sampleRules(rules)))
afterAll(() => api.close())

describe('bringing a friend', () => {
  it('is told to both, and to whoever asks twice that it was told', async () => {
    const [customerOf, friend] = [await open(), await open()]
    expect(await bring(customerOf.number, friend.account)).toMatchObject({ status: 201 })
    expect(await deedsOf(customerOf.number)).toEqual([
      { deed: 'bring-friend', fields: { offer: 'spring', friend: friend.number } }
    ])
    expect(await deedsOf(friend.number)).toEqual([
      { deed: 'come-as-friend', fields: { offer: 'spring', by: customerOf.number } }
    ])
    expect(await bring(customerOf.number, friend.number)).toMatchObject({ status: 409 })
  })

  it('is refused of oneself, of nobody, and of a friend of another, with nothing half told', async () => {
    const [one, other, friend] = [await open(), await open(), await open()]
    expect(await bring(one.number, one.account)).toMatchObject({ status: 422 })
    expect(await bring(one.number, 'A-999999')).toMatchObject({ status: 422 })
    await bring(other.number, friend.number)
    expect(await bring(one.number, friend.number)).toMatchObject({ status: 409 })
    expect(await deedsOf(one.number)).toEqual([])
  })

  it('by many at once is done by one, and by one at once for as many as the offer allows', async () => {
    const friend = await open()
    const customers = await Promise.all(Array.from({ length: 6 }, open))
    const asked = await Promise.all(customers.map(({ number }) => bring(number, friend.number)))
    expect(asked.filter(({ status }) => status === 201)).toHaveLength(1)
    const [busy, ...friends] = customers
    if (busy === undefined) throw new Error('six customers have a first')
    const before = (await deedsOf(busy.number)).length
    await Promise.all(friends.map(({ number }) => bring(busy.number, number)))
    const brought = (await deedsOf(busy.number)).length
    expect(brought - before).toBe(before === 0 ? 2 : 1)
  })

  it('of a friend who leaves is told to who brought it', async () => {
    const [one, friend] = [await open(), await open()]
    await bring(one.number, friend.number)
    await api.post(`/subscriptions/${friend.subscription}/terminate`, { effective: '2026-03-25' })
    await api.app.get(OutboxRelay).relay('main')
    expect(await deedsOf(one.number)).toMatchObject([
      { deed: 'bring-friend' },
      { deed: 'lose-friend', fields: { friend: friend.number } }
    ])
  })
})
