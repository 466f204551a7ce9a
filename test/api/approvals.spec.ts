// What one person may not do alone to an invoice: in one step, in several, by cancelling it, or under another spelling.
import { BilledAccounts, error, goodwill } from './billed-accounts.ts'

const accounts = await BilledAccounts.open()
const { api } = accounts
afterAll(() => api.close())

const credit = (invoice: string, amount: string) =>
  api.post(`/invoices/${invoice}/credit-notes`, { amount, ...goodwill })
const giveUp = (invoice: string, amount: string) => api.post(`/invoices/${invoice}/write-offs`, { amount, ...error })
const charge = (invoice: string, amount: string) =>
  api.post(`/invoices/${invoice}/debit-notes`, { lines: [{ amount, description: 'Visit' }], ...error })
const cancel = (invoice: string, more: object = { by: 'Bea' }) =>
  api.post(`/invoices/${invoice}/cancel`, { reason: 'wrong address', ...more })
const approve = (id: string, by = 'Carl') => api.post(`/adjustments/${id}/approve`, { by })
/** A bill of 59.50 and a visit of 59.50. */
async function dear() {
  const billed = await accounts.billed()
  expect(await charge(billed.invoice, '50.00')).toMatchObject({ status: 201, body: { status: 'approved' } })
  return billed
}

describe('several small notes of one invoice', () => {
  it('wait when together they are above the limit', async () => {
    const { account, invoice } = await dear()
    expect((await credit(invoice, '40.00')).body.status).toBe('approved')
    expect((await giveUp(invoice, '20.00')).body.status).toBe('approved')
    const { id, status } = (await giveUp(invoice, '0.01')).body
    expect(status).toBe('proposed')
    expect(await accounts.balances(account)).toEqual({ receivable: 59 })
    expect(await approve(id, 'bea')).toMatchObject({ status: 409, body: { reason: 'own-proposal' } })
    expect(await approve(id)).toMatchObject({ status: 200 })
  })

  it('of what another approved count no more, nor do rejected ones, nor those of another direction', async () => {
    const { invoice } = await dear()
    const large = (await giveUp(invoice, '60.01')).body
    await approve(large.id)
    expect((await giveUp(invoice, '30.00')).body.status).toBe('approved')
    expect((await giveUp(invoice, '28.00')).body.status).toBe('approved')
    const more = (await charge(invoice, '10.00')).body
    expect(more).toMatchObject({ status: 'proposed', total: '11.90' })
  })

  it('made at the same moment are added up all the same', async () => {
    const { invoice } = await dear()
    const notes = await Promise.all(['25.00', '25.00', '25.00'].map(amount => giveUp(invoice, amount)))
    expect(notes.map(({ body }) => body.status).toSorted()).toEqual(['approved', 'approved', 'proposed'])
  })
})

describe('cancelling an invoice above the limit', () => {
  it('waits for somebody else; until then the invoice stands', async () => {
    const { account, invoice } = await dear()
    const { body } = await cancel(invoice)
    expect(body).toMatchObject({ status: 'issued', creditNote: null, waits: expect.any(String) as string })
    expect((await api.get(`/adjustments/${body.waits}`)).body).toMatchObject({
      ...{ cancels: true, decision: 'wrong address', proposedBy: 'Bea', reason: 'cancelled', total: '119.00' }
    })
    expect(await approve(body.waits, ' BEA ')).toMatchObject({ status: 409, body: { reason: 'own-proposal' } })
    const decided = await Promise.all([approve(body.waits), approve(body.waits, 'Dora')])
    expect(decided.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await accounts.balances(account)).toEqual({ receivable: 0 })
    const { creditNote, status } = (await api.get(`/invoices/${invoice}`)).body
    expect(status).toBe('cancelled')
    expect((await api.get(`/adjustments/${creditNote}`)).body).toMatchObject({
      ...{ id: body.waits, total: '119.00', decision: 'wrong address' }
    })
    await accounts.billAll('2026-04-01')
    expect((await accounts.newest(account)).total).toBe('119.00')
  })

  it('counts what was credited alone before', async () => {
    const { invoice } = await accounts.billed()
    await charge(invoice, '10.00')
    await credit(invoice, '30.00')
    expect((await cancel(invoice)).body).toMatchObject({ status: 'issued', waits: expect.any(String) as string })
  })

  it('counts what waits to be credited, which it would reject', async () => {
    const { invoice } = await accounts.billed()
    const more = { lines: [{ line: 1, amount: '50.00' }], ...error }
    await approve((await accounts.post(`/invoices/${invoice}/debit-notes`, more)).id)
    const { id, status } = (await credit(invoice, '70.00')).body
    expect(status).toBe('proposed')
    expect(await cancel(invoice)).toMatchObject({ status: 409, body: { reason: 'proposals-wait' } })
    await api.post(`/adjustments/${id}/reject`, { by: 'Carl', remark: 'Too much.' })
    expect((await cancel(invoice)).body).toMatchObject({ status: 'issued', waits: expect.any(String) as string })
  })

  it('does not count what was written off again: the note credits it with the rest', async () => {
    const { account, invoice } = await accounts.billed()
    expect((await giveUp(invoice, '30.00')).body.status).toBe('approved')
    expect((await cancel(invoice, {})).body).toMatchObject({ status: 'cancelled', waits: null })
    expect(await accounts.balances(account)).toEqual({ receivable: 0 })
  })

  it('goes by its size where the invoice gives back', async () => {
    const { account } = await accounts.billed()
    const item = { amount: '-300.00', description: 'A phone sent back', effective: '2026-03-02' }
    expect(await api.post(`/accounts/${account}/items`, item)).toMatchObject({ status: 201 })
    await accounts.billAll('2026-04-01')
    const { number, total } = await accounts.newest(account)
    expect(total).toMatch(/^-2/)
    expect((await cancel(number)).body).toMatchObject({ status: 'issued', waits: expect.any(String) as string })
  })

  it('is not needed below it', async () => {
    const { invoice } = await accounts.billed()
    expect((await cancel(invoice, {})).body).toMatchObject({ status: 'cancelled', waits: null })
  })

  it('that is rejected leaves everything as it was', async () => {
    const { account, invoice } = await dear()
    const { waits } = (await cancel(invoice)).body
    expect(await api.post(`/adjustments/${waits}/reject`, { by: 'Carl', remark: 'It is right.' })).toMatchObject({
      status: 200
    })
    expect(await accounts.balances(account)).toEqual({ receivable: 119 })
    expect((await cancel(invoice)).body.waits).not.toBe(waits)
  })

  it('is refused without a name, twice, beside another proposal, and when the invoice is another by then', async () => {
    const { invoice } = await dear()
    expect(await cancel(invoice, {})).toMatchObject({ status: 422, body: { errors: [{ field: 'by' }] } })
    const { waits } = (await cancel(invoice)).body
    expect(await cancel(invoice)).toMatchObject({ status: 409, body: { reason: 'proposals-wait' } })
    expect(await credit(invoice, '5.00')).toMatchObject({ status: 422 })
    await charge(invoice, '0.10')
    expect(await approve(waits)).toMatchObject({ status: 409, body: { reason: 'above-invoice' } })
  })
})
