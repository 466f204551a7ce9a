// What is taken off a charge is taken off what partners earn of it.
import { BilledAccounts, coastal } from './billed-accounts.ts'

const accounts = await BilledAccounts.open(`${coastal}
item visit "Visit" 100.00, category goods
discount fifth "A fifth" 20% off
commission dealer "Dealer" { trailing 10% of invoice-item; layer agent 100% }
`)
const { api } = accounts
afterAll(() => api.close())

it('pays for what the customer pays', async () => {
  await accounts.post('/partners', { code: 'agent-7', name: 'Agent' })
  const { account } = await accounts.billed()
  const done = async (deed: string, fields: object) =>
    expect(await api.post(`/accounts/${account}/deeds/${deed}`, { effective: '2026-03-05', fields })).toMatchObject({
      status: 201
    })
  await done('sold-by', { partner: 'agent-7', commission: 'dealer' })
  await done('grant-discount', { discount: 'fifth' })
  await done('buy', { item: 'visit' })
  await accounts.billAll('2026-04-01')
  const { total } = await accounts.newest(account)
  await accounts.post('/payments', { account, amount: '59.50', method: 'bank' })
  await accounts.post('/payments', { account, amount: total, method: 'bank' })
  await api.post('/commission-earnings')
  expect((await api.get('/partners/agent-7/statement')).body.sums).toMatchObject([
    { currency: 'EUR', closing: '8.00', reconciled: true }
  ])
})
