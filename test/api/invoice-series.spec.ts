// Invoices of one run in several series: by currency, and by the year in which they are issued where their customers are.
import { BillingRunService, Persistence, RulesHost } from '@farthing/kernel'
import { BilledAccounts, goodwill } from './billed-accounts.ts'

const plan = (rent: string): string => `plan home "Home" { rent ${rent} per month }\n`
const rules = (francs: string): ReadonlyMap<string, string> =>
  new Map([
    [
      'operator.farthing',
      `operator "Alpine" { currency CHF; time zone "Europe/Zurich"${francs === '' ? '' : `; invoices numbered "${francs}"`} }\n${plan('40.00')}`
    ],
    [
      'euros.farthing',
      `currency EUR { invoices numbered "{year}-{number}", at least 8 digits }\n${plan('35.00')}item visit "Visit" 30.00\n`
    ],
    ['yen.farthing', `currency JPY\n${plan('3999')}`]
  ])

const book = await BilledAccounts.open(rules(''))
const { api } = book
afterAll(() => api.close())

async function customer(currency: string, zone: string): Promise<string> {
  const about = { name: currency, billDay: 31, zone, currency, openedOn: '2026-10-01' }
  const { number } = (await api.post('/accounts', about)).body
  const sold = { as: `home-${number}`, plan: 'home', effective: '2026-10-05' }
  expect((await api.post(`/accounts/${number}/subscriptions`, sold)).status).toBe(201)
  return number
}

async function issued(run: string): Promise<void> {
  await api.app.get(BillingRunService).drain(run)
  expect((await api.post(`/billing-runs/${run}/accept`)).status).toBe(200)
  expect((await api.post(`/billing-runs/${run}/issue`)).status).toBe(202)
  await api.app.get(BillingRunService).drain(run, { lanes: 3 })
}

/** 'A-000001 2026-000001', in order of account. */
async function numbersOn(billDate: string): Promise<string[]> {
  const { invoices } = (await api.get('/invoices?limit=100')).body
  return invoices
    .filter((each: Record<string, string>) => each['billDate'] === billDate)
    .map((each: Record<string, string>) => `${each['accountNumber']} ${each['number']}`)
    .toSorted()
}

let vienna: string
beforeAll(async () => {
  api.clock.moveTo('2026-10-01T00:00:00Z')
  for (const [currency, zone] of [
    ['CHF', 'Europe/Zurich'],
    ['EUR', 'Europe/Vienna'],
    ['EUR', 'Pacific/Auckland'],
    ['CHF', 'Pacific/Auckland'],
    ['JPY', 'Asia/Tokyo'],
    ['EUR', 'Europe/Vienna']
  ] as const)
    await customer(currency, zone)
  vienna = 'A-000002'
})

it('a run numbers each currency as its rules say, and others with those of the operator', async () => {
  await book.billAll('2026-10-31')
  expect(await numbersOn('2026-10-31')).toEqual([
    'A-000001 INV-000001',
    'A-000002 2026-00000001',
    'A-000003 2026-00000002',
    'A-000004 INV-000002',
    'A-000005 INV-000003',
    'A-000006 2026-00000003'
  ])
})

it('each year begins anew, within one run too, where it is the day of issue', async () => {
  await book.publish(rules('CH-{year}-{number}'), { from: '2026-11-01' })
  await book.billAll('2026-11-30')
  api.clock.moveTo('2026-12-31T13:00:00Z') // in Auckland it is the new year
  await issued((await api.post('/billing-runs', { billDate: '2026-12-31' })).body.id)
  expect(await numbersOn('2026-12-31')).toEqual([
    'A-000001 CH-2026-000004',
    'A-000002 2026-00000007',
    'A-000003 2027-00000001',
    'A-000004 CH-2027-000001',
    'A-000005 CH-2026-000005',
    'A-000006 2026-00000008'
  ])
})

