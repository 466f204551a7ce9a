// The retention desk over HTTP, later: rules are published, subscriptions end and move, days come, and bills show what was taken.
import { jest } from '@jest/globals'
import { Persistence } from '@farthing/kernel'
import { billOn } from '@farthing/testing'
import { setTimeout as pause } from 'node:timers/promises'
import { api, decide, desk, inside, plans, publish, request, rules, subscriber } from './retaining.ts'

jest.setTimeout(120_000)

beforeAll(() => publish(rules))
afterAll(() => api.close())

it('keeps its offers when rules are published, and waits on when one cannot be had any more', async () => {
  const { asked } = await subscriber()
  const id = await asked()
  await publish(rules.replace('discount half', 'discount third').replace('grant discount half', 'grant discount third'))
  const refused = await decide(id, 'accept', { offer: 2 })
  expect(refused).toMatchObject({ status: 409, body: { reason: 'offer-refused' } })
  expect(refused.body.detail).toContain('there is no discount half')
  expect(await request(id)).toMatchObject({ status: 'open', offers: [{}, { fields: { discount: 'half' } }, {}] })
  await publish(rules)
  expect(await decide(id, 'accept', { offer: 2 })).toMatchObject({ status: 200 })
})

it('is gone when the subscription ends by something else', async () => {
  const held = await subscriber()
  const id = await held.asked()
  const other = (await held.ask('plan', { plan: 'small' })).body.retention
  await publish(plans)
  expect(await held.ask()).toMatchObject({ status: 200, body: { terminated: '2026-03-10', retention: null } })
  for (const answer of [await decide(id, 'accept', { offer: 1 }), await decide(other, 'let-go')])
    expect(answer).toMatchObject({
      status: 409,
      body: { reason: expect.stringMatching('subscription-ended|request-decided') }
    })
  await desk.dropEnded(held.subscription)
  expect(await request(id)).toMatchObject({ status: 'withdrawn', why: 'The subscription has ended by something else.' })
  await publish(rules)
})

/** Who waits for this connection, and who waits for them. */
const BLOCKED = `with recursive waits as (select pg_backend_pid() as pid union
  select l.pid from pg_locks l join waits w on not l.granted and w.pid = any(pg_blocking_pids(l.pid)))
  select from waits where pid <> pg_backend_pid()`

it('is accepted while the subscription moves: the offer goes to who has it then', async () => {
  const [held, taker] = [await subscriber(), await subscriber()]
  const id = await held.asked()
  const accepting = await api.app.get(Persistence).bulk('main', async client => {
    const waiting = async (count: number) => {
      while (((await client.query(BLOCKED)).rowCount ?? 0) < count) await pause(5)
    }
    await client.query('select id from account where number = $1 for update', [taker.number])
    const moved = held.ask('move', { to: taker.number })
    await waiting(1)
    const accepted = decide(id, 'accept', { offer: 1 })
    await waiting(2)
    return { answers: Promise.all([moved, accepted]) }
  })
  expect((await accepting.answers).map(({ status }) => status)).toEqual([200, 200])
  const facts = (await api.get(`/accounts/${taker.number}/facts`)).body as readonly { kind: string }[]
  expect(facts.map(({ kind }) => kind)).toContain('item')
})

it('bills at once what was to be charged at once, when it is let go', async () => {
  await publish(`${plans}forbid change "Stay where you are" { goes to retention }\n`)
  const { ask, number, state } = await subscriber('small')
  const invoices = async () => (await api.get(`/invoices?account=${number}`)).body.invoices
  const taken = await ask('plan', { plan: 'surf', charged: 'now' })
  expect(taken.body).toMatchObject({ invoice: null, plan: 'small', retention: expect.any(String) })
  expect(await invoices()).toEqual([])
  expect(await decide(taken.body.retention, 'let-go')).toMatchObject({ status: 200 })
  expect(await state()).toMatchObject({ plan: 'surf' })
  expect(await invoices()).toMatchObject([{ billDate: '2026-03-10', total: '14.20' }])
  await publish(rules)
})

