// A bill run of a group, looked at beside the last one, accepted in parts, and its parked accounts billed when the cause is mended.
import { BillingRunService } from '@farthing/kernel'
import { dayComes } from './api.ts'
import { BilledAccounts } from './billed-accounts.ts'

const RULES = `operator "Coastal Telecom" {
  currency EUR
  time zone "Europe/Berlin"
  outlier above 200% of the last bill, by 20.00 or more
  outlier below 30% of the last bill
  outlier total above 150.00
}

plan home "Home" { rent 40.00 per month }
plan tv "Television" { rent 10.00 per month }
plan office "Office" { rent 200.00 per month }
`
const LATER = `${RULES}
plan radio "Radio" { rent 5.00 per month }
`

let book: BilledAccounts
beforeEach(async () => {
  book = await BilledAccounts.open()
  await book.publish(RULES)
})
afterEach(() => book.api.close())

async function customer(name: string, plans: readonly string[], rest: object = {}): Promise<string> {
  const given = { name, billDay: 1, zone: 'Europe/Berlin', currency: 'EUR', openedOn: '2026-03-01', ...rest }
  const { number } = (await book.api.post('/accounts', given)).body
  for (const plan of plans) await subscribe(number, plan, '2026-03-01')
  return number
}

async function subscribe(account: string, plan: string, effective: string): Promise<string> {
  const given = { as: `${plan}-${account}`, plan, effective }
  const { body, status } = await book.api.post(`/accounts/${account}/subscriptions`, given)
  expect(status).toBe(201)
  return body.id
}

async function run(asked: { readonly billDate: string; readonly [condition: string]: unknown }): Promise<string> {
  dayComes(book.api, asked.billDate)
  book.api.clock.advance({ seconds: 1 })
  const { body } = await book.api.post('/billing-runs', asked)
  await book.api.app.get(BillingRunService).drain(body.id)
  return body.id
}

/** "A-000001 draft 40.00", by account. */
async function billsOf(id: string): Promise<string[]> {
  const { body } = await book.api.get(`/invoices?run=${id}&limit=200`)
  return body.invoices
    .map((each: Record<string, string>) => `${each['accountNumber']} ${each['status']} ${each['total']}`)
    .toSorted()
}

it.each<[string, object, string]>([
  ['a cycle', { billDays: [15] }, 'bob'],
  ['a plan', { plans: ['tv'] }, 'anna carl'],
  ['a tag', { tags: ['north', 'east'] }, 'anna bob'],
  ['all of them', { plans: ['home', 'tv'], tags: ['north'], billDays: [1, 15] }, 'anna']
])('bills %s and nobody else', async (_, group, names) => {
  const people = new Map([
    [await customer('Anna', ['home', 'tv'], { tags: ['north'] }), 'anna'],
    [await customer('Bob', ['office'], { tags: ['east', 'vip'], billDay: 15 }), 'bob'],
    [await customer('Carl', ['tv'], { tags: ['south'] }), 'carl']
  ])
  const id = await run({ billDate: '2026-03-20', ...group })
  const billed = (await billsOf(id)).map(bill => people.get(bill.split(' ')[0] ?? ''))
  expect(billed.toSorted().join(' ')).toBe(names)
  expect((await book.api.get(`/billing-runs/${id}`)).body).toMatchObject({ asked: group, retryOf: null })
})

it('bills a plan that ended since the last bill, and not one that ended before', async () => {
  const account = await customer('Anna', [])
  const tv = await subscribe(account, 'tv', '2026-03-01')
  await book.billAll('2026-03-01')
  await book.api.post(`/subscriptions/${tv}/terminate`, { effective: '2026-03-11' })
  const asked = { plans: ['tv'] }
  expect(await billsOf(await run({ billDate: '2026-04-01', ...asked }))).toEqual([`${account} draft -6.77`])
  expect(await billsOf(await run({ billDate: '2026-05-01', ...asked }))).toEqual([])
})

