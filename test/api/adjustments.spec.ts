// Credit and debit notes of issued invoices, and the limit above which they wait.
import { BilledAccounts, error, goodwill } from './billed-accounts.ts'

const accounts = await BilledAccounts.open()
const { api } = accounts
afterAll(() => api.close())

describe('a credit note', () => {
  it('takes a part of a line and its tax off what is open, and the next bill does not bring it again', async () => {
    const { account, invoice } = await accounts.billed()
    const note = await api.post(`/invoices/${invoice}/credit-notes`, {
      ...{ lines: [{ line: 1, amount: '15.00' }], remark: 'Sorry for the outage.' },
      ...goodwill
    })
    expect(note).toMatchObject({
      status: 201,
      body: {
        ...{ kind: 'credit-note', status: 'approved', number: 'CN-000001', invoice, net: '15.00', total: '17.85' },
        ...{ reason: 'goodwill', remark: 'Sorry for the outage.', decidedBy: 'Bea', date: '2026-03-10' },
        taxes: [{ tax: 'vat', percent: '19', taxable: '15.00', amount: '2.85' }],
        lines: [{ line: 1, description: 'Home', amount: '15.00', net: '15.00', total: '17.85' }]
      }
    })
    expect((await api.get(`/invoices/${invoice}`)).body).toMatchObject({
      ...{ total: '59.50', adjusted: '17.85', paid: '0.00', outstanding: '41.65', payment: 'open' }
    })
    expect(await accounts.balances(account)).toEqual({ receivable: 41.65 })
    await accounts.billAll('2026-04-01')
    const [, april] = (await api.get(`/invoices?account=${account}`)).body.invoices
    expect(april).toMatchObject({ total: '59.50' })
    expect((await api.get(`/adjustments?invoice=${invoice}`)).body).toMatchObject([{ number: 'CN-000001' }])
    expect((await api.get('/adjustments/CN-000001')).body).toEqual(note.body)
    const page = await accounts.textOf('/adjustments/CN-000001/html')
    expect(page).toContain('Credit note number CN-000001')
    expect(page).toContain(`Invoice number ${invoice} Date of invoice 10 March 2026`)
    expect(page).toContain('Sorry for the outage.')
    expect(page).toContain('corrects line 1 1 – 31 Mar 2026 15.00')
    expect(page).toContain('Without tax 15.00 VAT 19% of 15.00 2.85 Total of this credit note 17.85')
  })

  it('stands as far as there is a charge under it when that goes later', async () => {
    const { account, invoice } = await accounts.billed()
    await api.post(`/invoices/${invoice}/credit-notes`, { lines: [{ line: 1, amount: '15.00' }], ...goodwill })
    const [home] = (await api.get(`/accounts/${account}/subscriptions`)).body
    await api.post(`/subscriptions/${home.id}/terminate`, { effective: '2026-03-01' })
    await accounts.billAll('2026-05-01')
    const may = (await api.get(`/invoices?account=${account}`)).body.invoices.at(-1)
    const { lines } = (await api.get(`/invoices/${may.number}`)).body
    expect(lines.map(({ sentence }: { sentence: string }) => sentence)).toContain(
      `Home, 1 – 31 Mar 2026: no longer due, 25.00 billed before, credit notes taken off, corrects ${invoice} line 1: -25.00`
    )
  })

  it('of what was paid becomes credit of the account', async () => {
    const { account, invoice } = await accounts.billed()
    await api.post('/payments', { account, amount: '50.00', method: 'bank' })
    const note = await api.post(`/invoices/${invoice}/credit-notes`, { amount: '20.00', ...goodwill })
    expect(note.body).toMatchObject({ net: '16.81', total: '20.00', lines: [{ net: '13.45' }, { net: '3.36' }] })
    expect((await api.get(`/invoices/${invoice}`)).body).toMatchObject({
      ...{ adjusted: '20.00', paid: '39.50', outstanding: '0.00', payment: 'paid' }
    })
    expect(await accounts.balances(account)).toEqual({ receivable: 0, unallocated: -10.5 })
    expect((await api.get(`/payments?account=${account}`)).body).toMatchObject([{ unallocated: '10.50' }])
  })

  it('of the whole is what is left, and no more is', async () => {
    const { account, invoice } = await accounts.billed()
    await api.post(`/invoices/${invoice}/credit-notes`, { lines: [{ line: 2 }], ...goodwill })
    const rest = await api.post(`/invoices/${invoice}/credit-notes`, goodwill)
    expect(rest.body).toMatchObject({ net: '40.00', total: '47.60' })
    expect(await api.post(`/invoices/${invoice}/credit-notes`, goodwill)).toMatchObject({
      ...{ status: 409, body: { reason: 'nothing-left' } }
    })
    expect(await accounts.balances(account)).toEqual({ receivable: 0 })
    expect((await api.get(`/invoices/${invoice}`)).body).toMatchObject({ outstanding: '0.00', payment: null })
  })

  it('asked for at once by many is given as often as there is something left', async () => {
    const { account, invoice } = await accounts.billed()
    const asked = { lines: [{ line: 1, amount: '15.00' }], ...goodwill }
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => api.post(`/invoices/${invoice}/credit-notes`, asked))
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 422, 422, 422, 422])
    expect(answers.filter(({ status }) => status === 422).map(({ body }) => body.detail)).toContain(
      'Of line 1 at most 10.00 EUR is left to credit.'
    )
    expect(await accounts.balances(account)).toEqual({ receivable: 23.8 })
    const numbers = (await api.get('/adjustments')).body.map(({ number }: { number: string }) => number)
    expect(numbers.toSorted()).toEqual(
      numbers.map((_: string, index: number) => `CN-${String(index + 1).padStart(6, '0')}`)
    )
  })

  it('leaves the rest to the cancelling of its invoice', async () => {
    const { account, invoice } = await accounts.billed()
    await api.post('/payments', { account, amount: '50.00', method: 'bank' })
    await api.post(`/invoices/${invoice}/credit-notes`, { amount: '20.00', ...goodwill })
    await api.post(`/invoices/${invoice}/cancel`, { reason: 'wrong address' })
    expect(await accounts.balances(account)).toEqual({ receivable: 0, unallocated: -50 })
    const { creditNote } = (await api.get(`/invoices/${invoice}`)).body
    expect((await api.get(`/adjustments/${creditNote}`)).body).toMatchObject({
      ...{ reason: 'cancelled', decision: 'wrong address', total: '39.50', invoice }
    })
    expect(await api.post(`/invoices/${invoice}/credit-notes`, goodwill)).toMatchObject({
      ...{ status: 409, body: { reason: 'cancelled' } }
    })
  })

  it('of more than is left, of what there is not, or without a reason is refused', async () => {
    const { invoice } = await accounts.billed()
    const cases = [
      [{ lines: [{ line: 1, amount: '40.01' }] }, 422, 'above-line'],
      [{ amount: '59.51' }, 422, 'above-invoice'],
      [{ lines: [{ line: 3 }] }, 422, 'unknown-line'],
      [{ amount: '0.001' }, 422, 'amount-too-fine'],
      [{ amount: '1.00', lines: [{ line: 1 }] }, 400, 'invalid-request'],
      [{ reason: 'Good Will' }, 400, 'invalid-request'],
      [{ reason: 'godwill' }, 422, 'unknown-reason']
    ] as const
    for (const [body, status, reason] of cases) {
      const refused = await api.post(`/invoices/${invoice}/credit-notes`, { ...goodwill, ...body })
      expect(refused).toMatchObject({ status, body: { reason } })
      if (reason === 'above-invoice') expect(refused.body.errors).toMatchObject([{ field: 'amount' }])
    }
    expect((await api.get(`/invoices/${invoice}`)).body).toMatchObject({ adjusted: '0.00', outstanding: '59.50' })
  })
})