it('follows a subscription that moves: what is offered is done to the account that has it', async () => {
  const [held, taker] = [await subscriber(), await subscriber()]
  const [id, other] = [await held.asked(), (await held.ask('plan', { plan: 'small' })).body.retention]
  expect((await held.ask('move', { to: taker.number })).status).toBe(200)
  expect(await decide(id, 'accept', { offer: 1 })).toMatchObject({ status: 200 })
  const facts = (await api.get(`/accounts/${taker.number}/facts`)).body as readonly { kind: string }[]
  expect(facts.map(({ kind }) => kind)).toContain('item')
  expect(await decide(other, 'let-go')).toMatchObject({ status: 200, body: { status: 'let-go' } })
  expect(await held.state()).toMatchObject({ plan: 'small', accountNumber: taker.number })
})

it('is carried out when nobody has decided, exactly once; what is in the way is told, and tried again the next day', async () => {
  const [kept, gone, stuck] = [await subscriber(), await subscriber(), await subscriber('small')]
  const [held, left, hindered] = [await kept.asked(), await gone.asked(), await stuck.asked()]
  await decide(held, 'accept', { offer: 1 })
  api.clock.advance({ hours: 24 * 13 })
  await desk.carryOutDue()
  expect(await request(left)).toMatchObject({ status: 'open' })
  await publish(`${rules}\nforbid terminate when plan is small "Ask us in writing"\n`)
  api.clock.advance({ hours: 24 })
  await Promise.all([desk.carryOutDue(), desk.carryOutDue()])
  expect(await desk.carryOutDue()).toBe(0)
  expect(await request(left)).toMatchObject({ status: 'carried-out', decidedBy: '' })
  expect((await gone.state()).terminated).toBe('2026-03-24')
  expect([(await request(held)).status, (await kept.state()).terminated]).toEqual(['accepted', null])
  expect(await request(hindered)).toMatchObject({
    status: 'open',
    problem: expect.stringMatching(/^Ask us in writing/)
  })
  await publish(rules)
  expect(await desk.carryOutDue()).toBe(0)
  api.clock.advance({ hours: 24 })
  expect(await desk.carryOutDue()).toBe(1)
  expect((await stuck.state()).terminated).toBe('2026-03-25')
})

it('does what an offer says when it is taken, and the bill shows it', async () => {
  const day = '2026-04-01'
  for (const [offer, line, description, amount] of [
    [1, 'item', 'Thank you for staying', -10_000_000n],
    [2, 'discount', 'Half price: Surf', -20_000_000n],
    [3, 'invoice-item', 'Phone', 0n]
  ] as const) {
    const { asked, number, subscription } = await subscriber()
    const taken = await decide(await asked(), 'accept', { offer, why: 'called twice' })
    expect(taken).toMatchObject({
      status: 200,
      body: { status: 'accepted', offer, decidedBy: 'Bea', why: 'called twice', fact: expect.any(String) }
    })
    const facts = (await api.get(`/accounts/${number}/facts`)).body as readonly { id: string; subscription: string }[]
    expect(facts.find(({ id }) => id === taken.body.fact)).toMatchObject({ subscription })
    const bill = await billOn(inside as never, number, day)
    const lines = bill?.lines.map(each => [each.type, each.description, each.amount]) ?? []
    if (amount !== 0n) expect(lines).toContainEqual([line, description, amount])
    expect(bill?.lines.some(({ from, type }) => type === 'rent' && from.toString() === day)).toBe(true)
  }
})

it('is gone when its day comes and the subscription is on that plan by something else; before, it can be withdrawn', async () => {
  const text = `${plans}\nforbid change to small "Stay" { goes to retention, carried out after 14 days }\n`
  await publish(text)
  const [held, other] = [await subscriber(), await subscriber()]
  const ask = async ({ ask }: typeof held) => (await ask('plan', { plan: 'small' })).body.retention
  const [id, second] = [await ask(held), await ask(other)]
  await publish(plans)
  for (const each of [held, other]) expect((await each.ask('plan', { plan: 'small' })).status).toBe(200)
  const asked = await decide(second, 'let-go')
  expect(asked).toMatchObject({ status: 409, body: { reason: 'plan-held-already' } })
  expect(asked.body.detail).toContain('Withdraw the request: nothing is left to do.')
  expect(await decide(second, 'withdraw')).toMatchObject({ status: 200 })
  api.clock.advance({ hours: 24 * 15 })
  await desk.carryOutDue()
  expect(await request(id)).toMatchObject({
    status: 'withdrawn',
    why: 'It is on that plan by something else.',
    problem: null
  })
})
