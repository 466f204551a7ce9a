// When an invoice is paid: not while a part of it is given up, whichever came first, and not before the day.
import { BilledAccounts, error } from './billed-accounts.ts'

const accounts = await BilledAccounts.open()
const { api } = accounts
afterAll(() => api.close())

const settled = async (account: string): Promise<number> => {
  const facts = (await api.get(`/accounts/${account}/facts`)).body as { readonly kind: string }[]
  return facts.filter(({ kind }) => kind === 'invoice-settled').length
}
const pay = (account: string, amount: string) => api.post('/payments', { account, amount, method: 'bank' })
const giveUp = (invoice: string) => api.post(`/invoices/${invoice}/write-offs`, { amount: '30.00', ...error })

describe('an invoice of 59.50 of which 30.00 are given up', () => {
  it.each([
    ['before', ['give up', 'pay']],
    ['after', ['pay', 'give up']]
  ])('is not paid by the other 29.50 that come %s, and is by the rest', async (_, order) => {
    const { account, invoice } = await accounts.billed()
    for (const deed of order) {
      const done = deed === 'pay' ? await pay(account, '29.50') : await giveUp(invoice)
      expect(done.status).toBe(201)
    }
    expect(await settled(account)).toBe(0)
    await pay(account, '10.00')
    expect(await settled(account)).toBe(0)
    await pay(account, '20.00')
    expect(await settled(account)).toBe(1)
  })

  it('is not paid by a credit note of the rest', async () => {
    const { account, invoice } = await accounts.billed()
    await pay(account, '10.00')
    await giveUp(invoice)
    expect((await api.post(`/invoices/${invoice}/credit-notes`, { amount: '19.50', ...error })).status).toBe(201)
    expect(await settled(account)).toBe(0)
  })
})

describe('a payment', () => {
  it('is not taken back on a day to come', async () => {
    const { account } = await accounts.billed()
    const { number } = (await pay(account, '59.50')).body
    const asked = { reason: 'bounced', on: '2062-03-05' }
    const refused = await api.post(`/payments/${number}/reverse`, asked)
    expect(refused).toMatchObject({ status: 422, body: { reason: 'reversed-in-future', errors: [{ field: 'on' }] } })
    expect(await settled(account)).toBe(1)
  })
})

describe('a run', () => {
  it('ends when the last of its drafts is cancelled by itself', async () => {
    const { account } = await accounts.billed()
    const run = await accounts.drafted('2026-04-01', [account])
    const draft = await accounts.newest(account)
    expect(draft).toMatchObject({ status: 'draft' })
    expect((await api.post(`/invoices/${draft.id}/cancel`, { reason: 'not yet' })).status).toBe(200)
    expect((await api.get(`/billing-runs/${run}`)).body).toMatchObject({ status: 'cancelled' })
  })
})
