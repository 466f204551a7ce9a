// Numbers that were taken on before rules said how long national ones are: nobody loses theirs when they do.
import { customer, publishRules } from '@farthing/testing'
import { openApi } from './api.ts'
import { dialled, indianRules } from './indian-numbers.ts'
import { NCHF, opening } from './network.ts'

const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
const held = { number: '', subscription: '' }
let uses = 0

beforeAll(async () => {
  await publishRules(inside, indianRules(''))
  Object.assign(held, await customer(inside, { identities: [dialled], plan: 'chatty' }))
  await api.post(`/accounts/${held.number}/top-ups`, { amount: '10.00', method: 'card' })
  api.clock.advance({ hours: 1 })
  await publishRules(inside, indianRules(', national numbers of 10 digits'))
})
afterAll(() => api.close())

const identities = async () => (await api.get(`/subscriptions/${held.subscription}`)).body.numbers
const use = (subscriber: string) =>
  api.post('/usage/events', {
    ...{ id: `use-${++uses}`, service: 'voice', subscriber, to: '2212345678', quantity: 60, unit: 's' },
    started_at: '2026-03-09T12:00:00Z'
  })
async function imported(): Promise<object> {
  const lines = [
    'id,service,subscriber,to,started_at,quantity,unit',
    `file-${++uses},voice,${dialled},2212345678,2026-03-09 12:00:00,60,s`,
    ''
  ]
  const file = { method: 'POST' as const, url: '/usage/imports?format=csv&name=calls.csv', payload: lines.join('\n') }
  const headers = { 'content-type': 'application/octet-stream', 'idempotency-key': `file-${uses}` }
  return (await api.app.inject({ ...file, headers })).json() as object
}

it('their use is rated, of files and of events', async () => {
  expect(await identities()).toMatchObject([{ identity: '+9123456789' }])
  expect(await imported()).toMatchObject({ rated: 1, quarantined: 0 })
  expect((await use(dialled)).body).toMatchObject({ rated: 1, quarantined: 0 })
})

it('their sessions open', async () => {
  expect((await api.post(NCHF, opening(dialled, 60, 'tel:+912212345678'), null)).status).toBe(201)
})

it('their subscription is named by them', async () => {
  const grouped = { subscription: dialled, fields: { group: 'fleet' } }
  const answer = await api.post(`/accounts/${held.number}/deeds/set-invoice-group`, grouped)
  expect(answer).toMatchObject({ status: 201, body: { subscription: held.subscription } })
})

it('a renumbering to the same number keeps it as it is read now, and earlier use is still rated', async () => {
  const asked = { number: dialled, instead: dialled, effective: '2026-03-10' }
  expect((await api.post(`/subscriptions/${held.subscription}/number`, asked)).status).toBe(200)
  expect(await identities()).toMatchObject([
    { identity: '+9123456789', until: '2026-03-10' },
    { identity: '+919123456789', until: null }
  ])
  expect((await use(dialled)).body).toMatchObject({ rated: 1, quarantined: 0 })
})

it('one who takes on a number that is held as it is read now has it alone', async () => {
  const mobile = await customer(inside, { identities: ['9187654321'], plan: 'chatty' })
  await customer(inside, { identities: ['+9187654321'], plan: 'chatty' })
  await use('9187654321')
  expect((await api.get(`/usage?account=${mobile.number}`)).body.usage).toHaveLength(1)
})
