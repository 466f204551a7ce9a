// Bonds that are drawn over HTTP: never more than is held, however many ask at once, and the oldest invoice is paid.
import { play } from '../scenarios/play.ts'
import { BilledAccounts } from './billed-accounts.ts'

const rules = `operator "Coastal Telecom" {
  currency EUR
  time zone "Europe/Berlin"
}

plan home "Home" {
  rent 10.00 per month
  bond 200.00
}
`
const billed = await BilledAccounts.open()
const { api } = billed
afterAll(() => api.close())

async function customer() {
  const anna = { name: 'Anna', billDay: 1, zone: 'Europe/Berlin', currency: 'EUR', openedOn: '2026-03-01' }
  const { number: account } = (await api.post('/accounts', anna)).body
  const began = { as: `home-${account}`, plan: 'home', effective: '2026-03-01' }
  const { body } = await api.post(`/accounts/${account}/subscriptions`, began)
  await billed.billAll('2026-03-01')
  const asked = { fields: { amount: '60.00' }, subscription: body.id, effective: '2026-03-10' }
  return { account, draw: () => api.post(`/accounts/${account}/deeds/draw-bond`, asked) }
}

describe('a bond that is drawn over HTTP', () => {
  it('gives no more than is held to draws at once, and pays the oldest invoice', async () => {
    await billed.publish(rules)
    const { account, draw } = await customer()
    const answers = await Promise.all(Array.from({ length: 5 }, draw))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 409, 409])
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      reason: 'forbidden',
      detail: expect.stringContaining('20.00 of the bond is held on 2026-03-10: no more can be drawn') as unknown
    })
    await billed.billAll('2026-04-01')
    expect(await billed.balances(account)).toEqual({ receivable: 210, unallocated: -170, bond: -20 })
    const used = await api.post('/payments/use-credit', { account })
    expect(used).toMatchObject({ body: { used: '170.00' } })
    expect(await billed.balances(account)).toMatchObject({ receivable: 40, bond: -20 })
  })

  it('keeps the invoice standing that took it, until what was drawn on is cancelled', async () => {
    const { account, draw } = await customer()
    const taken = (await billed.newest(account)).number
    await draw()
    await billed.billAll('2026-04-01')
    const drawn = (await billed.newest(account)).number
    const cancel = (invoice: string) => api.post(`/invoices/${invoice}/cancel`, { reason: 'wrong', by: 'Bea' })
    const books = await billed.balances(account)
    expect(await cancel(taken)).toMatchObject({
      status: 409,
      body: {
        reason: 'bond-not-held',
        detail: expect.stringContaining(`Invoice ${taken} took a bond of 200.00 EUR, and 140.00 is held yet`) as unknown
      }
    })
    expect(await billed.balances(account)).toEqual(books)
    expect((await cancel(drawn)).status).toBe(200)
    expect((await cancel(taken)).status).toBe(200)
    expect(await billed.balances(account)).toMatchObject({ receivable: 0, bond: 0 })
  })

  it('goes back by hand, never more than is held to those who ask at once, and is paid out', async () => {
    const { account } = await customer()
    const [{ id: subscription }] = (await api.get(`/accounts/${account}/subscriptions`)).body
    const give = () =>
      api.post(`/accounts/${account}/deeds/refund-bond`, {
        ...{ fields: { amount: '80.00' }, subscription, effective: '2026-03-10' }
      })
    const answers = await Promise.all(Array.from({ length: 4 }, give))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 409, 409])
    await billed.billAll('2026-04-01')
    expect(await billed.balances(account)).toEqual({ receivable: 210, unallocated: -150, bond: -40 })
    const refund = { account, amount: '150.00', method: 'bank', reason: 'a good customer' }
    expect(await api.post('/payments/refunds', refund)).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('open invoices ask for 210.00 EUR, which it pays first') as unknown }
    })
    await api.post('/payments', { account, amount: '210.00', method: 'bank' })
    expect((await api.post('/payments/refunds', refund)).status).toBe(201)
    expect(await billed.balances(account)).toEqual({ receivable: 0, unallocated: 0, bond: -40 })
  })

  it('is looked at again when a cancelling is approved, and comes the same in a life', async () => {
    await billed.publish(rules.replace('currency EUR', 'currency EUR\n  approve adjustments above 50.00'))
    const { account, draw } = await customer()
    const taken = (await billed.newest(account)).number
    const { waits } = (await api.post(`/invoices/${taken}/cancel`, { reason: 'wrong', by: 'Bea' })).body
    await draw()
    await billed.billAll('2026-04-01')
    expect(await api.post(`/adjustments/${waits}/approve`, { by: 'Carl' })).toMatchObject({
      status: 409,
      body: { reason: 'bond-not-held' }
    })
    const life = await play({
      rules,
      zone: 'Europe/Berlin',
      facts: [
        { on: '2026-03-01', do: 'subscribe', as: 'home', plan: 'home' },
        { on: '2026-03-10', do: 'draw-bond', amount: '60.00', as: 'home' },
        { on: '2026-04-01', do: 'advance' },
        { on: '2026-04-02', do: 'cancel-invoice', invoice: 'INV-000001', reason: 'wrong' },
        { on: '2026-04-02', do: 'cancel-invoice', invoice: 'INV-000002', reason: 'wrong' },
        { on: '2026-04-02', do: 'cancel-invoice', invoice: 'INV-000001', reason: 'wrong' }
      ]
    })
    expect(life.refused.map(({ reason }) => reason)).toEqual(['bond-not-held'])
    expect(life.balances.bonds).toBe('0.00')
  })
})
