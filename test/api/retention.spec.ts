// The retention desk over HTTP: who asks to leave is on its work list, takes an offer, is let go or stays; decided once.
import { jest } from '@jest/globals'
import { Persistence } from '@farthing/kernel'
import { customer } from '@farthing/testing'
import { api, decide, inside, plans, publish, request, rules, subscriber } from './retaining.ts'

jest.setTimeout(120_000)

beforeAll(() => publish(rules))
afterAll(() => api.close())

it('takes a request instead of ending, once at a time', async () => {
  const { ask, number, subscription } = await subscriber()
  const answer = await ask()
  expect(answer).toMatchObject({
    status: 200,
    body: { state: 'active', terminated: null, retention: expect.any(String) }
  })
  const id = answer.body.retention
  expect(await request(id)).toMatchObject({
    ...{ id, accountNumber: number, subscription, action: 'terminate', target: null },
    ...{ asked: '2026-03-10', wished: '2026-03-10', closes: '2026-03-24', status: 'open', decidedBy: null },
    reason: 'We would like to keep you',
    rule: expect.stringMatching(/^forbid keep \(.+:\d+:1\)$/),
    offers: [
      {
        number: 1,
        title: 'Ten for staying',
        does: expect.stringMatching(/^credit 10.00 [A-Z]{3}/),
        deed: 'credit',
        fields: { amount: '10.000000' }
      },
      { number: 2, title: 'A quarter at half price', deed: 'grant-discount', fields: { discount: 'half' } },
      { number: 3, title: 'A phone', deed: 'buy', fields: { item: 'phone', price: '0.000000' } }
    ]
  })
  const again = await ask()
  expect(again).toMatchObject({ status: 409, body: { reason: 'at-retention' } })
  expect(again.body.detail).toContain(id)
  const other = await ask('plan', { plan: 'small' })
  expect(await request(other.body.retention)).toMatchObject({
    action: 'change',
    target: 'small',
    closes: null,
    offers: []
  })
})

it('names all numbers of the day on which it asked, also one that it gives up after', async () => {
  const two = ['+61400000488', '+61400000489']
  const { subscription } = await customer(inside, { identities: two, plan: 'surf' })
  const id = (await api.post(`/subscriptions/${subscription}/terminate`, {})).body.retention
  expect((await request(id)).identities).toEqual(two)
  const change = { number: '61400000490', instead: two[0], effective: '2026-03-12' }
  expect((await api.post(`/subscriptions/${subscription}/number`, change)).status).toBe(200)
  expect((await request(id)).identities).toEqual(two)
})

it('takes one request for another plan at a time, and one for each feature', async () => {
  const desk = (what: string) => `forbid ${what} "Stay" { goes to retention, carried out after 14 days }\n`
  const more = `plan tiny "Tiny" { from 2025-01-01; rent 10.00 per month }\nfeature fax "Fax" { from 2025-01-01; rent 5.00 per month }\n`
  await publish(`${plans}${more}${desk('change')}${desk('feature line on')}${desk('feature fax on')}`)
  const { ask } = await subscriber()
  const first = (await ask('plan', { plan: 'small' })).body.retention
  const second = await ask('plan', { plan: 'tiny' })
  expect(second).toMatchObject({ status: 409, body: { reason: 'at-retention' } })
  expect(second.body.detail).toContain(
    `"change to small" was asked for on 2026-03-10 and waits at the retention desk until 2026-03-24 (request ${first})`
  )
  const features = [await ask('features/line/on'), await ask('features/fax/on'), await ask('features/line/on')]
  expect(features.map(({ status }) => status)).toEqual([200, 200, 409])
  expect(features[2]?.body.detail).toContain('"feature on line" was asked for')
  expect(await decide(first, 'withdraw')).toMatchObject({ status: 200 })
  expect(await ask('plan', { plan: 'tiny' })).toMatchObject({ status: 200, body: { retention: expect.any(String) } })
  await publish(rules)
})

it('lets go on the day that was asked for, on the day of letting go, or on one that the desk names', async () => {
  const [late, ahead, named, cycle] = [await subscriber(), await subscriber(), await subscriber(), await subscriber()]
  const ids = [
    await late.asked({ effective: '2026-03-01', asked: '2026-03-01' }),
    await ahead.asked({ effective: '2026-03-20' }),
    await named.asked(),
    await cycle.asked({ when: 'next-cycle' })
  ]
  for (const id of ids) {
    const body = id === ids[2] ? { effective: '2026-03-05' } : {}
    expect(await decide(id, 'let-go', body)).toMatchObject({
      status: 200,
      body: { status: 'let-go', decidedBy: 'Bea' }
    })
  }
  const ends = await Promise.all([late, ahead, named, cycle].map(async each => (await each.state()).terminated))
  expect(ends).toEqual(['2026-03-10', '2026-03-20', '2026-03-05', '2026-04-01'])
})

