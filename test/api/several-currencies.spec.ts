// One operator with customers in francs, euros and yen: each is billed by the files that are for his currency.
import { Policies, RulesHost } from '@farthing/kernel'
import { parseGates, SourceText } from '@farthing/rules-language'
import { BilledAccounts } from './billed-accounts.ts'
import { NCHF, opening } from './network.ts'

const operator = `operator "Alpine" {
  currency CHF
  time zone "Europe/Zurich"
  round half up to 0.05
  approve adjustments above 60.00
}
tax vat "VAT" { rate 8% }
`
const voice = (price: string): string => `tariff calls for voice { one zone world; rates {
  | price |
  | ${price} per minute |
} }
`
const files = {
  'operator.farthing': operator,
  'francs.farthing': `${voice('0.60')}plan home "Home" { rent 40.00 per month; tariff calls }\nplan alp "Alp" { rent 10.00 per month }\nitem cable "Cable" 30.00\n`,
  'euros.farthing': `currency EUR { round half up to 0.01; approve adjustments above 20.00 }\n${voice('0.30')}plan home "Home" { rent 35.17 per month; tariff calls }\nplan card "Card" { pay prepaid; tariff calls }\npolicy large { when used(voice) > 3 min: bar outgoing }\n`,
  'yen.farthing': `currency JPY\n${voice('20')}plan home "Home" { rent 3999 per month; tariff calls }\nitem cable "Cable" 3000\n`
}

let accounts: BilledAccounts
beforeAll(async () => {
  accounts = await BilledAccounts.open(new Map(Object.entries(files)))
})
afterAll(() => accounts.api.close())

let next = 0
async function customer(currency: string, plan = 'home') {
  const { api } = accounts
  next += 1
  const identity = `4179000000${next}`
  const about = { name: currency, billDay: 1, zone: 'Europe/Zurich', currency, openedOn: '2026-03-01' }
  const { number } = (await api.post('/accounts', about)).body
  const sold = await api.post(`/accounts/${number}/subscriptions`, {
    ...{ as: identity, plan, effective: '2026-03-01', identities: [identity] }
  })
  return { account: number as string, identity, sold }
}
const call = (id: string, subscriber: string, quantity: number) => ({
  ...{ id, service: 'voice', subscriber, to: '41440000000', started_at: '2026-03-09T10:00:00Z', quantity, unit: 's' }
})
const linesOf = async (account: string): Promise<[string, string][]> => {
  const { id } = await accounts.newest(account)
  const { body } = await accounts.api.get(`/invoices/${id}`)
  return body.lines.map(({ amount, description }: Record<string, string>) => [description, amount])
}

