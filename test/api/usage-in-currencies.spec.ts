// Usage of customers in two currencies: what bears one name in both is told apart.
import { RulesHost } from '@farthing/kernel'
import { parseGates, SourceText } from '@farthing/rules-language'
import { BilledAccounts } from './billed-accounts.ts'

const rates = (price: string): string => `one zone world; rates {\n  | price |\n  | ${price} |\n}`
const content = `tariff content for content, counted in events { ${rates('12.5% of value')} }\n`
const files = {
  'operator.farthing':
    'operator "Alpine" {\n  currency CHF\n  time zone "Europe/Zurich"\n  round half up to 0.01\n  country 41\n}\n',
  'francs.farthing': `tariff std for voice { ${rates('0.60 per minute')} }\n${content}plan home "Home" { tariff std; tariff content }\nitem cable "Cable" 30.00\n`,
  'euros.farthing': `currency EUR\ntariff std for data { ${rates('0.10 per MB')} }\n${content}plan home "Home" { tariff std; tariff content }\n`
}
const dearer = {
  ...files,
  'francs.farthing': files['francs.farthing'].replace('0.60', '6.00'),
  'euros.farthing': files['euros.farthing'].replace('0.10', '1.00')
}

const accounts = await BilledAccounts.open(new Map(Object.entries(files)))
const { api } = accounts
afterAll(() => api.close())

async function customer(currency: string, identity: string, from = '2026-03-01', billDay = 1) {
  const about = { name: currency, billDay, zone: 'Europe/Zurich', currency, openedOn: from }
  const { number } = (await api.post('/accounts', about)).body
  const sold = { as: identity, plan: 'home', effective: from, identities: [identity] }
  return {
    account: number as string,
    subscription: (await api.post(`/accounts/${number}/subscriptions`, sold)).body.id
  }
}
const used = (id: string, subscriber: string, what: object) => ({
  ...{ id, subscriber, started_at: '2026-03-09T10:00:00Z', ...what }
})

describe('usage in two currencies', () => {
  beforeAll(async () => {
    await customer('CHF', '+41790000001')
    await customer('EUR', '+41790000002')
    const uses = [
      used('voice', '41790000001', { service: 'voice', to: '41440000000', quantity: 60, unit: 's' }),
      used('data', '41790000002', { service: 'data', quantity: 1, unit: 'MB' })
    ]
    expect((await api.post('/usage/events', uses, null)).body).toMatchObject({ rated: 2 })
    await accounts.billAll('2026-04-01')
  })

  it.each([
    ['CHF', '5.40'],
    ['EUR', '0.90']
  ])('compares what a tariff of one name counts in %s', async (currency, change) => {
    const { body } = await api.post('/rules/impact', { files: dearer, currency })
    expect(body).toMatchObject({ currency, total: { change } })
  })

  it('judges gates where somebody was billed, beside a currency whose first bill is to come', async () => {
    await accounts.publish(
      new Map(Object.entries({ ...files, 'yen.farthing': 'currency JPY\nplan home "Home" { rent 3999 per month }\n' }))
    )
    await customer('JPY', '+41790000003', '2026-04-01', 15)
    const publish = (said: Record<string, string>) =>
      api.app.get(RulesHost).publish({
        ...{ files: new Map(Object.entries(said)), author: 'tests', message: 'gated', correctsIssuedBills: true },
        ...{ from: null, dropsHeldPlans: true, gates: parseGates(new SourceText('gates', 'account +5%')).gates }
      })
    const yen = { 'yen.farthing': 'currency JPY\nplan home "Home" { rent 4999 per month }\n' }
    expect(await publish({ ...dearer, ...yen })).toMatchObject({ ok: false, reason: 'gates-failed' })
    const split = (places: string): string => `tax vat-eu "VAT" { in ${places}; rate 20% }\n`
    const lost = { ...files, ...yen, 'euros.farthing': files['euros.farthing'] + split('DE, FR') }
    const parking = await publish(lost)
    expect(parking).toMatchObject({ ok: false, reason: 'gates-failed', report: { currency: 'EUR', compared: 0 } })
    expect(await publish({ ...files, ...yen })).toMatchObject({ ok: true })
  })

  it('does not take a value in francs for one in euros when its number moves', async () => {
    const mover = await customer('CHF', '+41790000004')
    const use = used('film', '41790000004', { service: 'content', quantity: 1, unit: 'event' })
    const asked = { ...use, value: '100.00', currency: 'CHF' }
    expect((await api.post('/usage/events', [asked], null)).body).toMatchObject({ rated: 1 })
    const path = `/subscriptions/${mover.subscription}/number`
    expect((await api.post(path, { number: '+41790000005', effective: '2026-03-05' })).status).toBe(200)
    await customer('EUR', '+41790000004', '2026-03-05')
    await api.post('/usage/quarantine/retry', { reason: 'number-moved' })
    const { body } = await api.get('/usage/quarantine')
    expect(body.lines).toMatchObject([{ reason: 'wrong-currency' }])
  })

  it('makes no vouchers for a currency in which nothing is offered', async () => {
    const gives = { deed: 'buy', fields: { item: 'cable', price: '15.00' } }
    const batch = (currency: string) => ({ count: 1, name: 'Half a cable', gives: { ...gives, currency } })
    expect((await api.post('/voucher-batches', batch('CHF'))).status).toBe(201)
    const refused = { status: 422, body: { reason: 'forbidden' } }
    expect(await api.post('/voucher-batches', batch('EUR'))).toMatchObject(refused)
    const whole = { deed: 'buy', fields: { item: 'cable' }, currency: 'EUR' }
    expect(await api.post('/voucher-batches', { count: 1, name: 'A cable', gives: whole })).toMatchObject(refused)
  })
})