it('is withdrawn by who asked, and can be asked for anew', async () => {
  const { asked, state } = await subscriber()
  const id = await asked()
  expect(await decide(id, 'withdraw')).toMatchObject({ status: 200, body: { status: 'withdrawn' } })
  expect((await state()).terminated).toBeNull()
  expect(await asked()).not.toBe(id)
})

it('is decided once, whoever comes at the same moment', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { asked, state } = await subscriber()
    const id = await asked()
    const answers = await Promise.all([
      decide(id, 'accept', { offer: 1 }),
      decide(id, 'let-go'),
      decide(id, 'accept', { offer: 2 }),
      decide(id, 'let-go'),
      decide(id, 'withdraw')
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409])
    const won = answers.find(({ status }) => status === 200)?.body
    for (const { body, status } of answers) if (status === 409) expect(body.reason).toBe('request-decided')
    expect(await request(id)).toMatchObject({ status: won.status, offer: won.offer })
    expect((await state()).terminated).toBe(won.status === 'let-go' ? '2026-03-10' : null)
  }
  const changed = api.app
    .get(Persistence)
    .bulk('main', client => client.query(`update retention_request set problem = 'x' where status <> 'open'`))
  await expect(changed).rejects.toThrow('never changed or deleted')
})

it('is decided and done together: what breaks off half way leaves nothing', async () => {
  const { asked, number, state } = await subscriber()
  const id = await asked()
  const bulk = (text: string) => api.app.get(Persistence).bulk('main', client => client.query(text))
  await bulk(`create trigger half_way before update on retention_request for each row execute function refuse_change()`)
  for (const answer of [await decide(id, 'accept', { offer: 1 }), await decide(id, 'let-go')])
    expect(answer.status).toBe(500)
  await bulk('drop trigger half_way on retention_request')
  const facts = (await api.get(`/accounts/${number}/facts`)).body as readonly { kind: string }[]
  expect(facts.map(({ kind }) => kind)).toEqual(['account-opened', 'subscribed'])
  expect([(await request(id)).status, (await state()).terminated]).toEqual(['open', null])
  expect(await decide(id, 'accept', { offer: 1 })).toMatchObject({ status: 200, body: { status: 'accepted' } })
})

it('answers the same command again without doing it twice', async () => {
  const { asked, number } = await subscriber()
  const id = await asked()
  const once = () => api.post(`/retention/${id}/accept`, { by: 'Bea', offer: 1 }, 'accept-once')
  const [first, second] = [await once(), await once()]
  expect(second).toMatchObject({ status: 200, body: first.body })
  const facts = (await api.get(`/accounts/${number}/facts`)).body as readonly { kind: string }[]
  expect(facts.filter(({ kind }) => kind === 'item')).toHaveLength(1)
})

it('refuses what makes no sense, and says why', async () => {
  const { asked } = await subscriber()
  const id = await asked()
  expect(await decide(id, 'accept', { offer: 4 })).toMatchObject({ status: 422, body: { reason: 'unknown-offer' } })
  expect(await decide(id, 'accept', { offer: 0 })).toMatchObject({ status: 400 })
  expect(await decide(id, 'let-go', { effective: '2026-02-31' })).toMatchObject({ status: 400 })
  expect(await decide('6f9619ff-8b86-4d01-b42d-00c04fc964ff', 'let-go')).toMatchObject({ status: 404 })
  expect(await decide('nonsense', 'let-go')).toMatchObject({ status: 400 })
  expect((await api.get('/retention/nonsense')).status).toBe(400)
  expect(await request(id)).toMatchObject({ status: 'open' })
})

it('is listed by what is asked for, page by page', async () => {
  const { ask, number } = await subscriber()
  const ids = [(await ask()).body.retention, (await ask('plan', { plan: 'small' })).body.retention]
  const list = async (query: string) =>
    (await api.get(`/retention?account=${number}${query}`)).body.map(({ id }: { id: string }) => id)
  expect(await list('')).toEqual(ids.toReversed())
  expect(await list('&limit=1')).toEqual([ids[1]])
  expect(await list(`&limit=1&before=${ids[1]}`)).toEqual([ids[0]])
  expect(await list('&action=terminate&status=open')).toEqual([ids[0]])
  expect(await list('&closesBefore=2026-03-24')).toEqual([])
  expect(await list('&closesBefore=2026-03-25')).toEqual([ids[0]])
  expect((await api.get('/retention?status=lost')).status).toBe(400)
  expect((await api.get('/retention?account=A-999999')).status).toBe(404)
})
