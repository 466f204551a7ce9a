// What is barred and throttled over HTTP, and both by hand; what customers are to be told, page by page.
import { Policies } from '@farthing/kernel'
import { customer, publishRules, putUsage, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'

const plan = `plan surf "Surf" {
  from 2025-01-01
  tariff traffic
  include 1 GB of data
  when data runs out: bar until next cycle
}
message "half" { facts plan }
message "all" { facts plan, age }
policy fair-use {
  when used(data) reaches 50% of included: notify "half" by sms, email
  when used(data) reaches 100% of included: throttle to 64 kbit per second until next cycle, notify "all"
}
`
const api = await openApi({ now: '2026-03-20T00:00:00Z' })
const { inside } = api
const held = { account: '', number: '', subscription: '' }
const path = (rest = ''): string => `/subscriptions/${held.subscription}/services${rest}`

beforeAll(async () => {
  await publishRules(inside, sampleRules(plan))
  Object.assign(held, await customer(inside, { identities: ['61400000001'], plan: 'surf' }))
  const use = {
    ...held,
    plan: 'surf',
    service: 'data',
    to: '',
    at: '2026-03-19T10:00:00+11:00',
    quantity: 1_000_000_000
  }
  await putUsage(inside.app, '2026-03-20T00:00:00Z', [use])
  expect(await api.app.get(Policies).pass()).toMatchObject({ messages: 3, changes: 2, problems: [] })
})
afterAll(() => api.close())

describe('services over HTTP', () => {
  it('says what is barred and throttled, since when, until when and by which rule', async () => {
    const { restrictions } = (await api.get(path())).body
    expect(restrictions).toMatchObject([
      { what: 'data', deed: 'throttled', kilobits: 64, since: '2026-03-20', until: '2026-04-01', cause: 'policy' },
      { what: 'data', deed: 'barred', kilobits: null, since: '2026-03-19', until: '2026-04-01', cause: 'run-out' }
    ])
    const [throttled] = restrictions
    expect(throttled).toMatchObject({
      reason: 'used(data) reaches 100% of included',
      rule: { rule: 'policy fair-use', file: 'plans.farthing', line: expect.any(Number) }
    })
  })

  it('bars by hand, and restores by hand whoever barred', async () => {
    const bar = { what: 'roaming', reason: 'stolen telephone' }
    const barred = await api.post(path('/bar'), bar)
    expect(barred).toMatchObject({ status: 201, body: { ...bar, deed: 'barred', cause: 'hand', rule: null } })
    expect(await api.post(path('/bar'), bar)).toMatchObject({ status: 409, body: { reason: 'already-barred' } })
    const restored = await api.post(path('/restore'), { what: 'data', reason: 'as a courtesy' })
    expect(restored).toMatchObject({ status: 200, body: [{ deed: 'restored', cause: 'hand' }, { deed: 'restored' }] })
    expect((await api.get(path())).body.restrictions).toMatchObject([{ what: 'roaming' }])
  })

  it('leaves alone until the next cycle what a person restored', async () => {
    api.clock.moveTo('2026-03-21T00:00:00Z')
    const use = { ...held, plan: 'surf', service: 'data', to: '', at: '2026-03-21T10:00:00+11:00', quantity: 1_000_000 }
    await putUsage(inside.app, '2026-03-21T00:00:00Z', [use])
    expect(await api.app.get(Policies).pass()).toMatchObject({ accounts: 1, messages: 0, changes: 0 })
  })

  it('keeps the history, newest first, page by page', async () => {
    const { changes, next } = (await api.get(path('/history?limit=3'))).body
    expect(changes.map(({ deed }: { deed: string }) => deed)).toEqual(['restored', 'restored', 'barred'])
    const older = (await api.get(path(`/history?limit=3&before=${next}`))).body
    expect(older.changes.map(({ cause }: { cause: string }) => cause)).toEqual(['run-out', 'policy'])
    expect(older.next).toBeNull()
    expect(changes[0].ends).toBe(older.changes[0].id)
  })

  it('lists messages, oldest first, page by page and by account', async () => {
    const { messages, next } = (await api.get('/messages?limit=2')).body
    expect(messages).toMatchObject([
      { name: 'half', channel: 'sms', dueOn: '2026-03-20', state: 'queued', facts: { plan: 'surf' } },
      { name: 'half', channel: 'email', accountNumber: held.number }
    ])
    const rest = (await api.get(`/messages?after=${next}&account=${held.number}`)).body
    expect(rest).toMatchObject({ messages: [{ name: 'all', facts: { plan: 'surf', age: '2026-01-01' } }], next: null })
  })

  it.each([
    ['/messages?account=nobody', 404],
    ['/subscriptions/nobody/services', 404],
    ['/subscriptions/nobody/services/history', 404],
    ['/messages?limit=0', 400],
    ['/messages?after=x', 400]
  ])('%s answers with a problem', async (url, status) => {
    expect(await api.get(url)).toMatchObject({ status, body: { status } })
  })

  it.each([
    ['/bar', { what: 'Data!', reason: 'x' }, 400],
    ['/bar', { what: 'data' }, 400],
    ['/restore', { what: 'outgoing', reason: 'x' }, 409]
  ])('%s of %j is refused', async (rest, body, status) => {
    expect(await api.post(path(rest), body)).toMatchObject({ status, body: { status } })
  })
})
