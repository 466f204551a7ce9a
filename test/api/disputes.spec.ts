// Disputes of invoices over HTTP: opened, told apart, and ended by a credit note or a refusal.
import { jest } from '@jest/globals'
import { Persistence } from '@farthing/kernel'
import { BilledAccounts, coastal, error } from './billed-accounts.ts'

jest.setTimeout(120_000)

const book = await BilledAccounts.open()
const { api } = book
afterAll(() => api.close())

const claim = { reason: 'wrong-price', remark: 'It was 30 on the phone.', by: 'Bea' }
const disputed = async (invoice: string, rest: object) =>
  (await book.post(`/invoices/${invoice}/disputes`, { ...claim, ...rest })).id
const invoiceOf = async (number: string) => (await api.get(`/invoices/${number}`)).body
const openOnes = async (query = ''): Promise<string[]> =>
  (await api.get(`/invoices?dispute=open${query}`)).body.invoices.map(({ number }: { number: string }) => number)

const told = async (id: string) => {
  const events = 'select topic, payload from outbox where subject = $1 order by id'
  return (await api.app.get(Persistence).bulk('main', client => client.query(events, [id]))).rows
}

// home 40.00 and tv 10.00, 19% VAT on top: 59.50
it('is told apart of what is due, and ends with a credit note of the line', async () => {
  const { account, invoice } = await book.billed()
  const opened = await api.post(`/invoices/${invoice}/disputes`, { ...claim, line: 2, amount: '5.95' })
  expect(opened).toMatchObject({
    status: 201,
    body: { invoice, accountNumber: account, line: 2, amount: '5.95', status: 'open', creditNote: null }
  })
  expect(await invoiceOf(invoice)).toMatchObject({
    ...{ outstanding: '59.50', disputed: '5.95', undisputed: '53.55' },
    disputes: [{ id: opened.body.id, reason: 'wrong-price', remark: 'It was 30 on the phone.', status: 'open' }],
    messages: []
  })
  expect(await openOnes()).toEqual([invoice])
  const note = await api.post(`/disputes/${opened.body.id}/credit`, error)
  expect(note).toMatchObject({ status: 201, body: { total: '5.95', lines: [{ line: 2, amount: '5.00' }] } })
  expect((await api.get(`/disputes/${opened.body.id}`)).body).toMatchObject({
    ...{ status: 'credited', creditNote: note.body.number, decidedBy: 'Bea' }
  })
  const ended = await invoiceOf(invoice)
  expect(ended).toMatchObject({ outstanding: '53.55', disputed: '0.00', undisputed: '53.55', adjusted: '5.95' })
  expect(ended.history.map(({ what }: { what: string }) => what)).toEqual(
    expect.arrayContaining(['disputed', 'dispute-ended', 'noted'])
  )
  expect(await openOnes()).toEqual([])
})

it('is rejected once, with a reason, and the invoice asks for what it asked for', async () => {
  const { invoice } = await book.billed()
  const id = await disputed(invoice, { amount: '59.50' })
  const why = { by: 'Carl', why: 'The price list says 40.' }
  expect(await api.post(`/disputes/${id}/reject`, why)).toMatchObject({
    status: 200,
    body: { status: 'rejected', decision: why.why }
  })
  expect(await api.post(`/disputes/${id}/reject`, why)).toMatchObject({
    status: 409,
    body: { reason: 'dispute-decided' }
  })
  expect((await api.post(`/disputes/${id}/credit`, error)).body.reason).toBe('dispute-decided')
  expect(await invoiceOf(invoice)).toMatchObject({ outstanding: '59.50', disputed: '0.00', adjusted: '0.00' })
  const changed = api.app
    .get(Persistence)
    .bulk('main', client => client.query(`update dispute set amount = 1 where id = $1`, [id]))
  await expect(changed).rejects.toThrow('never changed or deleted')
})

