// Lists of accounts take what a path takes: numbers and ids however they are written.
import { BillingRunService } from '@farthing/kernel'
import { BilledAccounts } from './billed-accounts.ts'
import { dayComes } from './api.ts'

const accounts = await BilledAccounts.open()
const { api } = accounts
afterAll(() => api.close())

it('of a run, of what is accepted of it, and of a re-rating', async () => {
  const first = (await accounts.billed()).account
  const second = (await accounts.billed()).account
  const { id } = (await api.get(`/accounts/${second.toLowerCase()}`)).body
  const named = [first.toLowerCase(), id.toUpperCase(), first]
  dayComes(api, '2026-04-01')
  const made = await api.post('/billing-runs', { billDate: '2026-04-01', accounts: named })
  expect(made).toMatchObject({ status: 202 })
  await api.app.get(BillingRunService).drain(made.body.id)
  expect((await api.post(`/billing-runs/${made.body.id}/accept`, { accounts: named })).body).toMatchObject({
    accounts: 2,
    totals: [{ status: 'accepted', invoices: 2 }]
  })
  const rerated = await api.post('/usage/reratings', { from: '2026-03-01', until: '2026-04-01', accounts: named })
  expect(rerated).toMatchObject({ status: 202 })
  expect(await api.post('/billing-runs', { billDate: '2026-04-01', accounts: ['a-999999'] })).toMatchObject({
    status: 422,
    body: { detail: 'There is no account a-999999.' }
  })
})
