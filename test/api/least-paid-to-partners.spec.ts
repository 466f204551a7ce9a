// A least amount is of one currency: that of those who are owed something.
import { BilledAccounts } from './billed-accounts.ts'

const rules = `plan home "Home" { rent 100.00 per month }
commission dealer "Dealer" { trailing 20% of rent; layer agent 100% }
`
const accounts = await BilledAccounts.open(
  new Map([
    ['operator.farthing', `operator "Alpine" { currency CHF; time zone "Europe/Zurich" }\n${rules}`],
    ['euros.farthing', `currency EUR\n${rules}`]
  ])
)
const { api } = accounts
afterAll(() => api.close())

/** The partner is owed 20.00 of its currency. */
async function earned(partner: string, currency: string): Promise<string> {
  const about = { name: partner, billDay: 1, zone: 'Europe/Zurich', currency, openedOn: '2026-03-01' }
  const { number: account } = await accounts.post('/accounts', about)
  await accounts.post(`/accounts/${account}/subscriptions`, { as: account, plan: 'home', effective: '2026-03-01' })
  const sold = { effective: '2026-03-01', fields: { partner, commission: 'dealer' } }
  await accounts.post(`/accounts/${account}/deeds/sold-by`, sold)
  await accounts.billAll('2026-03-01')
  return (await accounts.post('/payments', { account, amount: '100.00', method: 'bank' })).number
}

const propose = () => api.post('/commission-runs', { method: 'bank', least: '20.00', by: 'Bea' })

it('leaves aside currencies in which nobody is owed anything any more', async () => {
  for (const code of ['agent-7', 'agent-9']) await accounts.post('/partners', { code, name: code })
  const payment = await earned('agent-9', 'EUR')
  await api.post(`/commission-runs/${(await propose()).body.number}/pay`, { by: 'Carl' })
  await earned('agent-7', 'CHF')
  const asked = { status: 201, body: { payouts: [{ partner: 'agent-7', currency: 'CHF', proposed: '20.00' }] } }
  const first = await propose()
  expect(first).toMatchObject(asked)
  await api.post(`/commission-runs/${first.body.number}/withdraw`, { by: 'Carl' })

  await api.post(`/payments/${payment}/reverse`, { reason: 'bounced' })
  const second = await propose()
  expect(second).toMatchObject(asked)
  await api.post(`/commission-runs/${second.body.number}/withdraw`, { by: 'Carl' })

  await earned('agent-7', 'EUR')
  expect(await propose()).toMatchObject({
    status: 422,
    body: { reason: 'several-currencies', detail: expect.stringContaining('owed in CHF, EUR') }
  })
})