it('bills a plan whose correction was withdrawn, and not the one that the correction said', async () => {
  const account = await customer('Anna', [])
  const line = await subscribe(account, 'tv', '2026-03-01')
  const asked = { plan: 'home', effective: '2026-03-05' }
  await book.api.post(`/subscriptions/${line}/plan`, asked)
  const facts = async () => (await book.api.get(`/accounts/${account}/facts`)).body
  const changed = (await facts()).at(-1).id
  await book.api.post(`/subscriptions/${line}/plan`, { ...asked, plan: 'office', supersedes: changed })
  const corrected = (await facts()).at(-1).id
  const withdrawn = await book.api.post(`/subscriptions/${line}/facts/${corrected}/withdraw`, {})
  expect(withdrawn.status).toBeLessThan(300)
  expect(await billsOf(await run({ billDate: '2026-04-01', plans: ['office'] }))).toEqual([])
  expect(await billsOf(await run({ billDate: '2026-04-01', plans: ['home'] }))).toHaveLength(1)
})

it('shows what differs from the last bills, and accepts the rest', async () => {
  const anna = await customer('Anna', ['home'])
  const bob = await customer('Bob', ['tv'])
  const carl = await customer('Carl', ['office'])
  await book.billAll('2026-03-01')
  await subscribe(bob, 'home', '2026-04-01')
  const dora = await customer('Dora', ['tv'], { openedOn: '2026-03-01' })
  const id = await run({ billDate: '2026-04-01' })
  expect((await book.api.get(`/billing-runs/${id}/comparison`)).body).toEqual([
    { currency: 'EUR', invoices: 4, total: '310.00', first: 1, lastTotal: '250.00', outliers: 2 }
  ])
  const outliers = (await book.api.get(`/billing-runs/${id}/outliers`)).body
  expect(outliers).toMatchObject([
    {
      accountNumber: bob,
      accountName: 'Bob',
      status: 'draft',
      total: '50.00',
      last: { total: '10.00', billDate: '2026-03-01' }
    },
    {
      accountNumber: carl,
      total: '200.00',
      because: [{ rule: 'outlier total above 150.00', file: 'rules.farthing', line: 6 }]
    }
  ])
  expect(outliers[0].because).toMatchObject([
    { rule: 'outlier above 200% of the last bill, by 20.00 or more', line: 4 }
  ])
  expect((await book.api.get(`/billing-runs/${id}/outliers?after=${outliers[0].invoice}`)).body).toHaveLength(1)
  const bills = (await book.api.get(`/invoices?account=${anna}`)).body.invoices as readonly Record<string, string>[]
  const stranger = bills.find(({ billDate }) => billDate === '2026-03-01')?.id
  for (const after of ['01900000-0000-7000-8000-000000000000', stranger]) {
    const { body, status } = await book.api.get(`/billing-runs/${id}/outliers?after=${after}`)
    expect([status, body.reason, body.errors[0].field]).toEqual([400, 'bad-cursor', 'after'])
    expect(body.detail).toBe(`Run ${id} has no invoice ${after}: begin anew, without \`after\`.`)
  }

  await book.api.post(`/billing-runs/${id}/accept`, { outliers: 'without' })
  expect(await billsOf(id)).toEqual([
    `${anna} accepted 40.00`,
    `${bob} draft 50.00`,
    `${carl} draft 200.00`,
    `${dora} accepted 20.00`
  ])
  await book.api.post(`/billing-runs/${id}/issue`)
  await book.api.app.get(BillingRunService).drain(id)
  await book.api.post(`/billing-runs/${id}/accept`, { accounts: [carl] })
  expect((await book.api.post(`/billing-runs/${id}/cancel`, { outliers: 'only', accounts: [bob] })).body.status).toBe(
    'draft'
  )
  await book.api.post(`/billing-runs/${id}/issue`)
  expect(await book.api.app.get(BillingRunService).drain(id)).toMatchObject({ status: 'issued' })
  expect(await billsOf(id)).toEqual([
    `${anna} issued 40.00`,
    `${bob} cancelled 50.00`,
    `${carl} issued 200.00`,
    `${dora} issued 20.00`
  ])
  expect(await billsOf(await run({ billDate: '2026-04-01' }))).toEqual([`${bob} draft 50.00`])
})

