// A service of which what is included by days has run out is barred until there is more of it, whatever the billing cycle does.
import { Policies } from '@farthing/kernel'
import { customer, publishRules, putUsage, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'

const plan = `plan surf "Surf" {
  from 2025-01-01
  tariff traffic
  include 1 GB of data per 2 days
  when data runs out: bar until there is more
}
`
const api = await openApi({ now: '2026-03-31T00:00:00Z' })
const { inside } = api

afterAll(() => api.close())

it('is barred on the day itself, goes on so over the end of the cycle, and is served again when its days are over', async () => {
  await publishRules(inside, sampleRules(plan))
  const held = await customer(inside, { identities: ['61400000001'], plan: 'surf' })
  const use = {
    ...held,
    plan: 'surf',
    service: 'data',
    to: '',
    at: '2026-03-31T10:00:00+11:00',
    quantity: 1_000_000_000
  }
  await putUsage(inside.app, '2026-03-31T00:00:00Z', [use])
  const standing = async (now: string) => {
    api.clock.moveTo(now)
    const { changes, problems } = await api.app.get(Policies).pass()
    const { restrictions } = (await api.get(`/subscriptions/${held.subscription}/services`)).body
    return { changes, problems, restrictions }
  }
  const barred = { deed: 'barred', since: '2026-03-31', until: '2026-04-02', cause: 'run-out' }
  expect(await standing('2026-03-31T00:00:00Z')).toMatchObject({ changes: 1, problems: [], restrictions: [barred] })
  expect(await standing('2026-04-01T00:00:00Z')).toMatchObject({ changes: 0, problems: [], restrictions: [barred] })
  expect(await standing('2026-04-01T13:00:00Z')).toMatchObject({ changes: 1, problems: [], restrictions: [] })
})
