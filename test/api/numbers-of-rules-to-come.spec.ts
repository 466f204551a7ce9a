// Rules are published before they hold: until then numbers are written as the rules in force say, by whoever stores, names or uses them.
import { customer, publishRules } from '@farthing/testing'
import { openApi } from './api.ts'
import { dialled, indianRules } from './indian-numbers.ts'

const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
let held: { readonly number: string; readonly subscription: string }
let uses = 0

beforeAll(async () => {
  await publishRules(inside, indianRules(''))
  api.clock.advance({ hours: 1 })
  await publishRules(inside, indianRules(', national numbers of 10 digits'), '2026-04-01')
  held = await customer(inside, { identities: [dialled], plan: 'chatty' })
})
afterAll(() => api.close())

const use = (day: string) =>
  api.post('/usage/events', {
    ...{ id: `use-${++uses}`, service: 'voice', subscriber: dialled, to: '2212345678', quantity: 60, unit: 's' },
    started_at: `${day}T12:00:00Z`
  })
const grouped = () =>
  api.post(`/accounts/${held.number}/deeds/set-invoice-group`, {
    subscription: dialled,
    fields: { group: `fleet-${uses}` }
  })

it.each([
  ['today', 12],
  ['when the rules hold', 24 * 22]
])('a number that was taken on before is known %s', async (_, hours) => {
  api.clock.advance({ hours })
  const now = api.clock.now().toString().slice(0, 10)
  expect((await use(now)).body).toMatchObject({ rated: 1, quarantined: 0 })
  expect(await grouped()).toMatchObject({ status: 201, body: { subscription: held.subscription } })
})