describe('a debit note', () => {
  it('charges more of a line and something else, each with its tax, and opens a paid invoice again', async () => {
    const { account, invoice } = await accounts.billed()
    await api.post('/payments', { account, amount: '59.50', method: 'bank' })
    const lines = [
      { line: 2, amount: '5.00' },
      { amount: '10.00', description: 'Visit of a technician' }
    ]
    const note = await accounts.post(`/invoices/${invoice}/debit-notes`, { lines, ...error })
    expect(note).toMatchObject({
      ...{ kind: 'debit-note', status: 'approved', number: 'DN-000001', net: '15.00', total: '17.85' },
      lines: [
        { line: 2, description: 'Television', total: '5.95' },
        { line: null, description: 'Visit of a technician', total: '11.90' }
      ]
    })
    expect((await api.get(`/invoices/${invoice}`)).body).toMatchObject({
      ...{ adjusted: '-17.85', paid: '59.50', outstanding: '17.85', payment: 'part-paid' }
    })
    expect(await accounts.balances(account)).toEqual({ receivable: 17.85 })
    const page = await accounts.textOf(`/adjustments/${note.number}/html`)
    expect(page).toContain('Debit note number DN-000001')
    expect(page).toContain('Reason An error of ours')
    await api.post('/payments', { account, amount: '17.85', method: 'bank' })
    const undone = await accounts.post(`/invoices/${invoice}/credit-notes`, {
      lines: [{ line: 2, amount: '15.00' }],
      ...error
    })
    expect(undone).toMatchObject({ total: '17.85' })
    expect(await accounts.balances(account)).toEqual({ receivable: 0, unallocated: -17.85 })
  })

  it('is of a line that there is, or has words', async () => {
    const { invoice } = await accounts.billed()
    const cases = [
      [{ line: 7, amount: '1.00' }, 422, 'unknown-line'],
      [{ line: 1, amount: '0.001' }, 422, 'amount-too-fine'],
      [{ amount: '1.00' }, 400, 'invalid-request']
    ] as const
    for (const [line, status, reason] of cases) {
      const refused = await api.post(`/invoices/${invoice}/debit-notes`, { lines: [line], ...error })
      expect(refused).toMatchObject({ status, body: { reason } })
    }
  })
})

