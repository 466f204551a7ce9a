// The retention desk over HTTP, as days come that were told ahead.
import { jest } from '@jest/globals'
import { api, decide, desk, plans, publish, request, rules, subscriber } from './retaining.ts'

jest.setTimeout(120_000)

const LATER = 'forbid change to small "Stay" { goes to retention, carried out after 14 days }\n'

beforeAll(() => publish(rules))
afterAll(() => api.close())

it('is gone on the day of an end that was told ahead, though it has no last day of its own', async () => {
  const [held, back] = [await subscriber(), await subscriber()]
  const ids = [(await held.ask('plan', { plan: 'small' })).body.retention]
  ids.push((await back.ask('plan', { plan: 'small' })).body.retention)
  await publish(plans)
  for (const each of [held, back]) await each.ask('terminate', { effective: '2026-03-12' })
  const { facts } = await back.state()
  const end = facts.find(({ kind }: { kind: string }) => kind === 'terminated').id
  expect((await api.post(`/subscriptions/${back.subscription}/facts/${end}/withdraw`, {})).status).toBe(200)
  await desk.dropAllEnded()
  expect(await request(ids[0])).toMatchObject({ status: 'open' })
  api.clock.advance({ hours: 48 })
  await desk.dropAllEnded()
  expect(await request(ids[0])).toMatchObject({
    status: 'withdrawn',
    why: 'The subscription has ended by something else.'
  })
  expect(await request(ids[1])).toMatchObject({ status: 'open' })
  await publish(rules)
})

it('leaves a change that came after it to the desk, whatever was said of those that were pending', async () => {
  await publish(`${plans}plan mega "Mega" { from 2025-01-01; rent 90.00 per month }\n${LATER}`)
  const { ask, state, subscription } = await subscriber()
  await ask('plan', { plan: 'mega', effective: '2026-05-01' })
  const asked = await ask('plan', { plan: 'small', pending: 'replace' })
  const id = asked.body.retention
  const other = await ask('plan', { plan: 'surf', effective: '2026-06-01', pending: 'keep' })
  expect(other).toMatchObject({ status: 200, body: { retention: null } })
  api.clock.advance({ hours: 24 * 14 })
  await desk.carryOutDue()
  expect(await request(id)).toMatchObject({
    status: 'open',
    problem: expect.stringContaining('the change to surf on 2026-06-01')
  })
  expect((await request(id)).problem).not.toContain('2026-05-01')
  expect(await decide(id, 'let-go', { pending: 'keep' })).toMatchObject({ status: 200 })
  expect(await state()).toMatchObject({ plan: 'small' })
  const pending = (await api.get(`/subscriptions/${subscription}/pending`)).body
  expect(pending).toMatchObject([{ effective: '2026-05-01' }, { effective: '2026-06-01' }])
  await publish(rules)
})
