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
const { inside } = api
let next = 0
const open = () => customer(inside, { identities: [`614000200${10 + next++}`], plan: 'surf' })
const bring = (account: string, friend: string) =>
  api.post(`/accounts/${account}/deeds/bring-friend`, { fields: { offer: 'spring', friend } })
const deedsOf = async (account: string): Promise<unknown[]> => {
  const { body } = await api.get(`/accounts/${account}/facts`)
  const facts = body as readonly { readonly kind: string; readonly details: unknown }[]
  return facts.filter(({ kind }) => kind === 'deed').map(({ details }) => details)
}
const leave = async ({ subscription }: { readonly subscription: string }, effective: string): Promise<void> => {
  expect(await api.post(`/subscriptions/${subscription}/terminate`, { effective })).toMatchObject({ status: 200 })
  await api.app.get(OutboxRelay).relay('main')
}
const lostBy = async (account: string): Promise<string[]> => {
  const { body } = await api.get(`/accounts/${account}/facts`)
  const facts = body as readonly { readonly effective: string; readonly details: { readonly deed?: string } }[]
  return facts.flatMap(({ details, effective }) => (details.deed === 'lose-friend' ? [effective] : []))
}
const credits = async (account: string): Promise<number> => {
  const { body } = await api.get(`/accounts/${account}/preview?on=2026-04-01`)
  return JSON.stringify(body).split('"Bring a friend"').length - 1
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

  it.each([
    ['later', '2026-03-25', '2026-03-25'],
    ['on the same day', '2026-03-20', '2026-03-20'],
    ['before it was brought', '2026-03-10', '2026-03-20']
  ])('of a friend who leaves %s is told to who brought it', async (_, end, told) => {
    const [one, friend] = [await open(), await open()]
    await bring(one.number, friend.number)
    await leave(friend, end)
    expect(await lostBy(one.number)).toEqual([told])
  })

  it.each([
    ['a friend who is to leave', '2026-03-25', '2026-03-25'],
    ['a friend who left before', '2026-03-10', '2026-03-20']
  ])('of %s is told to who brought it', async (_, end, told) => {
    const [one, friend] = [await open(), await open()]
    await leave(friend, end)
    expect(await bring(one.number, friend.number)).toMatchObject({ status: 201 })
    await api.app.get(OutboxRelay).relay('main')
    expect(await lostBy(one.number)).toEqual([told])
  })

  const begin = async ({ number }: { readonly number: string }, effective: string) => {
    const started = { as: `614000200${10 + next++}`, plan: 'surf', effective }
    const { body, status } = await api.post(`/accounts/${number}/subscriptions`, started)
    expect(status).toBe(201)
    await api.app.get(OutboxRelay).relay('main')
    return { subscription: (body as { readonly id: string }).id }
  }
  const endOf = async ({ subscription }: { readonly subscription: string }): Promise<string> => {
    const { facts } = (await api.get(`/subscriptions/${subscription}`)).body
    const [end] = (facts as { id: string; kind: string }[]).filter(({ kind }) => kind === 'terminated')
    return end?.id ?? ''
  }

  it('of a friend who starts anew on the day of its end leaves both their credits', async () => {
    const [one, friend] = [await open(), await open()]
    await bring(one.number, friend.number)
    await leave(friend, '2026-03-25')
    expect([await credits(one.number), await credits(friend.number)]).toEqual([0, 0])
    await begin(friend, '2026-03-25')
    expect([await credits(one.number), await credits(friend.number)]).toEqual([1, 1])
  })

  it('of a friend who comes back later gives nobody a credit again', async () => {
    const [one, friend] = [await open(), await open()]
    await bring(one.number, friend.number)
    await leave(friend, '2026-03-25')
    await begin(friend, '2026-03-28')
    expect([await credits(one.number), await credits(friend.number)]).toEqual([0, 0])
  })

  it('of a friend whose only subscription moves away, and comes back later, gives nobody a credit again', async () => {
    const [one, friend, other] = [await open(), await open(), await open()]
    await bring(one.number, friend.number)
    const move = async (to: string, effective: string) => {
      const moved = await api.post(`/subscriptions/${friend.subscription}/move`, { to, effective })
      expect(moved).toMatchObject({ status: 200 })
      await api.app.get(OutboxRelay).relay('main')
    }
    await move(other.number, '2026-03-25')
    expect([await lostBy(one.number), await credits(one.number), await credits(friend.number)]).toEqual([
      ['2026-03-25'],
      0,
      0
    ])
    await move(friend.number, '2026-03-28')
    expect([await lostBy(one.number), await credits(one.number), await credits(friend.number)]).toEqual([
      ['2026-03-25'],
      0,
      0
    ])
  })

  it('follows an end that is corrected, and one that is withdrawn', async () => {
    const [one, friend] = [await open(), await open()]
    await bring(one.number, friend.number)
    const path = `/subscriptions/${friend.subscription}`
    await leave(friend, '2026-07-25')
    expect([await credits(one.number), await credits(friend.number)]).toEqual([1, 1])
    await api.post(`${path}/terminate`, { effective: '2026-03-25', supersedes: await endOf(friend) })
    await api.app.get(OutboxRelay).relay('main')
    expect([await credits(one.number), await credits(friend.number)]).toEqual([0, 0])
    const { facts } = (await api.get(path)).body
    await api.post(`${path}/facts/${(facts as { id: string }[]).at(-1)?.id}/withdraw`, {})
    await api.post(`${path}/facts/${await endOf(friend)}/withdraw`, {})
    await api.app.get(OutboxRelay).relay('main')
    expect([await credits(one.number), await credits(friend.number)]).toEqual([1, 1])
  })

  it('of a friend whose end was corrected, and who stayed after all, is taken back whole', async () => {
    const [one, friend] = [await open(), await open()]
    await bring(one.number, friend.number)
    await leave(friend, '2026-03-28')
    const end = { effective: '2026-03-25', supersedes: await endOf(friend) }
    expect((await api.post(`/subscriptions/${friend.subscription}/terminate`, end)).status).toBe(200)
    await api.app.get(OutboxRelay).relay('main')
    expect(await lostBy(one.number)).toEqual(['2026-03-28', '2026-03-25'])
    await begin(friend, '2026-03-25')
    expect([await credits(one.number), await credits(friend.number)]).toEqual([1, 1])
  })

  it('leaves a loss that a person told', async () => {
    const [one, friend] = [await open(), await open()]
    await bring(one.number, friend.number)
    await api.post(`/accounts/${one.number}/deeds/lose-friend`, {
      fields: { friend: friend.number },
      effective: '2026-03-22'
    })
    await begin(friend, '2026-03-25')
    expect(await lostBy(one.number)).toEqual(['2026-03-22'])
    expect([await credits(one.number), await credits(friend.number)]).toEqual([0, 1])
  })

  it('leaves a loss taken back that a person took back', async () => {
    const [one, friend] = [await open(), await open()]
    await bring(one.number, friend.number)
    await leave(friend, '2026-03-25')
    const { body } = await api.get(`/accounts/${one.number}/facts`)
    const [loss] = (body as { id: string; details: { deed?: string } }[]).filter(
      ({ details }) => details.deed === 'lose-friend'
    )
    expect(await api.post(`/accounts/${one.number}/facts/${loss?.id}/withdraw`, {})).toMatchObject({ status: 200 })
    const later = await begin(friend, '2026-03-28')
    expect([await credits(one.number), await credits(friend.number)]).toEqual([1, 0])
    expect(await lostBy(one.number)).toEqual(['2026-03-25'])
    await leave(later, '2026-03-29')
    expect(await lostBy(one.number)).toEqual(['2026-03-25'])
  })

  it('is told again of a friend who stayed after all and then left on the same day', async () => {
    const [one, friend] = [await open(), await open()]
    await bring(one.number, friend.number)
    const path = `/subscriptions/${friend.subscription}`
    await leave(friend, '2026-03-25')
    await api.post(`${path}/facts/${await endOf(friend)}/withdraw`, {})
    await api.app.get(OutboxRelay).relay('main')
    expect(await credits(one.number)).toBe(1)
    api.clock.advance({ seconds: 10 })
    await leave(friend, '2026-03-25')
    expect([await credits(one.number), await credits(friend.number)]).toEqual([0, 0])
  })

  it('of a friend who leaves gives nobody a credit, to whichever day the end is back-dated', async () => {
    const [one, friend] = [await open(), await open()]
    await bring(one.number, friend.number)
    expect([await credits(one.number), await credits(friend.number)]).toEqual([1, 1])
    await leave(friend, '2026-03-10')
    expect([await credits(one.number), await credits(friend.number)]).toEqual([0, 0])
  })
})
