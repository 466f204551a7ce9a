import { publishRules } from '@farthing/testing'
import { openApi } from './api.ts'

const api = await openApi()
await publishRules(api.app)
afterAll(() => api.close())

const anna = { name: 'Anna Smith', billDay: 31, zone: 'Australia/Melbourne', currency: 'AUD', openedOn: '2026-01-01' }

describe('/accounts', () => {
  it('opens, shows, changes, moves and closes one', async () => {
    const opened = await api.post('/accounts', { ...anna, address: ['1 High St'], email: 'anna@example.org' })
    expect(opened).toMatchObject({ status: 201, body: { ...anna, number: 'A-000001', status: 'active', phone: null } })
    const { id, number } = opened.body
    expect((await api.get(`/accounts/${number}`)).body).toEqual(opened.body)
    expect((await api.patch(`/accounts/${id}`, { phone: '+61 3 1234' })).body).toMatchObject({
      phone: '+61 3 1234',
      email: 'anna@example.org'
    })
    expect((await api.post(`/accounts/${id}/bill-day`, { billDay: 15, effective: '2026-04-01' })).body).toMatchObject({
      billDay: 15
    })
    expect((await api.post(`/accounts/${id}/close`)).body).toMatchObject({ status: 'closed' })
  })

  it('lists page by page', async () => {
    for (let index = 0; index < 3; index++) await api.post('/accounts', { ...anna, name: `Listed ${index}` })
    const first = await api.get('/accounts?search=listed&limit=2')
    expect(first.body.accounts.map((each: { name: string }) => each.name)).toEqual(['Listed 0', 'Listed 1'])
    const second = await api.get(`/accounts?search=listed&limit=2&after=${first.body.next}`)
    expect(second.body).toMatchObject({ accounts: [{ name: 'Listed 2' }], next: null })
  })

  it.each([
    [{ ...anna, billDay: 0 }, 'billDay'],
    [{ ...anna, zone: 'Melbourne' }, 'zone'],
    [{ ...anna, currency: 'XXX1' }, 'currency'],
    [{ ...anna, openedOn: '2026-02-30' }, 'openedOn'],
    [{ ...anna, email: 'nobody' }, 'email'],
    [{ ...anna, colour: 'red' }, 'colour']
  ])('names what is wrong with %j', async (body, field) => {
    expect(await api.post('/accounts', body)).toMatchObject({ status: 400, body: { errors: [{ field }] } })
  })

  it('says that there is none', async () => {
    expect(await api.get('/accounts/A-999999')).toMatchObject({ status: 404, body: { reason: 'unknown-account' } })
    expect(await api.patch('/accounts/A-999999', {})).toMatchObject({ status: 404 })
  })
})

describe('/accounts/:account/items', () => {
  it('enter charges and credits, and take them back', async () => {
    const { number } = (await api.post('/accounts', anna)).body
    const charge = await api.post(`/accounts/${number}/items`, {
      amount: '12.5',
      description: 'Site visit',
      effective: '2026-03-01'
    })
    expect(charge).toMatchObject({
      status: 201,
      body: { kind: 'item', effective: '2026-03-01', details: { amount: '12.50', category: 'item' } }
    })
    const credit = { amount: '-3.00', description: 'Sorry', category: 'goodwill' }
    expect((await api.post(`/accounts/${number}/items`, credit)).body).toMatchObject({
      effective: '2026-03-10',
      details: { amount: '-3.00' }
    })
    expect(await api.post(`/accounts/${number}/facts/${charge.body.id}/withdraw`)).toMatchObject({
      status: 200,
      body: { kind: 'withdrawn', supersedes: charge.body.id }
    })
    expect(await api.post(`/accounts/${number}/facts/${charge.body.id}/withdraw`)).toMatchObject({
      ...{ status: 409, body: { reason: 'withdrawn-already', detail: 'It was withdrawn on 2026-03-10 already.' } }
    })
    const kinds = (await api.get(`/accounts/${number}/facts`)).body.map((fact: { kind: string }) => fact.kind)
    expect(kinds).toEqual(['account-opened', 'item', 'item', 'withdrawn'])
  })

  it('takes a move of the bill day back', async () => {
    const { number } = (await api.post('/accounts', anna)).body
    await api.post(`/accounts/${number}/bill-day`, { billDay: 15, effective: '2026-04-01' })
    const moved = (await api.get(`/accounts/${number}/facts`)).body[1].id
    await api.post(`/accounts/${number}/facts/${moved}/withdraw`)
    expect((await api.get(`/accounts/${number}`)).body.billDay).toBe(31)
  })

  it.each([
    [{ amount: '1e3', description: 'x' }, 400, 'invalid-request'],
    [{ amount: '0.00', description: 'x' }, 422, 'amount-zero'],
    [{ amount: '9999999999', description: 'x' }, 422, 'amount-too-large'],
    [{ amount: '1', description: 'x', effective: '2025-12-31' }, 422, 'before-account-opened'],
    [{ amount: '1', description: 'x', subscription: crypto.randomUUID() }, 422, 'unknown-subscription']
  ])('refuses %j', async (body, status, reason) => {
    const { number } = (await api.post('/accounts', anna)).body
    expect(await api.post(`/accounts/${number}/items`, body)).toMatchObject({ status, body: { reason } })
  })
})