describe('what is above the limit', () => {
  const visit = (amount: string) => ({ lines: [{ amount, description: 'Visit' }], ...error })

  it('waits until another person approves it: until then it has no number and changes nothing', async () => {
    const { account, invoice } = await accounts.billed()
    const { id } = await accounts.post(`/invoices/${invoice}/debit-notes`, visit('100.00'))
    expect((await api.get('/adjustments?status=proposed')).body).toMatchObject([{ id, number: null, total: '119.00' }])
    expect(await accounts.balances(account)).toEqual({ receivable: 59.5 })
    expect(await api.post(`/adjustments/${id}/approve`, { by: 'Bea' })).toMatchObject({
      ...{ status: 409, body: { reason: 'own-proposal' } }
    })
    const approved = await Promise.all(
      ['Carl', 'Dora', 'Emil'].map(by => api.post(`/adjustments/${id}/approve`, { by }))
    )
    expect(approved.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    expect((await api.get(`/adjustments/${id}`)).body).toMatchObject({ status: 'approved', proposedBy: 'Bea' })
    expect(await accounts.balances(account)).toEqual({ receivable: 178.5 })
  })

  it('never counts when it is rejected', async () => {
    const { account, invoice } = await accounts.billed()
    const { id } = await accounts.post(`/invoices/${invoice}/debit-notes`, visit('100.00'))
    const rejected = await accounts.post(`/adjustments/${id}/reject`, { by: 'Carl', remark: 'There was no visit.' })
    expect(rejected).toMatchObject({ status: 'rejected', number: null, decision: 'There was no visit.' })
    expect(await api.post(`/adjustments/${id}/approve`, { by: 'Carl' })).toMatchObject({ status: 409 })
    expect(await accounts.balances(account)).toEqual({ receivable: 59.5 })
  })

  it('is rejected with its invoice when that is cancelled', async () => {
    const { invoice } = await accounts.billed()
    const { id } = await accounts.post(`/invoices/${invoice}/debit-notes`, visit('100.00'))
    await api.post(`/invoices/${invoice}/cancel`, { reason: 'wrong address' })
    expect((await api.get(`/adjustments/${id}`)).body).toMatchObject({ status: 'rejected' })
  })
})

describe('a debit note that goes beyond its invoice', () => {
  it('of something else is in the credit note that cancels its invoice, as in the books', async () => {
    const { account, invoice } = await accounts.billed()
    await accounts.post(`/invoices/${invoice}/debit-notes`, {
      ...{ lines: [{ description: 'Router', amount: '10.00' }], ...error }
    })
    const { waits } = await accounts.post(`/invoices/${invoice}/cancel`, { reason: 'wrong address', by: 'Bea' })
    await accounts.post(`/adjustments/${waits}/approve`, { by: 'Carl' })
    expect(await accounts.balances(account)).toEqual({ receivable: 0 })
    const { creditNote } = (await api.get(`/invoices/${invoice}`)).body
    expect((await api.get(`/adjustments/${creditNote}`)).body).toMatchObject({
      total: '71.40',
      lines: [{ line: 1 }, { line: 2 }, { line: null, description: 'Router', total: '11.90' }]
    })
  })

  it('of more than can be kept is refused', async () => {
    const { invoice } = await accounts.billed()
    const lines = Array.from({ length: 10_000 }, () => ({ line: 1, amount: '999999999' }))
    expect(await api.post(`/invoices/${invoice}/debit-notes`, { lines, ...error })).toMatchObject({
      status: 422,
      body: { reason: 'amount-too-large', errors: [{ field: 'lines' }] }
    })
  })

  it('of an invoice that asks for nothing is refused, for nobody could pay it', async () => {
    const { account } = await accounts.billed()
    for (const { id } of (await api.get(`/accounts/${account}/subscriptions`)).body)
      await api.post(`/subscriptions/${id}/terminate`, { effective: '2026-03-16' })
    await accounts.billAll('2026-04-01')
    const { number, total } = await accounts.newest(account)
    expect(total).toBe('-30.71')
    const lines = [{ description: 'Router', amount: '10.00' }]
    const refused = await api.post(`/invoices/${number}/debit-notes`, { lines, ...error })
    expect(refused).toMatchObject({ status: 409, body: { reason: 'asks-nothing' } })
    expect(await accounts.balances(account)).toEqual({ receivable: 59.5, unallocated: -30.71 })
  })
})