it('a number is one invoice, wherever it is named', async () => {
  const number = '2026-00000007'
  expect((await api.get(`/invoices/${number}`)).body).toMatchObject({ number, accountNumber: vienna, currency: 'EUR' })
  expect((await api.get(`/invoices?number=${number}`)).body.invoices).toHaveLength(1)
  const pdf = await api.app.inject({ method: 'GET', url: `/invoices/${number}/pdf` })
  expect(pdf.headers['content-disposition']).toBe(`inline; filename="${number}.pdf"`)
  expect(await book.textOf(`/invoices/${number}/html`)).toContain(`Invoice number ${number}`)
  expect((await api.get(`/invoices/${number}/lines/1`)).status).toBe(200)
  const paid = { account: vienna, amount: '10.00', currency: 'EUR', method: 'bank', invoices: [number] }
  expect((await api.post('/payments', paid)).body).toMatchObject({
    allocations: [{ invoice: number, amount: '10.00' }]
  })
  const note = await api.post(`/invoices/${number}/credit-notes`, { amount: '5.00', ...goodwill })
  expect(note.body).toMatchObject({ number: 'CN-000001' })
  expect(await book.textOf('/adjustments/CN-000001/html')).toContain(number)
  const journal = await api.app.inject({ method: 'GET', url: '/ledger/journal' })
  expect(journal.body).toContain(number)
})

it('pages go through all series', async () => {
  const numbers: string[] = []
  for (let after = ''; ; ) {
    const { invoices, next } = (await api.get(`/invoices?sort=number&limit=4${after}`)).body
    numbers.push(...invoices.map((each: Record<string, string>) => each['number']))
    if (next === null) break
    after = `&after=${encodeURIComponent(next)}`
  }
  expect(numbers).toHaveLength(18)
  expect(new Set(numbers).size).toBe(18)
  expect(numbers.filter(each => each.startsWith('2026-'))).toEqual(
    Array.from({ length: 8 }, (_, index) => `2026-0000000${index + 1}`)
  )
})

it('what is billed anew is numbered by the day on which that is', async () => {
  api.clock.moveTo('2027-01-02T12:00:00Z')
  const rebilled = await api.post('/invoices/2026-00000008/rebill', goodwill)
  expect(rebilled.body).toMatchObject({ cancelled: { number: '2026-00000008' }, invoice: { number: '2027-00000002' } })
})

it('later rules that say what was said before go on with it, and two of one text share their numbers', async () => {
  await book.publish(rules('{year}-{number}'), { from: '2027-01-10' })
  await book.billAll('2027-01-31')
  expect(await numbersOn('2027-01-31')).toEqual([
    'A-000001 2027-000003',
    'A-000002 2027-00000004',
    'A-000003 2027-00000005',
    'A-000004 2027-000006',
    'A-000005 2027-000007',
    'A-000006 2027-00000008'
  ])
})

it('rules that number invoices like something else are refused', async () => {
  const request = { files: rules('CN-{number}'), author: 'tests', message: 'numbers' }
  const published = await api.app.get(RulesHost).publish(request)
  expect(published).toMatchObject({ ok: false, diagnostics: [{ code: 'R0645' }] })
})

it('no series has a gap or a repeat', async () => {
  api.clock.moveTo('2027-02-28T12:00:00Z')
  const run = (await api.post('/billing-runs', { billDate: '2027-02-28' })).body.id
  await issued(run)
  const { rows } = await api.app
    .get(Persistence)
    .bulk('main', client =>
      client.query<{ series: string; next: string }>(
        `select series, next::text from number_series where series like '%{number}' or series = 'INV' order by series`
      )
    )
  const counts = await api.app
    .get(Persistence)
    .bulk('main', client =>
      client.query<{ year: string; count: number }>(
        `select substring(number from '^(.*?-)\\d+$') as year, count(*)::int as count from invoice where number is not null group by 1 order by 1`
      )
    )
  expect(rows.map(({ next, series }) => [series, Number(next) - 1])).toEqual(
    counts.rows.map(({ count, year }) => [year === 'INV-' ? 'INV' : `${year}{number}`, count])
  )
})
