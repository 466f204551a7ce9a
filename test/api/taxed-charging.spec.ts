// What pockets pay is taxed like what the bill asks for: the same money, the same books, and a correction gives back no more than was paid.
import { BillingRunService } from '@farthing/kernel'
import { customer, flatTariff, publishRules, sampleRules } from '@farthing/testing'
import { dayComes, openApi } from './api.ts'
import { NCHF, opening } from './network.ts'

const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
let next = 0
afterAll(() => api.close())

const rulesWith = (tax: string, price: string): ReturnType<typeof sampleRules> =>
  sampleRules(`${flatTariff('talk', price, '1s / 1s')}plan hybrid "Hybrid" {
  from 2025-01-01
  tariff talk
  pay hybrid
}
plan limited "Limited" {
  from 2025-01-01
  tariff talk
  pay hybrid up to 6.00 per cycle
}
plan post "Post" {
  from 2025-01-01
  tariff talk
  pay on the bill
}
tax vat "VAT" {
  rate 20%
  ${tax}
}
`)

interface Caller {
  readonly number: string
  readonly subscriber: string
}

async function caller(plan: string, topUp?: string): Promise<Caller> {
  const subscriber = `6140000${String(1000 + ++next)}`
  const { number } = await customer(inside, { identities: [subscriber], plan })
  if (topUp !== undefined) await api.post(`/accounts/${number}/top-ups`, { amount: topUp, method: 'card' })
  return { number, subscriber }
}

const call = ({ subscriber }: Caller, minutes: number) =>
  api.post('/charges', {
    subscriber,
    service: 'voice',
    to: '+61298765432',
    quantity: `${minutes * 60}`,
    unit: 'second'
  })

async function bill(billDate: string): Promise<void> {
  dayComes(api, billDate)
  const run = (await api.post('/billing-runs', { billDate })).body.id
  await api.app.get(BillingRunService).drain(run)
  await api.post(`/billing-runs/${run}/accept`)
  await api.post(`/billing-runs/${run}/issue`)
  await api.app.get(BillingRunService).drain(run)
}

const invoices = async ({ number }: Caller) => (await api.get(`/invoices?account=${number}`)).body.invoices
const totals = async (of: Caller) =>
  (await invoices(of)).map(({ net, total }: { net: string; total: string }) => `${net} ${total}`)
const held = async ({ number }: Caller) =>
  (await api.get(`/accounts/${number}/pockets`)).body.map((each: { balance: string }) => each.balance)

async function books(): Promise<Record<string, number>> {
  const rows: { ledgerAccount: string; amount: string }[] = (await api.get('/ledger/balances')).body
  const asked = rows.filter(({ ledgerAccount }) => /^(revenue|tax):/.test(ledgerAccount))
  return Object.fromEntries(asked.map(({ amount, ledgerAccount }) => [ledgerAccount, Number(amount)]))
}

async function booked(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await books()
  await work()
  const after = Object.entries(await books())
  return Object.fromEntries(
    after.map(([name, amount]) => [name, Math.round((amount - (before[name] ?? 0)) * 1e6) / 1e6])
  )
}

describe('a tax that is added to prices', () => {
  beforeAll(() => publishRules(inside, rulesWith('', '1.00')))

  it('is paid with the price, and owed on', async () => {
    const anna = await caller('hybrid', '50.00')
    expect(await booked(() => call(anna, 10))).toEqual({ 'revenue:voice': -10, 'tax:vat': -2 })
    expect(await held(anna)).toEqual(['38.000000'])
    const [use] = (await api.get(`/usage?account=${anna.number}`)).body.usage
    expect(use).toMatchObject({ amount: '10.000000', prepaid: '10.000000' })
  })

  it('is told in the price of a use that is charged at once', async () => {
    expect((await call(await caller('hybrid', '50.00'), 10)).body).toMatchObject({ amount: '12.00' })
  })

  it('is held with what is granted, so that no more is granted than is there', async () => {
    const ben = await caller('hybrid', '1.20')
    const opened = await api.post(NCHF, opening(`msisdn-${(await caller('limited', '1.20')).subscriber}`, 900), null)
    // 7.20 in all, tax included: 1.20 in the pocket and 6.00 on the bill
    expect(opened.body.multipleUnitInformation[0]).toMatchObject({ grantedUnit: { time: 360 } })
    expect((await call(ben, 1)).status).toBe(201)
    expect(await held(ben)).toEqual([])
  })

  it('leaves to the bill the price, and its tax, of what pockets do not hold', async () => {
    const cleo = await caller('hybrid', '6.00')
    const post = await caller('post')
    await call(cleo, 10)
    await call(post, 10)
    await bill('2026-04-01')
    expect([await totals(cleo), await totals(post)]).toEqual([['5.00 6.00'], ['10.00 12.00']])
  })

  it('comes back with the price that is corrected, for who paid by the bill and who paid at once', async () => {
    const [dora, post] = [await caller('hybrid', '50.00'), await caller('post')]
    const all = await booked(async () => {
      await call(dora, 10)
      await call(post, 10)
      await publishRules(inside, rulesWith('', '0.80'))
      await bill('2026-05-01')
    })
    expect([await totals(dora), await totals(post)]).toEqual([['-2.00 -2.40'], ['8.00 9.60']])
    expect(all).toEqual({ 'revenue:voice': -16, 'tax:vat': -3.2 })
  })
})

describe('a tax that prices include', () => {
  beforeAll(() => publishRules(inside, rulesWith('included in prices', '1.00')))

  it('is a part of what pockets pay', async () => {
    const anna = await caller('hybrid', '50.00')
    expect(await booked(() => call(anna, 10))).toEqual({ 'revenue:voice': -8.333333, 'tax:vat': -1.666667 })
    expect(await held(anna)).toEqual(['40.000000'])
  })

  it('is not asked of who is exempt from it', async () => {
    const anna = await caller('hybrid', '50.00')
    const exempt = { tax: 'vat', certificate: 'E-17', effective: '2026-01-01' }
    expect((await api.post(`/accounts/${anna.number}/tax-exemptions`, exempt)).status).toBe(201)
    expect(await booked(() => call(anna, 10))).toEqual({ 'revenue:voice': -8.333333, 'tax:vat': 0 })
    expect(await held(anna)).toEqual(['41.666667'])
  })
})

describe('a tax that asks where the customer is', () => {
  beforeAll(() => publishRules(inside, rulesWith('in AU-NSW, AU-VIC', '1.00')))

  it('keeps pockets from being charged until that is told', async () => {
    const anna = await caller('hybrid', '50.00')
    expect(await call(anna, 10)).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('tell its tax place') }
    })
    expect(
      (await api.post(`/accounts/${anna.number}/tax-places`, { place: 'AU-VIC', effective: '2026-01-01' })).status
    ).toBe(201)
    expect(await booked(() => call(anna, 10))).toEqual({ 'revenue:voice': -10, 'tax:vat': -2 })
  })
})
