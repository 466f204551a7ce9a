// A month of an operator, told over HTTP: from an account's opening to books that balance.
import { BillingRunService } from '@farthing/kernel'
import { hledger, sampleRules } from '@farthing/testing'
import { dayComes, openApi } from './api.ts'

const api = await openApi()
afterAll(() => api.close())

const customer = { billDay: 1, zone: 'Australia/Melbourne', currency: 'AUD', openedOn: '2026-02-01' }
const usage = `id,service,subscriber,to,started_at,quantity,unit
1,voice,+61400000001,0399990000,2026-02-10 10:00:00,61,s
2,voice,+61499999999,0399990000,2026-02-10 10:00:00,61,s
`

/** Documents and files are not JSON. */
const fetchText = async (url: string): Promise<{ type: string; text: string }> => {
  const answer = await api.app.inject({ method: 'GET', url })
  return { type: String(answer.headers['content-type']), text: answer.body }
}

/** Does here what workers do elsewhere. */
const run = async (billDate: string): Promise<string> => {
  dayComes(api, billDate)
  const started = await api.post('/billing-runs', { billDate })
  expect(started.status).toBe(202)
  await api.app.get(BillingRunService).drain(started.body.id)
  return `/billing-runs/${started.body.id}`
}

const issue = async (path: string): Promise<void> => {
  expect((await api.post(`${path}/issue`)).status).toBe(202)
  await api.app.get(BillingRunService).drain(path.split('/').at(-1) ?? '')
}

it('publishes rules', async () => {
  const files = Object.fromEntries(sampleRules())
  const published = await api.post('/rules', { files, author: 'Ann', message: 'first', from: null })
  expect(published).toMatchObject({ status: 201, body: { from: null, version: expect.stringMatching(/^sha256:/) } })
})

it('opens two accounts, subscribes them, and changes one as life goes', async () => {
  for (const name of ['Anna', 'Bob']) await api.post('/accounts', { ...customer, name })
  const subscribe = (account: string, as: string) =>
    api.post(`/accounts/${account}/subscriptions`, { as, plan: 'mobile-20', effective: '2026-02-01' })
  const anna = (await subscribe('A-000001', '+61400000001')).body.id
  const bob = (await subscribe('A-000002', '+61400000002')).body.id
  await api.post(`/subscriptions/${anna}/plan`, { plan: 'mobile-40', effective: '2026-02-15' })
  const left = await api.post(`/subscriptions/${bob}/terminate`, { effective: '2026-02-15' })
  expect(left.body.terminated).toBe('2026-02-15')
  const credit = { amount: '-5.00', description: 'Sorry', effective: '2026-02-20' }
  expect((await api.post('/accounts/A-000001/items', credit)).status).toBe(201)
})

it('imports usage once, however often it is sent', async () => {
  const send = async (key: string) => {
    const headers = { 'idempotency-key': key, 'content-type': 'text/csv' }
    return (await api.app.inject({ method: 'POST', url: '/usage/imports?format=csv', headers, payload: usage })).json()
  }
  expect(await send('february')).toMatchObject({ lines: 2, rated: 1, quarantined: 1 })
  expect(await send('february again')).toMatchObject({ lines: 2, rated: 0, duplicate: 2 })
})

it('bills in review: what is cancelled comes again, what is accepted is issued', async () => {
  const first = await run('2026-03-01')
  expect((await api.get(first)).body).toMatchObject({ status: 'draft', totals: [{ status: 'draft', invoices: 2 }] })
  expect(await api.post(`${first}/issue`)).toMatchObject({ status: 409, body: { reason: 'nothing-accepted' } })
  expect((await api.post(`${first}/cancel`, { accounts: ['A-000002'] })).status).toBe(200)
  expect(await api.post(`${first}/accept`, { accounts: ['A-000002'] })).toMatchObject({
    status: 409,
    body: { reason: 'none-in-review', errors: [{ field: 'accounts' }] }
  })
  await api.post(`${first}/accept`)
  await issue(first)
  expect(await api.post(`${first}/issue`)).toMatchObject({ status: 409, body: { reason: 'not-in-review' } })

  const second = await run('2026-03-01')
  const [draft] = (await api.get('/invoices?account=A-000002&status=draft')).body.invoices
  expect(draft).toMatchObject({ number: null, total: '10.00' })
  await api.post(`${second}/accept`, {})
  await issue(second)
})

