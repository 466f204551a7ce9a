// Credit paid out over HTTP: never more than is held, however many ask at once; among payments, on the bill, and back when it was wrong.
import { BilledAccounts, coastal, goodwill } from './billed-accounts.ts'

const billed = await BilledAccounts.open()
const { api } = billed
afterAll(() => api.close())

const pay = (account: string, amount: string) => api.post('/payments', { account, amount, method: 'bank' })
const refund = (account: string, amount?: string, more: object = {}) =>
  api.post('/payments/refunds', { account, amount, method: 'bank', reason: 'paid twice', ...more })

describe('a refund', () => {
  it('pays out the bond of who leaves, and the account owes and is owed nothing', async () => {
    await billed.publish(`operator "Coastal Telecom" {
  currency EUR
  time zone "Europe/Berlin"
}
plan home "Home" {
  rent 40.00 per month
  bond 200.00
}
`)
    const anna = { name: 'Anna', billDay: 1, zone: 'Europe/Berlin', currency: 'EUR', openedOn: '2026-03-01' }
    const { number: account } = (await api.post('/accounts', anna)).body
    const began = { as: `home-${account}`, plan: 'home', effective: '2026-03-01' }
    const { id } = (await api.post(`/accounts/${account}/subscriptions`, began)).body
    await billed.billAll('2026-03-01')
    await pay(account, '240.00')
    await api.post(`/subscriptions/${id}/terminate`, { effective: '2026-04-01' })
    await billed.billAll('2026-04-01')
    expect(await billed.balances(account)).toMatchObject({ receivable: 0, unallocated: -200 })
    expect(await refund(account)).toMatchObject({
      status: 201,
      body: { number: 'RF-000001', kind: 'refund', amount: '-200.00', unallocated: '-200.00', reason: 'paid twice' }
    })
    expect(await billed.balances(account)).toMatchObject({ receivable: 0, unallocated: 0, bond: 0 })
    await billed.publish(coastal, { dropsHeldPlans: true })
  })

  it('gives those who ask at once no more than there is, each number once', async () => {
    const { account } = await billed.billed()
    await pay(account, '109.50')
    const answers = await Promise.all(Array.from({ length: 8 }, () => refund(account, '20.00')))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 422, 422, 422, 422, 422, 422])
    expect(answers.find(({ status }) => status === 422)?.body).toMatchObject({
      reason: 'amount-above-credit',
      detail: expect.stringContaining('10.00 EUR is held in credit: no more than 10.00 EUR can be paid out') as unknown
    })
    expect(await billed.balances(account)).toMatchObject({ unallocated: -10 })
    const listed = (await api.get(`/payments?account=${account}`)).body
    expect(listed.map(({ amount, kind }: { amount: string; kind: string }) => `${kind} ${amount}`)).toEqual([
      'refund -20.00',
      'refund -20.00',
      'payment 109.50'
    ])
    expect(new Set(listed.map(({ number }: { number: string }) => number)).size).toBe(3)
  })

  it('does nothing twice under one key', async () => {
    const { account } = await billed.billed()
    await pay(account, '99.50')
    const once = () =>
      api.post(
        '/payments/refunds',
        { account, amount: '20.00', method: 'bank', reason: 'paid twice' },
        `refund-${account}`
      )
    const [first, second] = [await once(), await once()]
    expect(second).toMatchObject({ status: 201, body: { number: first.body.number } })
    expect(await billed.balances(account)).toMatchObject({ unallocated: -20 })
  })

  it('is credit again when it comes back, once', async () => {
    const { account } = await billed.billed()
    await pay(account, '99.50')
    const { number } = (await refund(account, '40.00')).body
    const back = () => api.post(`/payments/${number}/reverse`, { reason: 'wrong bank account' })
    expect(await back()).toMatchObject({ status: 200, body: { number, amount: '-40.00', unallocated: '0.00' } })
    expect((await back()).body).toMatchObject({
      reason: 'already-reversed',
      detail: expect.stringContaining('Refund RF') as unknown
    })
    expect(await billed.balances(account)).toMatchObject({ unallocated: -40 })
    expect((await refund(account, '40.00')).status).toBe(201)
  })

  it('is on the next bill, and takes the credit of a credit note on a paid invoice', async () => {
    const { account, invoice } = await billed.billed()
    api.clock.advance({ hours: 1 })
    await api.post('/payments', { account, amount: '59.50', method: 'bank', receivedOn: '2026-03-12' })
    await api.post(`/invoices/${invoice}/credit-notes`, { ...goodwill, amount: '11.90' })
    expect((await refund(account, undefined, { paidOn: '2026-03-20' })).body).toMatchObject({ amount: '-11.90' })
    api.clock.advance({ hours: 1 })
    await billed.billAll('2026-04-01')
    const next = (await billed.newest(account)).number
    const page = await billed.textOf(`/invoices/${next}/html`)
    expect(page).toMatch(/Payment received 12 March 2026 -59\.50 Credit paid out 20 March 2026 11\.90/)
  })

  it('is owed again when the payment that brought the credit is taken back', async () => {
    const { account } = await billed.billed()
    await pay(account, '59.50')
    const second = (await pay(account, '59.50')).body.number
    await refund(account, '59.50')
    await api.post(`/payments/${second}/reverse`, { reason: 'bounced' })
    expect(await billed.balances(account)).toMatchObject({ receivable: 0, unallocated: 0 })
    await billed.billAll('2026-04-01')
    const { number } = await billed.newest(account)
    const { lines } = (await api.get(`/invoices/${number}`)).body
    expect(lines).toContainEqual(
      expect.objectContaining({ description: 'Credit paid out that a reversed payment had brought', amount: '59.50' })
    )
    expect(await billed.balances(account)).toMatchObject({ receivable: 119, unallocated: 0 })
  })

  it.each([
    [{ account: 'A-999999' }, 404, 'account'],
    [{ amount: '0.00' }, 400, 'amount'],
    [{ amount: '-5.00' }, 400, 'amount'],
    [{ amount: '0.001' }, 422, 'amount'],
    [{ amount: '60.00' }, 422, 'amount'],
    [{ paidOn: '2027-01-01' }, 422, 'paidOn'],
    [{ paidOn: '2026-02-28' }, 422, 'paidOn'],
    [{ reason: '' }, 400, 'reason'],
    [{ method: 'Bank' }, 400, 'method']
  ])('that is wrong pays nothing: %j', async (wrong, status, field) => {
    const { account } = await billed.billed()
    await pay(account, '99.50')
    expect(await refund(account, '5.00', wrong)).toMatchObject({ status, body: { errors: [{ field }] } })
    expect(await billed.balances(account)).toMatchObject({ unallocated: -40 })
  })
})
