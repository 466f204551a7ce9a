import { BillingRunService, RulesHost } from '@farthing/kernel'
import { dayComes, openApi } from './api.ts'

const api = await openApi()
afterAll(() => api.close())

const rules = `operator "Coastal Telecom" {
  currency EUR
  time zone "Europe/Berlin"
}

plan home "Home" { rent 11.90 per month }

tax vat "VAT" {
  in DE
  rate 19%
  included in prices
  elsewhere reverse charge for businesses
}
`
await api.app
  .get(RulesHost)
  .publish({ files: new Map([['rules.farthing', rules]]), from: null, author: 'tests', message: 'taxes' })

const anna = { name: 'Anna', billDay: 1, zone: 'Europe/Berlin', currency: 'EUR', openedOn: '2026-03-01' }

async function billAll(billDate: string): Promise<void> {
  dayComes(api, billDate)
  const run = await api.post('/billing-runs', { billDate })
  await api.app.get(BillingRunService).drain(run.body.id)
  await api.post(`/billing-runs/${run.body.id}/accept`)
  await api.post(`/billing-runs/${run.body.id}/issue`)
  await api.app.get(BillingRunService).drain(run.body.id)
}

async function customer(): Promise<string> {
  const { number } = (await api.post('/accounts', anna)).body
  await api.post(`/accounts/${number}/subscriptions`, { as: `h-${number}`, plan: 'home', effective: '2026-03-01' })
  return number
}

describe('taxes of an account', () => {
  it('are on its invoice, are exempted late, and can be taken back', async () => {
    const account = await customer()
    const path = `/accounts/${account}/tax-exemptions`
    const exempt = { tax: 'vat', certificate: 'E-17', effective: '2026-03-01', until: '2027-01-01' }
    const told = await api.post(path, exempt)
    expect(told).toMatchObject({ status: 201, body: { kind: 'tax-exempted', details: { certificate: 'E-17' } } })
    expect(await api.post(path, exempt)).toMatchObject({ status: 409, body: { reason: 'exempt-already' } })
    expect(await api.post(`/accounts/${account}/facts/${told.body.id}/withdraw`)).toMatchObject({ status: 200 })
    await billAll('2026-03-01')
    const invoice = await api.get(`/invoices?account=${account}`)
    expect(invoice.body.invoices).toMatchObject([
      {
        net: '10.00',
        taxes: [{ tax: 'vat', percent: '19', code: 'S', taxable: '10.00', amount: '1.90' }],
        total: '11.90'
      }
    ])
    expect(await api.post(path, exempt)).toMatchObject({ status: 201 })
    await billAll('2026-04-01')
    const after = (await api.get(`/invoices?account=${account}`)).body.invoices.at(-1)
    const { lines } = (await api.get(`/invoices/${after.number}`)).body
    expect(lines.map(({ amount, net }: Record<'amount' | 'net', string>) => `${amount} ${net}`)).toEqual([
      '-11.90 -10.00',
      '10.00 10.00',
      '10.00 10.00'
    ])
    expect(after).toMatchObject({
      taxes: [
        { code: 'S', amount: '-1.90' },
        { code: 'E', amount: '0.00', certificate: 'E-17' }
      ],
      total: '8.10'
    })
    expect(await api.post(`/invoices/${after.number}/cancel`, { reason: 'shown' })).toMatchObject({ status: 200 })
  })

  it.each([
    ['tax-exemptions', { tax: 'vta', certificate: 'E-1' }, 'unknown-tax', 'Did you mean vat?'],
    [
      'tax-exemptions',
      { tax: 'vat', certificate: 'E-1', effective: '2026-03-02', until: '2026-03-02' },
      'ends-before-it-begins',
      'ends on'
    ],
    ['tax-places', { place: 'UK' }, 'unknown-place', 'UK is no country'],
    [
      'tax-places',
      { place: 'AU-V_C' },
      'unknown-place',
      'AU-V_C is no country of ISO 3166 such as DE, nor one with one to three'
    ]
  ])('%s %j is refused: %s', async (path, body, reason, detail) => {
    const account = await customer()
    const answer = await api.post(`/accounts/${account}/${path}`, body)
    expect(answer).toMatchObject({ status: 422, body: { reason, detail: expect.stringContaining(detail) } })
  })

  it('follow the place from a day on', async () => {
    const account = await customer()
    const place = { place: 'FR', taxId: 'FR123', effective: '2026-03-05' }
    expect(await api.post(`/accounts/${account}/tax-places`, place)).toMatchObject({
      status: 201,
      body: { kind: 'tax-place-changed', effective: '2026-03-05', details: { place: 'FR', taxId: 'FR123' } }
    })
  })
})
