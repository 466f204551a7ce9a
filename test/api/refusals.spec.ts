// Wrong requests of every kind: each is a problem that names the field and says what to do, and changes nothing.
import { publishRules } from '@farthing/testing'
import { openApi } from './api.ts'

const api = await openApi()
await publishRules(api.app)
afterAll(() => api.close())

const anna = { name: 'Anna', billDay: 1, zone: 'Australia/Melbourne', currency: 'AUD', openedOn: '2026-01-01' }
const subscription = { as: '+61400000009', plan: 'mobile-20', effective: '2026-02-01' }
const payment = { account: 'A-000001', amount: '10.00', method: 'bank' }
const items = '/accounts/A-000001/items'
const nobody = '00000000-0000-4000-8000-000000000000'
const longAgo = '0000-01-01'

beforeAll(async () => {
  await api.post('/accounts', anna)
  await api.post('/accounts/A-000001/subscriptions', { ...subscription, as: '+61400000001' })
})

describe('a wrong field', () => {
  it.each([
    ['/accounts', { ...anna, billDay: 32 }, 400, 'billDay'],
    ['/accounts', { ...anna, billDay: '1' }, 400, 'billDay'],
    ['/accounts', { ...anna, name: ' ' }, 400, 'name'],
    ['/accounts', { ...anna, name: 'a\0b' }, 400, 'name'],
    ['/accounts', { ...anna, name: 'x'.repeat(201) }, 400, 'name'],
    ['/accounts', { ...anna, address: ['1 High St', '\ud800'] }, 400, 'address[1]'],
    ['/accounts', { ...anna, zone: '+10:00' }, 400, 'zone'],
    ['/accounts', { ...anna, currency: 'aud' }, 400, 'currency'],
    ['/accounts', { ...anna, currency: 'EUR' }, 422, 'currency'],
    ['/accounts', { ...anna, openedOn: longAgo }, 400, 'openedOn'],
    ['/accounts', { ...anna, openedOn: '9999-12-31' }, 400, 'openedOn'],
    ['/accounts', { ...anna, colour: 'red' }, 400, 'colour'],
    ['/accounts', [], 400, ''],
    ['/accounts/A-000001/bill-day', { billDay: 0, effective: '2026-02-01' }, 400, 'billDay'],
    ['/accounts/A-000001/bill-day', { billDay: 5, effective: '2026-02-30' }, 400, 'effective'],
    ['/accounts/A-000001/bill-day', { billDay: 5, effective: '2025-12-31' }, 422, 'effective'],
    [items, { amount: '1e3', description: 'x' }, 400, 'amount'],
    [items, { amount: '1.0000001', description: 'x' }, 400, 'amount'],
    [items, { amount: '9'.repeat(13), description: 'x' }, 400, 'amount'],
    [items, { amount: '1.005', description: 'x' }, 422, 'amount'],
    [items, { amount: '1', description: 'x', effective: longAgo }, 400, 'effective'],
    ['/accounts/A-000001/subscriptions', { ...subscription, plan: 'mobile-2' }, 422, 'plan'],
    ['/accounts/A-000001/subscriptions', { ...subscription, as: '+61 400 000 001' }, 409, 'identities'],
    ['/accounts/A-000001/subscriptions', { ...subscription, effective: '2025-12-31' }, 422, 'effective'],
    ['/payments', { ...payment, amount: 10 }, 400, 'amount'],
    ['/payments', { ...payment, amount: '1,50' }, 400, 'amount'],
    ['/payments', { ...payment, amount: '-1' }, 400, 'amount'],
    ['/payments', { ...payment, amount: '0.00' }, 400, 'amount'],
    ['/payments', { ...payment, amount: '0.001' }, 422, 'amount'],
    ['/accounts/A-000001/top-ups', { amount: '20.001', method: 'card' }, 422, 'amount'],
    ['/payments', { ...payment, currency: 'EUR' }, 422, 'currency'],
    ['/payments', { ...payment, receivedOn: '2026-04-01' }, 422, 'receivedOn'],
    ['/payments', { ...payment, receivedOn: '2025-12-31' }, 422, 'receivedOn'],
    ['/payments', { ...payment, invoices: ['INV-000009'] }, 422, 'invoices'],
    ['/payments', { ...payment, account: 'A-000009' }, 404, 'account'],
    ['/payments', { ...payment, reference: '\0' }, 400, 'reference'],
    ['/billing-runs', { billDate: longAgo }, 400, 'billDate'],
    ['/billing-runs', { billDate: '2026-03-01', accounts: ['A-000001', 'A-000009'] }, 422, 'accounts[1]'],
    ['/billing-runs', {}, 400, 'billDate'],
    ['/usage/quarantine/retry', { events: ['a\0'] }, 400, 'events[0]'],
    ['/rules', { files: { '../x.farthing': '' }, author: 'a', message: 'm' }, 400, 'files.../x.farthing'],
    ['/rules', { files: { 'x.exe': '' }, author: 'a', message: 'm' }, 400, 'files.x.exe'],
    ['/rules', { files: { 'x.farthing': 'wat' }, author: 'a', message: 'm' }, 422, 'files.x.farthing:1:1']
  ])('%s %j', async (path, body, status, field) => {
    const answer = await api.post(path, body)
    expect(answer).toMatchObject({ status, body: { status, instance: path } })
    expect(answer.body.errors[0].field).toBe(field)
  })

  it('of a number that somebody has is named as the body names it', async () => {
    const { body } = await api.post('/accounts/A-000001/subscriptions', { ...subscription, as: '+61400000008' })
    const asked = { number: '+61 400 000 001', effective: '2026-02-02' }
    const answer = await api.post(`/subscriptions/${body.id}/number`, asked)
    expect(answer).toMatchObject({ status: 409, body: { reason: expect.any(String), errors: [{ field: 'number' }] } })
  })

  it.each([
    ['/accounts?limt=5', 'limt'],
    ['/accounts?limit=0', 'limit'],
    ['/accounts?after=made-up', 'after'],
    ['/accounts?search=%00', 'search'],
    ['/accounts/%00', 'account'],
    ['/invoices?status=lost', 'status'],
    ['/invoices?after=made-up', 'after'],
    ['/invoices?from=2026-03-02&until=2026-03-01', 'until'],
    ['/invoices?dueFrom=2026-03-02&dueUntil=2026-03-02', 'dueUntil'],
    ['/invoices?totalMin=10.00&totalMax=9.99', 'totalMax'],
    ['/invoices?totalMin=ten', 'totalMin'],
    ['/invoices?currency=EURO', 'currency'],
    ['/invoices?text=%2D%2D', 'text'],
    ['/invoices?tag=Big%20ones', 'tag'],
    ['/invoices?billDay=32', 'billDay'],
    ['/invoices/x/lines/0', 'line'],
    ['/billing-runs/x', 'run'],
    ['/ledger/balances?kind=%00', 'kind']
  ])('GET %s', async (path, field) => {
    expect(await api.get(path)).toMatchObject({ status: 400, body: { errors: [{ field }] } })
  })

  it.each([
    ['/invoices?sort=foo', 'sort: not one of these: date, number, amount'],
    ['/invoices?limit=5000', 'limit: give at most 200'],
    ['/invoices?limit=0', 'limit: give at least 1'],
    ['/invoices?limit=ten', 'limit: give a number, not other text'],
    ['/invoices?run=abc', 'run: not an id such as 01890a5d-ac96-774b-bcce-b302099a8057'],
    ['/invoices?account=', 'account: give at least 1 character'],
    [
      '/usage/statistics?from=2026-02-28&until=2026-02-01',
      'until: not a day after from: until is the first day that does not count. One day is asked for so: from 2026-02-28, until 2026-03-01'
    ],
    [
      '/invoices?from=2026-02-28&until=2026-02-28',
      'until: not a day after from: until is the first day that does not count. One day is asked for so: from 2026-02-28, until 2026-03-01'
    ]
  ])('GET %s says what to do', async (path, detail) => {
    expect((await api.get(path)).body).toMatchObject({ status: 400, detail })
  })

  it.each([
    ['__proto__', 'application/json', '/accounts', '{"name":"Anna","__proto__":{"billDay":1}}'],
    ['__proto__', 'application/json', '/accounts', '{"name":"Anna","address":[{"__proto__":1}]}'],
    ['constructor', 'application/json', '/accounts', '{"constructor":{"prototype":{}}}'],
    ['__proto__', 'application/cloudevents+json', '/usage/events', '{"id":"1","data":{"__proto__":{}}}']
  ])('the key %s in %s', async (field, type, url, payload) => {
    const headers = { 'content-type': type, 'idempotency-key': `key ${payload}` }
    const reply = await api.app.inject({ method: 'POST', url, headers, payload })
    expect(reply.json()).toMatchObject({
      status: 400,
      reason: 'invalid-request',
      detail: `The key ${field} is not allowed in a body. Leave it out.`,
      errors: [{ field, message: expect.stringContaining('not allowed') }]
    })
  })

  it.each([
    ['application/json', '/accounts', '', 400, 'name: missing: give a string (and 3 more)'],
    ['application/json', '/accounts', '{"name": "A",', 400, 'ends too soon, after 13 characters. Was it cut off?'],
    ['application/json', '/accounts', '{"name": "A"\n"x": 1}', 400, "line 2, column 1: Expected ',' or '}' after"],
    ['application/json', '/accounts', 'name=Anna', 400, "The body is no JSON: Unexpected token 'a'"],
    ['application/json', '/charges', '{"a', 400, 'ends too soon'],
    ['application/json', '/nchf-convergedcharging/v3/chargingdata', '', 400, 'invocationSequenceNumber: missing'],
    ['application/x-www-form-urlencoded', '/accounts', 'name=Anna', 415, 'as application/json'],
    ['text/plain', '/accounts', '{}', 415, 'as application/json'],
    ['text/csv', '/accounts', '{}', 415, 'as application/json'],
    ['application/json', '/usage/events', '', 400, 'send an event (an object with its id), or a list of 1 to 10000'],
    ['application/json', '/usage/events', '[]', 400, 'send an event'],
    ['application/json', '/usage/events', '{}', 400, 'send an event'],
    ['application/cloudevents+json', '/usage/events', '{"id', 400, 'ends too soon']
  ])('a body of %s for %s that is %j', async (type, url, payload, status, detail) => {
    const headers = { 'content-type': type, 'idempotency-key': `body ${type} ${url} ${payload}` }
    const reply = await api.app.inject({ method: 'POST', url, headers, payload })
    expect(reply.headers['content-type']).toContain('application/problem+json')
    expect(reply.json()).toMatchObject({ status, instance: url, detail: expect.stringContaining(detail) })
  })

  it.each([
    '/accounts/A-000009',
    '/accounts/A-000009/balances',
    "/accounts/'; drop table account; --",
    '/invoices?account=A-000009',
    '/payments?account=A-000009',
    `/billing-runs/${nobody}/parked`,
    `/subscriptions/${'-'.repeat(36)}`,
    '/invoices/..%2f..%2fetc',
    '/rules/sha256:0'
  ])('GET %s: there is none', async path => {
    expect(await api.get(path)).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining('There is no ') }
    })
  })
})

it('left nothing behind', async () => {
  expect((await api.get('/accounts')).body.accounts).toHaveLength(1)
  // the account and its two subscriptions
  expect((await api.get('/accounts/A-000001/facts')).body).toHaveLength(3)
  expect((await api.get('/payments?account=A-000001')).body).toEqual([])
  expect((await api.get('/billing-runs')).body).toEqual([])
  expect((await api.get('/rules')).body.publications).toHaveLength(1)
})

it('publishes nothing new for the same content, whether a day is given or not', async () => {
  const { publications } = (await api.get('/rules')).body
  const { files } = (await api.get(`/rules/${publications[0].version}`)).body
  const again = await api.post('/rules', { files, author: 'Ann', message: 'again' })
  expect(again).toMatchObject({ status: 201, body: { id: publications[0].id } })
})

it('does not let a subscription lose its start', async () => {
  const [subscribed] = (await api.get('/accounts/A-000001/subscriptions')).body
  const start = subscribed.facts[0].id
  expect(await api.post(`/subscriptions/${subscribed.id}/facts/${start}/withdraw`)).toMatchObject({
    status: 422,
    body: { reason: 'not-possible', detail: expect.stringContaining('Terminate it instead') }
  })
})