describe('/subscriptions', () => {
  it('start, change, suspend, resume, end and are corrected', async () => {
    const account = (await api.post('/accounts', anna)).body.number
    const started = await api.post(`/accounts/${account}/subscriptions`, {
      as: '+61400000001',
      plan: 'mobile-20',
      effective: '2026-02-01'
    })
    expect(started).toMatchObject({
      status: 201,
      body: { state: 'active', plan: 'mobile-20', identities: ['+61400000001'] }
    })
    const path = `/subscriptions/${started.body.id}`
    await api.post(`${path}/suspend`, { effective: '2026-03-05' })
    expect((await api.post(`${path}/plan`, { plan: 'mobile-40', effective: '2026-03-20' })).body).toMatchObject({
      state: 'suspended',
      plan: 'mobile-20'
    })
    await api.post(`${path}/resume`, { effective: '2026-03-07' })
    const ended = await api.post(`${path}/terminate`, { effective: '2026-06-01' })
    expect(ended.body.terminated).toBe('2026-06-01')
    const end = ended.body.facts.at(-1).id
    expect((await api.post(`${path}/facts/${end}/withdraw`)).body.terminated).toBeNull()
    const shown = (await api.get(path)).body
    expect(shown.segments.map((each: { from: string; state: string }) => `${each.from} ${each.state}`)).toEqual([
      '2026-02-01 active',
      '2026-03-05 suspended',
      '2026-03-07 active',
      '2026-03-20 active'
    ])
    expect((await api.get(`/accounts/${account}/subscriptions`)).body).toHaveLength(1)
  })

  it('correct no item, which can be taken back again after it was brought back', async () => {
    const account = (await api.post('/accounts', anna)).body.number
    const start = { as: '+61400000011', plan: 'mobile-20', effective: '2026-02-01' }
    const { id } = (await api.post(`/accounts/${account}/subscriptions`, start)).body
    const visit = { amount: '40.00', description: 'Visit', subscription: id, effective: '2026-03-01' }
    const item = (await api.post(`/accounts/${account}/items`, visit)).body.id
    expect(await api.post(`/subscriptions/${id}/suspend`, { supersedes: item })).toMatchObject({
      ...{ status: 404, body: { reason: 'unknown-fact', detail: expect.stringContaining(`${item} is an item`) } }
    })
    const take = async () => api.post(`/accounts/${account}/facts/${item}/withdraw`)
    const taken = (await take()).body.id
    expect((await api.post(`/subscriptions/${id}/facts/${taken}/withdraw`)).status).toBe(200)
    expect((await take()).status).toBe(200)
    expect(await take()).toMatchObject({ status: 409, body: { reason: 'withdrawn-already' } })
  })

  it('turn features on and off', async () => {
    const account = (await api.post('/accounts', anna)).body.number
    const features = ['voicemail']
    const request = { as: '+61400000003', plan: 'mobile-20', effective: '2026-02-01' }
    const path = `/accounts/${account}/subscriptions`
    expect(await api.post(path, { ...request, features: ['voicemial'] })).toMatchObject({
      status: 422,
      body: {
        reason: 'unknown-feature',
        errors: [{ field: 'features' }],
        detail: expect.stringContaining('voicemail?')
      }
    })
    const { body } = await api.post(path, { ...request, features })
    const feature = `/subscriptions/${body.id}/features/voicemail`
    expect(await api.post(`${feature}/on`, { effective: '2026-02-11' })).toMatchObject({
      status: 409,
      body: { reason: 'feature-already-on' }
    })
    await api.post(`${feature}/off`, { effective: '2026-02-11' })
    const again = await api.post(`${feature}/on`, { effective: '2026-02-21' })
    expect(again.body.features).toEqual([
      { feature: 'voicemail', from: '2026-02-01', until: '2026-02-11' },
      { feature: 'voicemail', from: '2026-02-21', until: null }
    ])
    await api.post(`${feature}/off`, { effective: '2026-03-01' })
    await api.post(`/subscriptions/${body.id}/suspend`, { effective: '2026-03-01' })
    expect(await api.post(`${feature}/on`, { effective: '2026-03-02' })).toMatchObject({
      status: 409,
      body: {
        reason: 'forbidden',
        detail: expect.stringMatching(
          /^Resume your service first \(forbid feature on voicemail, plans.farthing:\d+:1\)$/
        )
      }
    })
    expect(again.body.facts.at(-1)).toMatchObject({ kind: 'feature-on', details: { feature: 'voicemail' } })
  })

  it('refuse what cannot be', async () => {
    const account = (await api.post('/accounts', anna)).body.number
    const request = { as: '+61400000002', plan: 'mobile-20', effective: '2026-02-01' }
    const first = await api.post(`/accounts/${account}/subscriptions`, request)
    expect(await api.post(`/accounts/${account}/subscriptions`, request)).toMatchObject({
      status: 409,
      body: { reason: 'identity-taken' }
    })
    const asDialled = { ...request, as: 'mine', identities: ['0400 000 002'] }
    expect(await api.post(`/accounts/${account}/subscriptions`, asDialled)).toMatchObject({
      status: 409,
      body: { reason: 'identity-taken' }
    })
    expect(await api.post(`/subscriptions/${first.body.id}/resume`, {})).toMatchObject({
      status: 409,
      body: { reason: 'not-suspended' }
    })
    expect(await api.post(`/subscriptions/${account}/resume`, {})).toMatchObject({ status: 404 })
    expect(await api.post(`/accounts/${account}/close`)).toMatchObject({
      status: 409,
      body: { reason: 'subscriptions-active' }
    })
  })
})