it('says when no bill is what was chosen', async () => {
  const anna = await customer('Anna', ['home'])
  const id = await run({ billDate: '2026-03-01' })
  const accept = `/billing-runs/${id}/accept`
  expect(await book.api.post(accept, { outliers: 'only' })).toMatchObject({
    status: 409,
    body: { reason: 'none-in-review' }
  })
  await book.publish(RULES.replaceAll(/^ {2}outlier.*$/gm, ''))
  // what is published later judges no run that was made before
  expect((await book.api.post(accept, { outliers: 'only' })).body.reason).toBe('none-in-review')
  await customer('Bob', ['home'])
  const later = await run({ billDate: '2026-03-01' })
  const none = await book.api.post(`/billing-runs/${later}/accept`, { outliers: 'without' })
  expect(none).toMatchObject({ status: 409, body: { reason: 'no-outlier-rules', errors: [{ field: 'outliers' }] } })
  expect(none.body.detail).toContain('outlier above 300% of the last bill')
  expect((await book.api.get(`/billing-runs/${later}/outliers`)).status).toBe(409)
  expect(await billsOf(id)).toEqual([`${anna} draft 40.00`])
  const both = await book.api.post('/billing-runs', { billDate: '2026-03-01', accounts: [anna], tags: ['north'] })
  expect(both).toMatchObject({ status: 400, body: { errors: [{ field: 'accounts' }] } })
})

it('refuses a plan that there is not and tags that nobody has, and asks which were meant', async () => {
  await customer('Anna', ['home'], { tags: ['north'] })
  const asked = { billDate: '2026-03-01', plans: ['home', 'hom'], tags: ['nort'] }
  expect(await book.api.post('/billing-runs', asked)).toMatchObject({
    status: 422,
    body: {
      reason: 'unknown-group',
      errors: [
        { field: 'plans[1]', message: "There is no plan 'hom'. Did you mean 'home'?" },
        { field: 'tags[0]', message: "No account has the tag 'nort'. Did you mean 'north'?" }
      ]
    }
  })
  expect((await book.api.get('/billing-runs')).body).toEqual([])
})

it.each([
  ['a plan that nobody has yet', { plans: ['tv'] }],
  ["tags of which one is nobody's any more", { tags: ['north', 'east'], plans: ['tv'] }]
])('bills nobody for %s', async (_, group) => {
  await customer('Anna', ['home'], { tags: ['north'] })
  expect(await billsOf(await run({ billDate: '2026-03-01', ...group }))).toEqual([])
})

it('parks one account, bills the others, and bills it when the cause is mended', async () => {
  await book.publish(LATER)
  const anna = await customer('Anna', ['home'])
  const bob = await customer('Bob', ['radio'])
  await book.publish(RULES, { dropsHeldPlans: true }) // Bob's
  const id = await run({ billDate: '2026-03-01' })
  expect(await billsOf(id)).toEqual([`${anna} draft 40.00`])
  const parked = `/billing-runs/${id}/parked`
  expect((await book.api.get(parked)).body).toMatchObject([
    { accountNumber: bob, reason: 'unknown-plan', billedSince: false }
  ])
  expect((await book.api.get(parked)).body[0].detail).toContain('radio')

  const retry = async (): Promise<string> => {
    book.api.clock.advance({ seconds: 1 })
    const { body, status } = await book.api.post(`/billing-runs/${id}/retry`, {})
    expect(status).toBe(202)
    await book.api.app.get(BillingRunService).drain(body.id)
    return body.id
  }
  const vain = await retry()
  expect((await book.api.get(`/billing-runs/${vain}`)).body).toMatchObject({ retryOf: id, parked: 1, totals: [] })
  await book.publish(LATER)
  const cancelled = await retry()
  expect(await billsOf(cancelled)).toEqual([`${bob} draft 5.00`])
  await book.api.post(`/billing-runs/${cancelled}/cancel`, {})
  expect((await book.api.get(parked)).body).toMatchObject([{ accountNumber: bob, billedSince: false }])
  expect(await billsOf(await retry())).toEqual([`${bob} draft 5.00`])
  expect((await book.api.get(parked)).body).toMatchObject([{ accountNumber: bob, billedSince: true }])
  expect(await book.api.post(`/billing-runs/${id}/retry`, {})).toMatchObject({
    status: 409,
    body: { reason: 'none-parked' }
  })
})