it('is no more than what is asked for, all disputes together', async () => {
  const { invoice } = await book.billed()
  await disputed(invoice, { line: 1, amount: '40.00' })
  const refused = async (rest: object) => (await api.post(`/invoices/${invoice}/disputes`, { ...claim, ...rest })).body
  expect(await refused({ line: 1, amount: '7.61' })).toMatchObject({
    reason: 'above-line',
    detail: 'Of line 1 7.60 EUR can be disputed, taxes included.'
  })
  expect(await refused({ amount: '19.51' })).toMatchObject({ reason: 'above-invoice', errors: [{ field: 'amount' }] })
  expect(await refused({ line: 9, amount: '1.00' })).toMatchObject({ reason: 'unknown-line' })
  expect(await refused({ amount: '0.00' })).toMatchObject({ status: 400 })
  expect((await api.post('/invoices/INV-999999/disputes', { ...claim, amount: '1.00' })).status).toBe(404)
  expect((await api.post(`/disputes/${invoice}/reject`, { by: 'Bea', why: 'no' })).status).toBe(400)
})

it('waits with a credit note that another person has to approve', async () => {
  const { account, invoice } = await book.billed()
  const more = { lines: [{ amount: '40.00', description: 'Visit' }], ...error }
  expect((await api.post(`/invoices/${invoice}/debit-notes`, more)).status).toBe(201)
  const id = await disputed(invoice, { amount: '59.50' })
  await book.publish(coastal.replace('approve adjustments above 60.00', 'approve adjustments above 20.00'))
  const note = await book.post(`/disputes/${id}/credit`, error)
  expect(note).toMatchObject({ status: 'proposed', total: '59.50' })
  expect((await api.get(`/disputes/${id}`)).body).toMatchObject({ status: 'open', creditNote: note.id })
  expect((await api.post(`/disputes/${id}/reject`, { by: 'Bea', why: 'no' })).body.reason).toBe('credit-waits')
  await book.post(`/adjustments/${note.id}/reject`, { by: 'Carl', remark: 'Look again.' })
  expect((await api.get(`/disputes/${id}`)).body).toMatchObject({ status: 'open', creditNote: null })
  const second = await book.post(`/disputes/${id}/credit`, { ...error, amount: '30.00' })
  await book.post(`/adjustments/${second.id}/approve`, { by: 'Carl' })
  expect((await api.get(`/disputes?account=${account}&status=credited`)).body).toMatchObject([
    { id, status: 'credited', decidedBy: 'Carl' }
  ])
  expect(await told(id)).toMatchObject([
    { topic: 'dispute.opened' },
    { topic: 'dispute.credited', payload: { invoice, amount: '59.50', reason: 'wrong-price', by: 'Carl' } }
  ])
})

it('is not late, and ends with an invoice that is cancelled', async () => {
  await book.publish(coastal)
  const { account, invoice } = await book.billed()
  const overdue = async () => (await api.get(`/invoices?payment=overdue&account=${account}`)).body.invoices.length
  const id = await disputed(invoice, { amount: '59.50' })
  api.clock.advance({ hours: 24 * 30 })
  expect(await overdue()).toBe(0)
  const other = await book.billed()
  api.clock.advance({ hours: 24 * 30 })
  expect((await api.get(`/invoices?payment=overdue&account=${other.account}`)).body.invoices).toHaveLength(1)
  await book.post(`/invoices/${invoice}/cancel`, { reason: 'wrong customer', by: 'Bea' })
  const ended = (await api.get(`/disputes/${id}`)).body
  expect(ended).toMatchObject({ status: 'credited', creditNote: expect.any(String), decidedBy: 'Bea' })
  expect(await told(id)).toMatchObject([
    { topic: 'dispute.opened' },
    { topic: 'dispute.credited', payload: { invoice, by: 'Bea' } }
  ])
  expect((await api.post(`/disputes/${id}/reject`, { by: 'Carl', why: 'no' })).body.detail).toBe(
    `It was credited with credit note ${ended.creditNote} by Bea.`
  )
  expect(await openOnes(`&account=${account}`)).toEqual([])
})
