// What waits for somebody else says who asks for it: nobody could tell them apart.
import { BilledAccounts, coastal } from './billed-accounts.ts'

const accounts = await BilledAccounts.open(coastal.replace('above 60.00', 'above 40.00'))
const { api } = accounts
afterAll(() => api.close())

const visit = (amount: string) => ({ lines: [{ amount, description: 'Visit' }], reason: 'billing-error' })

it.each([
  ['credit-notes', { amount: '50.00', reason: 'goodwill' }],
  ['debit-notes', visit('50.00')],
  ['write-offs', { amount: '50.00', reason: 'goodwill' }],
  ['cancel', { reason: 'wrong address' }]
])('%s above the limit are asked for by somebody', async (what, body) => {
  const { invoice } = await accounts.billed()
  expect(await api.post(`/invoices/${invoice}/${what}`, body)).toMatchObject({
    status: 422,
    body: { reason: 'unnamed', errors: [{ field: 'by' }] }
  })
  expect((await api.get(`/adjustments?invoice=${invoice}&status=proposed`)).body).toEqual([])
  expect(await api.post(`/invoices/${invoice}/${what}`, { ...body, by: 'Bea' })).toMatchObject({
    body: what === 'cancel' ? { waits: expect.any(String) as string } : { status: 'proposed', proposedBy: 'Bea' }
  })
})

it('so is the credit that ends a dispute', async () => {
  const { invoice } = await accounts.billed()
  const { id } = await accounts.post(`/invoices/${invoice}/disputes`, {
    ...{ amount: '50.00', reason: 'not-used', by: 'Bea' }
  })
  expect(await api.post(`/disputes/${id}/credit`, { amount: '50.00', reason: 'goodwill' })).toMatchObject({
    status: 422,
    body: { reason: 'unnamed', errors: [{ field: 'by' }] }
  })
  expect((await api.get(`/disputes/${id}`)).body).toMatchObject({ status: 'open', creditNote: null })
})

it('what waits for nobody needs no name', async () => {
  const { invoice } = await accounts.billed()
  expect(await api.post(`/invoices/${invoice}/credit-notes`, { amount: '10.00', reason: 'goodwill' })).toMatchObject({
    ...{ status: 201, body: { status: 'approved', proposedBy: '' } }
  })
})
