// Charges of other systems, and charges that come back, over HTTP: refused with reason and field, once only, billed.
import { billOn, customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'
import { Persistence } from '@farthing/kernel'

const plan = `plan surf "Surf" {
  from 2025-01-01
  tariff traffic
  rent 10.00 per month
}
charges from parking, at most 500.00
account charge support "Support desk" 30.00 per month
standard charge extra-line "Extra line" 6.00 per month
`
const api = await openApi({ now: '2026-03-20T00:00:00Z' })
const { inside } = api
const held = { account: '', number: '', subscription: '' }
const deed = (name: string, body: object) => api.post(`/accounts/${held.number}/deeds/${name}`, body)
const parking = { source: 'parking', id: 'P-1', amount: '7.50', description: 'Parking' }
const receive = ({ day, ...more }: { readonly day?: string } & Record<string, unknown>) =>
  deed('receive-charge', { fields: { ...parking, ...more }, effective: day })
let currency = ''

beforeAll(async () => {
  await publishRules(inside, sampleRules(plan))
  Object.assign(held, await customer(inside, { identities: ['61400000001'], plan: 'surf' }))
  const { body } = await api.get(`/accounts/${held.number}`)
  currency = (body as { currency: string }).currency
})
afterAll(() => api.close())

describe('a charge of another system over HTTP', () => {
  it('is taken once when it comes many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => receive({ currency })))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
    expect(new Set(answers.map(({ body }) => (body as { id: string }).id)).size).toBe(1)
    expect(await receive({})).toMatchObject({ status: 201, body: answers[0]?.body })
    const bill = await billOn(inside as never, held.number, '2026-04-01')
    const lines = bill?.lines.filter(({ type }) => type === 'external-charge')
    expect(lines).toMatchObject([{ description: 'Parking', amount: 7_500_000n }])
  })

  it.each([
    ['another currency', { id: 'P-2', currency: 'XPF' }, 409, 'forbidden', 'fields.currency'],
    ['another amount under a known id', { amount: '8.00' }, 409, 'forbidden', undefined],
    ['another day under a known id', { day: '2026-03-19' }, 409, 'forbidden', undefined],
    ['a part of a coin', { id: 'P-3', amount: '7.505' }, 422, 'wrong-fields', 'fields.amount'],
    ['an amount that is none', { amount: 'seven' }, 422, 'wrong-fields', 'fields.amount'],
    ['a category that is no name', { category: 'Not A Name' }, 422, 'wrong-fields', 'fields.category'],
    ['no id', { id: null }, 422, 'wrong-fields', 'fields.id']
  ])('is refused for %s', async (_, more, status, reason, field) => {
    const answer = await receive({ currency, ...more })
    expect(answer).toMatchObject({ status, body: { reason } })
    expect((answer.body as { errors?: { field: string }[] }).errors?.[0]?.field).toBe(field)
  })
})

describe('a charge of another system, on two accounts', () => {
  const onOther = (number: string, fields: object) => api.post(`/accounts/${number}/deeds/receive-charge`, { fields })
  const lost = { ...parking, id: 'P-9' }

  it('is of the one that was told first, also of many at once, and of the other once that took it back', async () => {
    const { number } = await customer(inside, { identities: ['61400000002'], plan: 'surf' })
    const answers = await Promise.all([held.number, number, held.number, number].map(account => onOther(account, lost)))
    const statuses = answers.map(({ status }) => status)
    expect([
      [201, 409, 201, 409],
      [409, 201, 409, 201]
    ]).toContainEqual(statuses)
    const [owner, other] = statuses[0] === 201 ? [held.number, number] : [number, held.number]
    expect(await onOther(other, lost)).toMatchObject({
      status: 409,
      body: { detail: `P-9 of parking is known on account ${owner} since 2026-04-01: it is done once.` }
    })
    const { id } = answers.find(({ status }) => status === 201)?.body as { id: string }
    expect(await api.post(`/accounts/${owner}/facts/${id}/withdraw`, {})).toMatchObject({ status: 200 })
    expect(await onOther(other, lost)).toMatchObject({ status: 201 })
    expect(await onOther(owner, lost)).toMatchObject({ status: 409 })
  })

  it('is corrected by what replaces it, and that too is told again without harm', async () => {
    const { body } = await receive({ id: 'P-10' })
    const told = { fields: { ...parking, id: 'P-10', amount: '8.00' }, supersedes: (body as { id: string }).id }
    const first = await deed('receive-charge', told)
    expect(first).toMatchObject({ status: 201 })
    expect(await deed('receive-charge', told)).toMatchObject({ status: 201, body: first.body })
  })
})

