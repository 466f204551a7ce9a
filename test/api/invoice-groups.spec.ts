// An invoice group set, refused and taken back over HTTP; the invoices of a bill, found and shown with theirs.
import { BillingRunService, DocumentsService as Documents } from '@farthing/kernel'
import { BilledAccounts } from './billed-accounts.ts'

const RULES = `operator "Coastal Telecom" {
  currency EUR
  time zone "Europe/Berlin"
}

plan home "Home" { rent 40.00 per month }
`

let book: BilledAccounts
beforeAll(async () => {
  book = await BilledAccounts.open()
  await book.publish(RULES)
})
afterAll(() => book.api.close())

interface Customer {
  readonly number: string
  readonly subscriptions: readonly string[]
}

async function customer(name: string): Promise<Customer> {
  const given = { name, billDay: 1, zone: 'Europe/Berlin', currency: 'EUR', openedOn: '2026-03-01' }
  const { number } = (await book.api.post('/accounts', given)).body
  const subscriptions: string[] = []
  for (const as of [`desk-${number}`, `car-${number}`]) {
    const started = await book.api.post(`/accounts/${number}/subscriptions`, {
      as,
      plan: 'home',
      effective: '2026-03-01'
    })
    subscriptions.push(started.body.id)
  }
  return { number, subscriptions }
}

const told = (subscription: string | undefined, group: unknown, effective = '2026-03-10'): object => ({
  ...{ subscription, effective, fields: { group } }
})

it('is set from a day on, refused with its reason, and taken back', async () => {
  const { number, subscriptions } = await customer('Firm')
  const path = `/accounts/${number}/deeds/set-invoice-group`
  const refused: [object, number, string][] = [
    [told(subscriptions[1], 'Not a name'), 422, 'wrong-fields'],
    [told(undefined, 'fleet'), 422, 'not-of-account'],
    [told(subscriptions[1], 'fleet', '2026-02-01'), 422, 'before-start'],
    [told('00000000-0000-4000-8000-000000000000', 'fleet'), 422, 'unknown-subscription'],
    [{ ...told(subscriptions[1], 'fleet'), fields: { group: 'fleet', invoice: 2 } }, 422, 'wrong-fields']
  ]
  for (const [body, status, reason] of refused)
    expect(await book.api.post(path, body)).toMatchObject({ status, body: { reason } })
  const end = `/accounts/${number}/deeds/end-invoice-group`
  expect(await book.api.post(end, { subscription: subscriptions[1] })).toMatchObject({
    ...{ status: 409, body: { reason: 'forbidden', detail: expect.stringContaining('it is in no invoice group') } }
  })
  const set = await book.api.post(path, told(subscriptions[1], 'fleet'))
  expect(set).toMatchObject({ status: 201, body: { kind: 'deed', effective: '2026-03-10' } })
  expect(await book.api.post(path, told(subscriptions[1], 'fleet'))).toMatchObject({ status: 409 })
  expect((await book.api.post(`/accounts/${number}/facts/${set.body.id}/withdraw`, {})).status).toBe(200)
  expect(await book.api.post(end, { subscription: subscriptions[1] })).toMatchObject({ status: 409 })
})

it('has an invoice of its own, which the preview shows and a search finds', async () => {
  const { number, subscriptions } = await customer('Firm 2')
  await book.api.post(`/accounts/${number}/deeds/set-invoice-group`, told(subscriptions[1], 'fleet'))
  book.api.clock.moveTo('2026-04-01T10:00:00Z')
  const preview = (await book.api.get(`/accounts/${number}/preview?on=2026-04-01`)).body
  expect(preview).toMatchObject({
    invoice: { group: null, total: '80.00' },
    further: [{ group: 'fleet', total: '80.00' }]
  })
  const { id } = (await book.api.post('/billing-runs', { billDate: '2026-04-01', accounts: [number] })).body
  await book.api.app.get(BillingRunService).drain(id)
  const { invoices } = (await book.api.get(`/invoices?account=${number}`)).body
  expect(invoices).toMatchObject([
    { group: null, total: '80.00', hash: preview.hash, billOf: null },
    { group: 'fleet', total: '80.00', hash: preview.hash, billOf: null }
  ])
  const found = (await book.api.get(`/invoices?account=${number}&group=fleet`)).body.invoices
  expect(found).toEqual([invoices[1]])
  const whole = (await book.api.get(`/invoices/${found[0].id}`)).body
  const whose = whole.lines.map((line: Record<string, unknown>) => line['subscription'])
  expect(new Set(whose)).toEqual(new Set([subscriptions[1]]))
  const page = await book.api.app.get(Documents).html(found[0].id)
  expect(page.ok && page.value).toContain('<td>Invoice group</td><td class="value">fleet</td>')
})