describe('an operator of several currencies', () => {
  it('opens accounts in each, and sells what is for it', async () => {
    const { api } = accounts
    const refused = await api.post('/accounts', { name: 'A', billDay: 1, zone: 'Europe/Zurich', currency: 'USD' })
    expect(refused).toMatchObject({ status: 422, body: { reason: 'other-currency' } })
    expect(refused.body.detail).toContain('CHF, EUR, JPY')
    expect((await customer('CHF', 'alp')).sold.status).toBe(201)
    const alp = await customer('EUR', 'alp')
    expect(alp.sold).toMatchObject({ status: 422, body: { reason: 'unknown-plan' } })
    expect(alp.sold.body.detail).toBe('The plan alp is sold in CHF, and the account is kept in EUR.')
  })

  it('rates and bills each by its own prices, rounded to its own coin, and the books balance in each', async () => {
    const { api } = accounts
    const all = [await customer('CHF'), await customer('EUR'), await customer('JPY')]
    const calls = all.map(({ identity }, index) => call(`c${index}`, identity, 61))
    expect((await api.post('/usage/events', calls, null)).body).toMatchObject({ rated: 3 })
    await accounts.billAll('2026-04-01')
    const [francs, euros, yen] = await Promise.all(all.map(({ account }) => linesOf(account)))
    expect(francs).toEqual([
      ['Home', '40.00'],
      ['Home', '40.00'],
      ['Voice, world', '0.60']
    ])
    expect(euros).toEqual([
      ['Home', '35.17'],
      ['Home', '35.17'],
      ['Voice, world', '0.31']
    ])
    expect(yen).toEqual([
      ['Home', '3999.00'],
      ['Home', '3999.00'],
      ['Voice, world', '20.00']
    ])
    const invoices = await Promise.all(all.map(({ account }) => accounts.newest(account)))
    expect(invoices.map(({ currency, total }) => `${total} ${currency}`)).toEqual([
      '87.05 CHF',
      '76.30 EUR',
      '8659.00 JPY'
    ])
    const { body: why } = await api.get('/usage/json-events:c1/explanation')
    expect(why.explanation).toMatchObject({ amount: '0.305000', currency: 'EUR', rule: { file: 'euros.farthing' } })
    expect((await api.get(`/usage?account=${all[1]?.account}`)).body.usage).toMatchObject([{ amount: '0.305000' }])
    const half = await api.post(`/invoices/${invoices[2].id}/disputes`, { amount: '0.5', reason: 'price', by: 'Bea' })
    expect(half).toMatchObject({ status: 422, body: { reason: 'amount-too-fine' } })
    const sums = new Map<string, number>()
    for (const { amount, unit } of (await api.get('/ledger/balances')).body)
      sums.set(unit, (sums.get(unit) ?? 0) + Number(amount))
    expect([...sums].map(([unit, sum]) => [unit, Math.abs(sum) < 1e-9])).toEqual(
      ['CHF', 'EUR', 'JPY'].map(unit => [unit, true])
    )
  })

  it('charges while it happens at the prices of the account, from its own money', async () => {
    const { api } = accounts
    const { account, identity } = await customer('EUR', 'card')
    expect((await api.post(`/accounts/${account}/top-ups`, { amount: '2.00', method: 'card' })).status).toBe(201)
    const opened = await api.post(NCHF, opening(`msisdn-${identity}`, 120, 'tel:+41440000000'), null)
    expect(opened).toMatchObject({ status: 201, body: { multipleUnitInformation: [{ grantedUnit: { time: 120 } }] } })
    const session = `${NCHF}/${opened.body.chargingDataRef}`
    api.clock.advance({ seconds: 90 })
    const used = {
      invocationSequenceNumber: 1,
      multipleUnitUsage: [{ ratingGroup: 1, usedUnitContainer: [{ time: 90 }] }]
    }
    expect((await api.post(`${session}/release`, used, null)).status).toBe(204)
    // 1.5 minutes at 0.30, and 8% of it
    expect((await api.get(`/accounts/${account}/pockets`)).body).toMatchObject([{ balance: '1.514000', unit: 'EUR' }])
  })

  it('looks at each by the policies of its files, and approves by the limit that is said of its money', async () => {
    const { api } = accounts
    const [francs, euros] = [await customer('CHF'), await customer('EUR')]
    const now = Temporal.Instant.from(api.clock.now().toString()).toString()
    const calls = [francs, euros].map(({ identity }, index) => ({
      ...call(`p${index}`, identity, 600),
      started_at: now
    }))
    expect((await api.post('/usage/events', calls, null)).body).toMatchObject({ rated: 2 })
    await api.app.get(Policies).pass()
    const barred = await Promise.all(
      [francs, euros].map(
        async ({ sold }) => (await api.get(`/subscriptions/${sold.body.id}/services`)).body.restrictions
      )
    )
    expect(barred).toMatchObject([[], [{ what: 'outgoing' }]])
    await accounts.billAll('2026-05-01')
    const notes = await Promise.all(
      [francs, euros].map(async ({ account }) => {
        const { id } = await accounts.newest(account)
        return (await api.post(`/invoices/${id}/credit-notes`, { amount: '30.00', reason: 'goodwill', by: 'Bea' })).body
      })
    )
    expect(notes.map(({ status }) => status)).toEqual(['approved', 'proposed'])
  })

  it('compares a change for the customers of one currency, and judges gates for all', async () => {
    const { api } = accounts
    const dearer = { ...files, 'euros.farthing': files['euros.farthing'].replace('35.17', '45.17') }
    const impactOf = async (currency?: string) =>
      (await api.post('/rules/impact', { files: dearer, ...(currency && { currency }) })).body
    expect(await impactOf()).toMatchObject({ currency: 'CHF', total: { change: '0.00' } })
    const euros = await impactOf('EUR')
    expect(euros).toMatchObject({ currency: 'EUR' })
    expect(Number(euros.total.change)).toBeGreaterThan(0)
    expect(await impactOf('USD')).toMatchObject({ status: 422, reason: 'other-currency' })
    const gated = await api.app.get(RulesHost).publish({
      ...{ files: new Map(Object.entries(dearer)), author: 'tests', message: 'dearer', correctsIssuedBills: true },
      gates: parseGates(new SourceText('gates', 'account +5%')).gates
    })
    expect(gated).toMatchObject({ ok: false, reason: 'gates-failed', report: { currency: 'EUR' } })
  })

  it('keeps what customers of a currency hold, unless it is asked to drop it', async () => {
    const { 'euros.farthing': _, ...without } = files
    const dropped = await accounts.api.app.get(RulesHost).publish({
      ...{ files: new Map(Object.entries(without)), author: 'tests', message: 'francs and yen' },
      correctsIssuedBills: true
    })
    expect(dropped).toMatchObject({
      ok: false,
      reason: 'drops-held-plans',
      plans: [{ plan: 'card' }, { plan: 'home' }]
    })
  })

  it('asks of vouchers that name an amount whose money it is', async () => {
    const { api } = accounts
    const batch = (currency: object) => ({
      ...{ count: 1, name: 'Half a cable', usesEach: 2 },
      gives: { deed: 'buy', fields: { item: 'cable', price: '15.00' }, ...currency }
    })
    const unsaid = await api.post('/voucher-batches', batch({}))
    expect(unsaid).toMatchObject({ status: 422, body: { reason: 'other-currency' } })
    const made = await api.post('/voucher-batches', batch({ currency: 'CHF' }))
    const [{ code }] = made.body.codes
    const [francs, yen] = [await customer('CHF'), await customer('JPY')]
    const redeemed = await Promise.all(
      [francs, yen].map(({ account }) => api.post(`/accounts/${account}/vouchers`, { code }))
    )
    expect(redeemed.map(({ body, status }) => [status, body.reason])).toEqual([
      [201, undefined],
      [422, 'other-currency']
    ])
  })

  it('keeps money where it can be used', async () => {
    const { api } = accounts
    const [euros, yen] = [await customer('EUR'), await customer('JPY')]
    expect((await api.post(`/accounts/${euros.account}/top-ups`, { amount: '2.00', method: 'card' })).status).toBe(201)
    const asked = { to: yen.account, amount: '2.00', unit: 'EUR', reason: 'a gift' }
    const given = await api.post(`/accounts/${euros.account}/pocket-transfers`, asked)
    expect(given).toMatchObject({ status: 422, body: { reason: 'other-currency' } })
    expect((await api.get(`/accounts/${euros.account}/pockets`)).body).toMatchObject([{ balance: '2.000000' }])
  })

  it('bills what is over in a currency that is given up', async () => {
    const { api } = accounts
    const { account, identity, sold } = await customer('EUR')
    const now = Temporal.Instant.from(api.clock.now().toString()).toString()
    await api.post('/usage/events', [{ ...call('last', identity, 60), started_at: now }], null)
    await api.post(`/subscriptions/${sold.body.id}/terminate`, { effective: '2026-05-20' })
    const { 'euros.farthing': _, ...without } = files
    await accounts.publish(new Map(Object.entries(without)), { dropsHeldPlans: true, from: '2026-06-01' })
    await accounts.billAll('2026-06-01')
    expect(await linesOf(account)).toEqual(expect.arrayContaining([['Voice, world', '0.30']]))
    expect(await accounts.newest(account)).toMatchObject({ billDate: '2026-06-01', currency: 'EUR' })
    expect((await api.post('/accounts', { name: 'B', billDay: 1, zone: 'UTC', currency: 'EUR' })).status).toBe(422)
  })
})
