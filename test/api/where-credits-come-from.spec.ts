// What a person gave or entered says on the bill where it comes from: the offer in the rules, or that it was by hand; papers name no ids.
import { play } from '../scenarios/play.ts'
import { BilledAccounts } from './billed-accounts.ts'

const rules = `operator "Coastal Telecom" {
  currency EUR
  time zone "Europe/Berlin"
}

plan home "Home" { rent 40.00 per month }

forbid terminate "We would like to keep you" as keep {
  goes to retention, carried out after 14 days
  offer "Ten for staying": credit 10.00 "Thank you for staying"
}
`
const offerLine = rules.split('\n').findIndex(line => line.includes('offer')) + 1
const billed = await BilledAccounts.open()
const { api } = billed
beforeAll(() => billed.publish(rules))
afterAll(() => api.close())

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-/

async function billOf(work: (account: string, subscription: string) => Promise<unknown>) {
  const anna = { name: 'Anna', billDay: 1, zone: 'Europe/Berlin', currency: 'EUR', openedOn: '2026-03-01' }
  const { number: account } = (await api.post('/accounts', anna)).body
  const began = { as: account, plan: 'home', effective: '2026-03-01' }
  const { body } = await api.post(`/accounts/${account}/subscriptions`, began)
  await work(account, body.id)
  await billed.billAll('2026-04-01')
  const { number } = await billed.newest(account)
  const lines: { description: string; sentence: string; explanation: object }[] = (await api.get(`/invoices/${number}`))
    .body.lines
  return { lines, page: await billed.textOf(`/invoices/${number}/html`) }
}

it('a credit of the retention desk names its offer, where the rules have it, and who took it', async () => {
  const { lines, page } = await billOf(async (_, subscription) => {
    const { retention } = (await api.post(`/subscriptions/${subscription}/terminate`, {})).body
    await api.post(`/retention/${retention}/accept`, { offer: 1, by: 'Bea' })
  })
  const explanation = {
    rule: { rule: 'forbid keep', file: 'rules.farthing', line: offerLine },
    steps: [{ detail: 'offer "Ten for staying" accepted', result: '-10.000000' }]
  }
  expect(lines.find(({ description }) => description === 'Thank you for staying')).toMatchObject({
    sentence: expect.stringContaining('offer "Ten for staying": -10.00') as unknown,
    explanation: { ...explanation, inputs: { 'accepted by': 'Bea' } }
  })
  expect(page).toContain(`offer &quot;Ten for staying&quot; · rules.farthing:${offerLine}`)
  expect(page).not.toMatch(ID)
  const life = await play({
    rules,
    zone: 'Europe/Berlin',
    facts: [
      { on: '2026-03-01', do: 'subscribe', plan: 'home' },
      { on: '2026-03-10', do: 'terminate' },
      { on: '2026-03-12', do: 'accept-offer', offer: 'Ten for staying' },
      { on: '2026-04-01', do: 'advance' }
    ]
  })
  const thanked = life.invoices.flatMap(invoice => invoice.lines).find(({ amount }) => amount === '-10.00')
  expect(thanked).toMatchObject({ explanation: { ...explanation, rule: { rule: 'forbid keep', line: offerLine } } })
})

it('what is entered by hand says so, and its paper shows no id', async () => {
  const { lines, page } = await billOf(async account => {
    await api.post(`/accounts/${account}/items`, { amount: '-5.00', description: 'Sorry' })
    await api.post(`/accounts/${account}/deeds/top-up-bond`, { fields: { amount: '25.00' }, effective: '2026-03-10' })
    await api.post(`/accounts/${account}/deeds/refund-bond`, { fields: { amount: '15.00' }, effective: '2026-03-11' })
  })
  expect(lines.map(({ description }) => description)).toEqual(
    expect.arrayContaining(['Sorry', 'Bond topped up', 'Bond returned'])
  )
  expect(page).toContain('Sorry entered by hand')
  expect(page).not.toMatch(ID)
  expect(page).not.toContain('fact ')
})
