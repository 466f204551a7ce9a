// Finding invoices among others: each condition, each order, page after page while bills are made and paid.
import { BillingRunService, Persistence } from '@farthing/kernel'
import { dayComes } from './api.ts'
import { BilledAccounts, goodwill } from './billed-accounts.ts'

const book = await BilledAccounts.open()
const { api } = book
afterAll(() => api.close())

async function customer(name: string, rest: object): Promise<string> {
  const given = { name, billDay: 1, zone: 'Europe/Berlin', currency: 'EUR', openedOn: '2026-03-01', ...rest }
  const { number } = (await api.post('/accounts', given)).body
  return number
}

async function subscribed(account: string, plan: string): Promise<void> {
  await api.post(`/accounts/${account}/subscriptions`, { as: `${plan}-${account}`, plan, effective: '2026-03-01' })
}

/** "A-000001 2026-03-01 59.50", in the order found. */
async function found(query: string): Promise<string[]> {
  const { body, status } = await api.get(`/invoices?${query}`)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body.invoices.map(
    (each: Record<string, string>) => `${each['accountNumber']} ${each['billDate']} ${each['total']}`
  )
}

const anna = await customer('Anna Müller', { tags: ['north', 'vip', 'north'] })
const bob = await customer('Bob Miller', { tags: ['north'], billDay: 15, email: 'bob@example.org' })
const carl = await customer('Carl O. Smith', { currency: 'EUR' })
await subscribed(anna, 'home')
await subscribed(bob, 'tv')
await subscribed(carl, 'home')
await subscribed(carl, 'tv')
await book.billAll('2026-03-01')
await book.billAll('2026-04-01')
const numberOf = async (account: string, date: string): Promise<string> =>
  (await api.get(`/invoices?account=${account}&from=${date}&limit=1`)).body.invoices[0].number
const annaMarch = await numberOf(anna, '2026-03-01')
const carlMarch = await numberOf(carl, '2026-03-01')

async function pay(account: string, amount: string): Promise<void> {
  const payment = { account, amount, currency: 'EUR', method: 'bank', reference: amount, receivedOn: '2026-03-10' }
  expect((await api.post('/payments', payment)).status).toBe(201)
}
await pay(anna, '47.60')
await pay(carl, '20.00')
await book.post(`/invoices/${carlMarch}/credit-notes`, { amount: '5.00', ...goodwill })
dayComes(api, '2026-05-01')
const drafted = (await api.post('/billing-runs', { billDate: '2026-05-01', accounts: [anna] })).body.id
await api.app.get(BillingRunService).drain(drafted)

const all = [
  `${anna} 2026-03-01 47.60`,
  `${carl} 2026-03-01 59.50`,
  `${bob} 2026-03-15 17.85`,
  `${anna} 2026-04-01 47.60`,
  `${carl} 2026-04-01 59.50`,
  `${anna} 2026-05-01 47.60`
]

const [annaFirst, carlFirst, bobFirst, annaApril, carlApril, annaMay] = all

it.each([
  ['', all],
  ['order=desc', all.toReversed()],
  ['sort=amount', [bobFirst, annaFirst, annaApril, annaMay, carlFirst, carlApril]],
  ['sort=amount&order=desc&limit=2', [carlApril, carlFirst]],
  ['sort=number', [annaFirst, carlFirst, annaApril, bobFirst, carlApril]],
  [`number=${annaMarch}`, [annaFirst]],
  ['number=INV-999999', []],
  [`account=${carl}`, [carlFirst, carlApril]],
  ['status=draft', [annaMay]],
  ['status=cancelled', []],
  ['status=issued&from=2026-03-15&until=2026-04-01', [bobFirst]],
  ['dueFrom=2026-05-01', [annaMay]],
  ['dueUntil=2026-03-25', [annaFirst, carlFirst]],
  ['totalMin=47.60&totalMax=47.60', [annaFirst, annaApril, annaMay]],
  ['totalMax=17.84', []],
  ['currency=EUR&totalMin=50.00', [carlFirst, carlApril]],
  ['currency=AUD', []],
  ['payment=paid', [annaFirst]],
  ['payment=part-paid', [carlFirst]],
  ['payment=open', [bobFirst, annaApril, carlApril]],
  ['payment=unpaid', [carlFirst, bobFirst, annaApril, carlApril]],
  ['payment=overdue', [carlFirst, bobFirst, annaApril, carlApril]],
  ['adjusted=true', [carlFirst]],
  ['adjusted=false&status=issued&totalMin=50.00', [carlApril]],
  ['text=müll', [annaFirst, annaApril, annaMay]],
  ['text=mi', [bobFirst]],
  ['text=smith carl', [carlFirst, carlApril]],
  ['text=smith anna', []],
  ["text=o'smith:* | anna", []],
  ['text=bob@example.org', [bobFirst]],
  ['text=a-000001', [annaFirst, annaApril, annaMay]],
  ['tag=north', [annaFirst, bobFirst, annaApril, annaMay]],
  ['tag=north&payment=unpaid', [bobFirst, annaApril]],
  ['tag=south', []],
  ['line=televis', [carlFirst, bobFirst, carlApril]],
  ['line=television&order=desc&limit=2', [carlApril, bobFirst]],
  ['line=home&payment=paid', [annaFirst]],
  ['line=home television', []],
  [`line=home&account=${carl}`, [carlFirst, carlApril]],
  ['billDay=15', [bobFirst]],
  [`run=${drafted}`, [annaMay]]
])('finds by %s', async (query, expected) => {
  expect(await found(query)).toEqual(expected)
})

