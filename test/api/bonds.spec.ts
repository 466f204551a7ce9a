// Bonds that are drawn over HTTP: never more than is held, however many ask at once, and the oldest invoices are paid.
import { billOn, customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'

const plan = `plan surf "Surf" {
  from 2025-01-01
  tariff traffic
  rent 10.00 per month
  bond 200.00
}
`
const api = await openApi({ now: '2026-03-20T00:00:00Z' })
const inside = { ...api, get: api.app.get.bind(api.app) as never }
const held = { account: '', number: '', subscription: '' }
const draw = (amount: string) =>
  api.post(`/accounts/${held.number}/deeds/draw-bond`, { fields: { amount }, subscription: held.subscription })

beforeAll(async () => {
  await publishRules(inside, sampleRules(plan))
  Object.assign(held, await customer(inside, { identities: ['61400000001'], plan: 'surf' }))
})
afterAll(() => api.close())

describe('a bond that is drawn over HTTP', () => {
  it('gives no more than is held to draws at once, and pays the oldest invoice', async () => {
    await billOn(inside as never, held.number, '2026-04-01')
    const answers = await Promise.all(Array.from({ length: 5 }, () => draw('60.00')))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 409, 409])
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.body).toMatchObject({ detail: expect.stringContaining('20.00 of the bond is held') as unknown })
    const bill = await billOn(inside as never, held.number, '2026-05-01')
    const lines = bill?.lines
      .filter(({ type }) => type === 'bond')
      .map(({ amount, description }) => [description, amount])
    expect(lines).toEqual(Array.from({ length: 3 }, () => ['Surf: bond drawn', -60_000_000n]))
    const used = await api.post('/payments/use-credit', { account: held.number })
    expect(used).toMatchObject({ body: { used: '170.00' } })
  })
})