it('makes one bill of an account and a date when two runs ask at once', async () => {
  await api.post('/accounts', { ...customer, name: 'Carl' })
  const carl = { as: '+61400000003', plan: 'mobile-80', effective: '2026-02-01' }
  await api.post('/accounts/A-000003/subscriptions', carl)
  await Promise.all([run('2026-03-01'), run('2026-03-01')])
  expect((await api.get('/invoices?account=A-000003')).body.invoices).toMatchObject([
    { status: 'draft', total: '160.00' }
  ])
})

it('shows the invoice, and why each line is on it', async () => {
  const invoice = (await api.get('/invoices/INV-000001')).body
  const shown = invoice.lines.map((each: { charge: string; amount: string }) => `${each.charge} ${each.amount}`)
  expect(shown.toSorted()).toEqual(['item -5.00', 'rent 10.00', 'rent 20.00', 'rent 40.00', 'usage 0.77'])
  expect(invoice.total).toBe('65.77')
  const call = invoice.lines.find((each: { charge: string }) => each.charge === 'usage')
  const explained = (await api.get(`/invoices/INV-000001/lines/${call.line}`)).body
  expect(explained.events).toMatchObject([{ event: 'csv:1', amount: '0.765000' }])
  const event = (await api.get('/usage/csv:1/explanation')).body.explanation
  const source = sampleRules().get(event.rule.file)?.split('\n')[event.rule.line - 1]
  expect(source).toContain('| national       | peak ')
  expect(await fetchText('/invoices/INV-000001/html')).toMatchObject({
    type: expect.stringContaining('text/html'),
    text: expect.stringContaining('65.77')
  })
  expect(await fetchText('/invoices/INV-000001/pdf')).toMatchObject({
    type: 'application/pdf',
    text: expect.stringMatching(/^%PDF-/)
  })
})

it('takes payments: over, by name, back, never for what is cancelled', async () => {
  const paid = await api.post('/payments', { account: 'A-000001', amount: '70.00', method: 'bank', currency: 'AUD' })
  expect(paid.body).toMatchObject({ allocations: [{ invoice: 'INV-000001', amount: '65.77' }], unallocated: '4.23' })
  const early = { reason: 'bounced', on: '2026-03-09' }
  expect(await api.post(`/payments/${paid.body.number}/reverse`, early)).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'on' }] }
  })
  const reversed = await api.post(`/payments/${paid.body.number}/reverse`, { reason: 'bounced' })
  expect(reversed.body).toEqual((await api.get(`/payments/${paid.body.number}`)).body)
  expect((await api.get('/invoices/INV-000001')).body).toMatchObject({ payment: 'open', outstanding: '65.77' })

  const named = { account: 'A-000002', amount: '10.00', method: 'cash', invoices: ['INV-000002'] }
  expect((await api.post('/payments', named)).status).toBe(201)
  const cancelled = await api.post('/invoices/INV-000002/cancel', { reason: 'wrong customer' })
  expect(cancelled.body).toMatchObject({ status: 'cancelled', creditNote: 'CN-000001' })
  expect(await api.post('/invoices/INV-000002/cancel', { reason: 'twice' })).toMatchObject({ status: 409 })
  expect(await api.post('/payments', named)).toMatchObject({ status: 422, body: { errors: [{ field: 'invoices' }] } })
  expect((await api.get('/accounts/A-000002/balances')).body).toContainEqual({
    ledgerAccount: 'unallocated:A-000002',
    unit: 'AUD',
    amount: '-10.000000'
  })
})

it('keeps books that balance, in a journal that hledger reads', async () => {
  expect((await api.get('/ledger/totals')).body).toMatchObject({ balanced: true })
  const { type, text } = await fetchText('/ledger/journal')
  expect(type).toContain('text/plain')
  expect(text).toContain('Invoice INV-000001')
  expect([null, '']).toContain(hledger(text, 'check'))
})