it('takes tags off an account, and finds accounts by them', async () => {
  expect((await api.get(`/accounts/${anna}`)).body.tags).toEqual(['north', 'vip'])
  expect((await api.get('/accounts?tag=vip')).body.accounts).toMatchObject([{ number: anna }])
  await api.patch(`/accounts/${anna}`, { tags: ['north'] })
  expect((await api.get('/accounts?tag=vip')).body.accounts).toEqual([])
})

it('says what became of an invoice', async () => {
  const { body } = await api.get(`/invoices/${carlMarch}`)
  expect(body.payments).toMatchObject([{ on: '2026-03-10', amount: '20.00', method: 'bank', releasedOn: null }])
  expect(body.notes).toMatchObject([
    { kind: 'credit-note', number: 'CN-000001', status: 'approved', reason: 'goodwill', total: '5.00' }
  ])
  const told = body.history.map(({ amount, number, what }: Record<string, string>) =>
    [what, number, amount].join(' ').trim()
  )
  expect(told).toEqual([
    'drafted',
    `issued ${carlMarch}`,
    `paid ${body.payments[0].payment} 20.00`,
    'noted CN-000001 5.00'
  ])
  const days = body.history.map(({ day }: { day: string }) => day)
  expect(days).toEqual(['2026-03-10', '2026-03-10', '2026-03-10', '2026-04-01'])
})

it('adds up each page', async () => {
  const { body } = await api.get('/invoices?limit=2')
  expect(body.totals).toEqual([{ currency: 'EUR', invoices: 2, total: '107.10', outstanding: '34.50' }])
})

it('follows a payment that is reversed', async () => {
  const [payment] = (await api.get(`/payments?account=${anna}`)).body
  await book.post(`/payments/${payment.number}/reverse`, { reason: 'bounced', on: '2026-03-10' })
  expect(await found('payment=paid')).toEqual([])
  expect(await found(`account=${anna}&payment=open`)).toEqual([annaFirst, annaApril])
  const sums = await api.app.get(Persistence).bulk('main', async client => {
    const { rows } = await client.query(`select i.number from invoice i cross join lateral (
        select coalesce(sum(amount) filter (where adjustment is null), 0) as paid, coalesce(sum(amount) filter (where adjustment is not null), 0) as adjusted
        from payment_allocation l where l.account = i.account and l.invoice = i.id and l.released_on is null) s
      where (i.paid, i.adjusted) <> (s.paid, s.adjusted)`)
    return rows
  })
  expect(sums).toEqual([])
})

async function pages(query: string, between: () => Promise<void> = async () => {}): Promise<string[]> {
  const seen: string[] = []
  let after = ''
  do {
    const { body } = await api.get(`/invoices?limit=2&${query}${after}`)
    seen.push(...body.invoices.map((each: Record<string, string>) => each['id']))
    after = body.next === null ? '' : `&after=${body.next}`
    await between()
  } while (after !== '')
  return seen
}

it.each(['sort=date', 'sort=date&order=desc', 'sort=amount', 'sort=amount&order=desc', 'sort=number', 'tag=north'])(
  'turns pages by %s: each invoice once, while others are made',
  async query => {
    const before = (await api.get(`/invoices?limit=200&${query}`)).body.invoices.map(({ id }: { id: string }) => id)
    const newcomer = async (): Promise<void> => {
      const account = await customer('Nobody', {})
      await subscribed(account, 'tv')
      dayComes(api, '2026-03-20')
      const run = (await api.post('/billing-runs', { billDate: '2026-03-20', accounts: [account] })).body.id
      await api.app.get(BillingRunService).drain(run)
    }
    const seen = await pages(query, newcomer)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.filter(id => before.includes(id))).toEqual(before)
  }
)

it('refuses a cursor of another order, and says what to do', async () => {
  const { next } = (await api.get('/invoices?limit=2')).body
  const other = await api.get(`/invoices?limit=2&sort=amount&after=${next}`)
  expect(other).toMatchObject({ status: 400, body: { reason: 'bad-cursor', errors: [{ field: 'after' }] } })
  expect(other.body.detail).toBe(
    'It goes on a search by date, asc, and this one is by amount, asc. Give `after` the `next` of the page before, with the same `sort` and `order`, or leave it out to begin.'
  )
  const forged = Buffer.from(JSON.stringify(['date', 'asc', '2026-99-99', 'x'])).toString('base64url')
  expect((await api.get(`/invoices?after=${forged}`)).status).toBe(400)
})
