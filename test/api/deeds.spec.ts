// What plugins declare may be done to an account, over HTTP: listed, done, refused, taken back, billed.
import { billOn, customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'

const plan = `plan surf "Surf" {
  from 2025-01-01
  tariff traffic
  rent 10.00 per month
}
plan bound "Bound" {
  from 2025-01-01
  tariff traffic
  rent 40.00 per month
  contract half "Half a year" { term 6 months, at least 3 months, at most 12 months; early exit 20.00 per month left }
}
item sim-card "SIM card" 12.00
item phone "Phone" 100.00, category goods, in 3 instalments
`
const api = await openApi({ now: '2026-03-20T00:00:00Z' })
const { inside } = api
const held = { account: '', number: '', subscription: '' }
const deeds = (name = 'buy'): string => `/accounts/${held.number}/deeds/${name}`

async function second(number: string): Promise<string> {
  const start = { as: '61400000005', plan: 'bound', effective: '2026-04-01' }
  return (await api.post(`/accounts/${number}/subscriptions`, start)).body.id
}

beforeAll(async () => {
  await publishRules(inside, sampleRules(plan))
  Object.assign(held, await customer(inside, { identities: ['61400000001'], plan: 'surf' }))
})
afterAll(() => api.close())

describe('deeds over HTTP', () => {
  it('are listed with their fields', async () => {
    const { body } = await api.get('/deeds')
    expect(body).toContainEqual(
      expect.objectContaining({
        name: 'buy',
        to: 'either',
        fields: expect.arrayContaining([
          { name: 'quantity', kind: 'count', of: null, optional: true, doc: 'how many; one when left out' }
        ]) as unknown
      })
    )
  })

  it('are facts of the account, and the next bill charges them', async () => {
    const answer = await api.post(deeds(), { fields: { item: 'sim-card', quantity: 2 } })
    expect(answer).toMatchObject({
      status: 201,
      body: { kind: 'deed', details: { deed: 'buy', fields: { item: 'sim-card', quantity: 2 } } }
    })
    const replaced = { fields: { item: 'sim-card', quantity: 3 }, supersedes: (answer.body as { id: string }).id }
    expect(await api.post(deeds(), replaced)).toMatchObject({ status: 201 })
    const wrong = await api.post(deeds(), { fields: { item: 'phone' }, subscription: held.subscription })
    expect(wrong).toMatchObject({ status: 201, body: { subscription: held.subscription } })
    const fact = (wrong.body as { id: string }).id
    expect(await api.post(`/accounts/${held.number}/facts/${fact}/withdraw`, {})).toMatchObject({ status: 200 })
    const bill = await billOn(inside as never, held.number, '2026-04-01')
    const items = bill?.lines.filter(({ type }) => type === 'invoice-item')
    expect(items).toMatchObject([{ description: 'SIM card', amount: 36_000_000n }])
  })

  it.each([
    [
      'an unknown account',
      '/accounts/nobody/deeds/buy',
      { fields: { item: 'phone' } },
      404,
      'unknown-account',
      undefined
    ],
    ['an unknown deed', null, { fields: {} }, 404, 'unknown-deed', undefined],
    ['a missing field', 'buy', { fields: {} }, 422, 'wrong-fields', 'fields.item'],
    ['a wrong field', 'buy', { fields: { item: 'phone', quantity: 'x' } }, 422, 'wrong-fields', 'fields.quantity'],
    [
      'a day before the account',
      'buy',
      { fields: { item: 'phone' }, effective: '1999-01-01' },
      422,
      'before-account-opened',
      'effective'
    ],
    ['what is not on sale', 'buy', { fields: { item: 'caviar' } }, 409, 'forbidden', 'fields.item'],
    ['too many of it', 'buy', { fields: { item: 'phone', quantity: 0 } }, 409, 'forbidden', 'fields.quantity']
  ])('refuse %s', async (_, path, body, status, reason, field) => {
    const answer = await api.post(path === null ? deeds('sell') : path.startsWith('/') ? path : deeds(path), body)
    expect(answer).toMatchObject({ status, body: { reason } })
    expect((answer.body as { errors?: { field: string }[] }).errors?.[0]?.field).toBe(field)
  })

  it('are corrected one after the other: what was replaced is replaced no more, nor taken back', async () => {
    const idOf = ({ body }: { body: { id: string } }): string => body.id
    const first = idOf(await api.post(deeds(), { fields: { item: 'sim-card' }, effective: '2026-04-02' }))
    const said = (quantity: number, supersedes: string) => ({
      fields: { item: 'sim-card', quantity },
      effective: '2026-04-02',
      supersedes
    })
    const second = idOf(await api.post(deeds(), said(2, first)))
    expect(await api.post(deeds(), said(9, first))).toMatchObject({ status: 422, body: { reason: 'unknown-fact' } })
    expect(await api.post(`/accounts/${held.number}/facts/${first}/withdraw`, {})).toMatchObject({ status: 404 })
    expect(await api.post(deeds(), said(3, second))).toMatchObject({ status: 201 })
    const bill = await billOn(inside as never, held.number, '2026-05-01')
    const items = bill?.lines.filter(({ type }) => type === 'invoice-item')
    expect(items).toMatchObject([{ description: 'SIM card', amount: 36_000_000n }])
  })

  it('refuse what would come to more than any account can owe', async () => {
    const much = { fields: { item: 'sim-card', quantity: 10_000, price: '1000000000' } }
    expect(await api.post(deeds(), much)).toMatchObject({ status: 409, body: { reason: 'forbidden' } })
  })

  it('take a subscription by a number that it holds, and say what it is called by when it has not begun', async () => {
    const bought = { fields: { item: 'phone' }, subscription: '+61 400 000 001' }
    const answer = await api.post(deeds(), bought)
    expect(answer).toMatchObject({ status: 201, body: { subscription: held.subscription } })
    const fact = (answer.body as { id: string }).id
    expect(await api.post(`/accounts/${held.number}/facts/${fact}/withdraw`, {})).toMatchObject({ status: 200 })
    const stranger = await api.post(deeds(), { ...bought, subscription: '61400000009' })
    expect(stranger).toMatchObject({ status: 422, body: { reason: 'unknown-subscription' } })
    expect((stranger.body as { detail: string }).detail).toMatch(
      /no subscription 61400000009 .* by a number that it holds/
    )
    const early = await api.post(deeds(), { ...bought, subscription: held.subscription, effective: '2020-01-01' })
    expect(early).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(/'61400000001' begins on 20/) }
    })
  })

  it('refuse a subscription that the account does not have, and a correction of nothing', async () => {
    const stranger = '00000000-0000-4000-8000-000000000000'
    const fields = { item: 'phone' }
    expect(await api.post(deeds(), { fields, subscription: stranger })).toMatchObject({
      status: 422,
      body: { reason: 'unknown-subscription' }
    })
    expect(await api.post(deeds(), { fields, supersedes: stranger })).toMatchObject({
      status: 422,
      body: { reason: 'unknown-fact' }
    })
  })

  it('refuse an item to a subscription that has ended', async () => {
    const own = await customer(inside, { identities: ['61400000006'], plan: 'surf' })
    await api.post(`/subscriptions/${own.subscription}/terminate`, { effective: '2026-07-10' })
    const buys = (effective: string) =>
      api.post(`/accounts/${own.number}/deeds/buy`, {
        ...{ subscription: own.subscription, effective, fields: { item: 'phone' } }
      })
    const refused = { status: 409, body: { detail: expect.stringContaining('ended on 2026-07-10') as unknown } }
    expect(await buys('2026-07-10')).toMatchObject(refused)
    expect(await buys('2026-07-09')).toMatchObject({ status: 201 })
  })

  it('are done with the start of a subscription: the contract that it signs', async () => {
    const { number } = held
    const start = (as: string, contract: unknown) =>
      api.post(`/accounts/${number}/subscriptions`, { as, plan: 'bound', contract })
    const { body: listed } = await api.get('/deeds')
    expect(listed).toContainEqual(expect.objectContaining({ name: 'sign-contract', withStart: 'contract' }))
    const started = await start('61400000002', { contract: 'half', months: 3, promised: 'a free phone' })
    expect(started).toMatchObject({ status: 201 })
    expect(started.body.facts.map(({ kind, details }: { kind: string; details: object }) => [kind, details])).toEqual([
      ['subscribed', expect.anything()],
      ['deed', expect.objectContaining({ fields: { contract: 'half', months: 3, promised: 'a free phone' } })]
    ])
    expect(await start('61400000003', 'half')).toMatchObject({ status: 201 })
    const signAgain = { subscription: started.body.id, fields: { contract: 'half' } }
    expect(await api.post(deeds('sign-contract'), signAgain)).toMatchObject({ status: 409 })
  })

  it('release from a contract at no cost on the day on which it is left, told before or after', async () => {
    const own = await customer(inside, { identities: ['61400000004'], plan: 'bound' })
    const sides = [own.subscription, await second(own.number)]
    const day = { effective: '2026-07-10' }
    for (const [index, subscription] of sides.entries()) {
      const signs = { subscription, effective: '2026-04-02', fields: { contract: 'half' } }
      expect(await api.post(`/accounts/${own.number}/deeds/sign-contract`, signs)).toMatchObject({ status: 201 })
      const ends = () => api.post(`/subscriptions/${subscription}/terminate`, day)
      const release = () =>
        api.post(`/accounts/${own.number}/deeds/release-from-contract`, { ...day, subscription, fields: {} })
      const told = index === 0 ? [release, ends] : [ends, release]
      for (const tell of told) expect([200, 201]).toContain((await tell()).status)
    }
    const { body } = await api.get(`/accounts/${own.number}/preview?on=2026-08-01`)
    expect(JSON.stringify(body)).not.toContain('early exit')
  })

  it.each([
    ['haif', 409, 'the plan has no contract haif on 2026-05-01: did you mean half?'],
    [{ contract: 'half', months: 24 }, 409, 'its term is 3 to 12 months, not 24'],
    [{ contract: 'half', months: 1.5 }, 422, 'months: 1.5 is not a whole number from 0 on'],
    [{ months: 3 }, 422, "contract: it is missing: which of the plan's contracts"],
    [7, 400, 'contract']
  ])('start nothing with the contract %j', async (contract, status, words) => {
    const before = await api.get(`/accounts/${held.number}/subscriptions`)
    const start = { as: '61400000009', plan: 'bound', contract }
    const refused = await api.post(`/accounts/${held.number}/subscriptions`, start)
    expect(refused.status).toBe(status)
    expect(JSON.stringify(refused.body)).toContain(words)
    expect((await api.get(`/accounts/${held.number}/subscriptions`)).body).toEqual(before.body)
  })
})