describe('a charge that comes back, over HTTP', () => {
  it('is changed and ended by the id of the deed that added it', async () => {
    const added = await deed('add-account-charge', { fields: { charge: 'support' } })
    expect(added).toMatchObject({ status: 201 })
    const charge = (added.body as { id: string }).id
    expect(await deed('change-account-charge', { fields: { charge, quantity: 2 } })).toMatchObject({ status: 201 })
    expect(await deed('end-account-charge', { fields: { charge } })).toMatchObject({ status: 201 })
    expect(await deed('end-account-charge', { fields: { charge } })).toMatchObject({ status: 409 })
  })

  it('of a subscription says which one', async () => {
    const fields = { charge: 'extra-line' }
    expect(await deed('add-charge', { fields })).toMatchObject({ status: 422, body: { reason: 'not-of-account' } })
    expect(await deed('add-charge', { fields, subscription: held.subscription })).toMatchObject({ status: 201 })
  })
})

describe('a charge of an account that is closed', () => {
  const ended = async (identity: string) => {
    const { number, subscription } = await customer(inside, { identities: [identity], plan: 'surf' })
    const tell = (name: string, fields: object) => api.post(`/accounts/${number}/deeds/${name}`, { fields })
    const end = () => api.post(`/subscriptions/${subscription}/terminate`, { effective: '2026-04-01' })
    return { number, tell, end, close: () => api.post(`/accounts/${number}/close`) }
  }

  it('is ended before, and its end is not taken back', async () => {
    const { close, end, number, tell } = await ended('61400000003')
    const since = ((await tell('add-account-charge', { charge: 'support' })).body as { effective: string }).effective
    expect(await end()).toMatchObject({ status: 200 })
    expect(await close()).toMatchObject({
      status: 409,
      body: { reason: 'charges-active', detail: `End first: support, since ${since}.` }
    })
    const { body } = await tell('end-account-charge', { charge: 'support' })
    expect(await close()).toMatchObject({ status: 200, body: { status: 'closed' } })
    expect(await api.post(`/accounts/${number}/facts/${(body as { id: string }).id}/withdraw`, {})).toMatchObject({
      status: 409,
      body: { reason: 'account-closed', detail: `Account ${number} is closed, and support would go on.` }
    })
  })

  it('can be ended where it goes on all the same', async () => {
    const { end, number, tell } = await ended('61400000004')
    await tell('add-account-charge', { charge: 'support' })
    await end()
    const closing = `update account set status = 'closed' where number = '${number}'`
    await api.app.get(Persistence).bulk('main', async client => void (await client.query(closing)))
    expect(await tell('change-account-charge', { charge: 'support', quantity: 2 })).toMatchObject({ status: 409 })
    expect(await tell('end-account-charge', { charge: 'support' })).toMatchObject({ status: 201 })
  })

  it('has an end that none for another charge replaces', async () => {
    const { close, end, number, tell } = await ended('61400000008')
    for (const name of ['day', 'night']) await tell('add-account-charge', { charge: 'support', name })
    await end()
    const [day] = [
      await tell('end-account-charge', { charge: 'day' }),
      await tell('end-account-charge', { charge: 'night' })
    ]
    expect(await close()).toMatchObject({ status: 200 })
    const of = { supersedes: (day.body as { id: string }).id }
    const replaced = (charge: string) =>
      api.post(`/accounts/${number}/deeds/end-account-charge`, { fields: { charge }, ...of })
    expect(await replaced('night')).toMatchObject({
      status: 409,
      body: { reason: 'account-closed', detail: `Account ${number} is closed, and day would go on.` }
    })
    expect(await replaced('day')).toMatchObject({ status: 201 })
  })

  it('is answered as before where it was taken before', async () => {
    const { close, end, number, tell } = await ended('61400000005')
    const first = await tell('receive-charge', { ...parking, id: 'P-20' })
    expect(first).toMatchObject({ status: 201 })
    await end()
    expect(await close()).toMatchObject({ status: 200 })
    expect(await tell('receive-charge', { ...parking, id: 'P-20' })).toMatchObject({ status: 201, body: first.body })
    expect(await tell('receive-charge', { ...parking, id: 'P-21' })).toMatchObject({
      status: 409,
      body: { reason: 'account-closed', detail: `Account ${number} is closed.` }
    })
  })
})

it('a charge of a subscription that was moved is corrected by the account that has it on its day', async () => {
  const from = await customer(inside, { identities: ['61400000006'], plan: 'surf' })
  const to = await customer(inside, { identities: ['61400000007'], plan: 'surf' })
  const { subscription } = from
  const told = { fields: { ...parking, id: 'P-30', amount: '75.00' }, subscription, effective: '2026-03-18' }
  const { body } = await api.post(`/accounts/${from.number}/deeds/receive-charge`, told)
  const move = { to: to.number, effective: '2026-03-10' }
  expect(await api.post(`/subscriptions/${subscription}/move`, move)).toMatchObject({ status: 200 })
  const right = { ...told, fields: { ...told.fields, amount: '7.50' }, supersedes: (body as { id: string }).id }
  const corrected = await api.post(`/accounts/${to.number}/deeds/receive-charge`, right)
  expect(corrected).toMatchObject({ status: 201 })
  expect(await api.post(`/accounts/${to.number}/deeds/receive-charge`, right)).toMatchObject({
    status: 201,
    body: corrected.body
  })
  expect(await api.post(`/accounts/${from.number}/deeds/receive-charge`, { fields: told.fields })).toMatchObject({
    status: 409
  })
})
