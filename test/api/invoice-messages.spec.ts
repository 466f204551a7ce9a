// The messages that an invoice's page shows: those that its account was sent from its issue on, until the next one is issued.
import { BillingRunService, Policies } from '@farthing/kernel'
import { putUsage } from '@farthing/testing'
import { BilledAccounts } from './billed-accounts.ts'

const rules = `operator "Coastal Telecom" { currency EUR; time zone "Europe/Berlin" }
tariff traffic for data {
  one zone home
  rates {
    | price        | increment   |
    | 10.00 per GB | 1 MB / 1 MB |
  }
}
plan surf "Surf" {
  rent 10.00 per month
  tariff traffic
  include 1 GB of data
}
message "half" { facts plan }
message "all" { facts plan }
policy fair-use {
  when used(data) reaches 50% of included: notify "half" by sms, email
  when used(data) reaches 100% of included: notify "all"
}
`
const book = await BilledAccounts.open(rules)
const { api } = book
afterAll(() => api.close())

async function surfer() {
  const anna = { name: 'Anna', billDay: 1, zone: 'Europe/Berlin', currency: 'EUR', openedOn: '2026-03-01' }
  const { id: account, number } = await book.post('/accounts', anna)
  const start = { as: `surf-${number}`, plan: 'surf', effective: '2026-03-01' }
  const { id: subscription } = await book.post(`/accounts/${number}/subscriptions`, start)
  return { account, number, subscription }
}

/** Surfs on a day, and is told of it in the evening. */
async function surf({ account, subscription }: Awaited<ReturnType<typeof surfer>>, day: string, quantity: number) {
  api.clock.moveTo(`${day}T20:00:00Z`)
  const use = { account, subscription, plan: 'surf', service: 'data', to: '', at: `${day}T10:00:00Z`, quantity }
  await putUsage(api.app, `${day}T19:00:00Z`, [use])
  expect(await api.app.get(Policies).pass()).toMatchObject({ problems: [] })
}
const messagesOf = async (invoice: string) => (await api.get(`/invoices/${invoice}`)).body.messages
const told = async (invoice: string): Promise<string[]> =>
  (await messagesOf(invoice)).map(
    ({ channel, name, queuedAt }: { channel: string | null; name: string; queuedAt: string }) =>
      `${queuedAt.slice(0, 10)} ${name} ${channel ?? '-'}`
  )
async function billed(billDate: string, number: string): Promise<string> {
  await book.billAll(billDate)
  return (await book.newest(number)).number
}

it('are shown on the invoice that was the newest when they were queued, oldest first', async () => {
  const [talker, other] = [await surfer(), await surfer()]
  const first = await billed('2026-04-01', talker.number)
  const others = (await book.newest(other.number)).number
  expect([await told(first), await told(others)]).toEqual([[], []])

  await surf(talker, '2026-04-10', 600_000_000)
  expect((await api.post(`/invoices/${first}/send`)).status).toBe(200)
  const april = ['2026-04-10 half sms', '2026-04-10 half email', '2026-04-10 invoice-issued -']
  expect(await told(first)).toEqual(april)
  const listed = (await api.get(`/messages?account=${talker.number}`)).body.messages
  expect(await messagesOf(first)).toEqual(
    listed.map(({ channel, id, name, queuedAt, reason, text }: Record<string, unknown>) => ({
      ...{ id, name, channel, text, reason, queuedAt }
    }))
  )
  expect((await messagesOf(first))[0]).toMatchObject({ reason: 'used(data) reaches 50% of included' })

  const second = await billed('2026-05-01', talker.number)
  await surf(talker, '2026-05-10', 1_100_000_000)
  expect(await told(second)).toEqual(['2026-05-10 half sms', '2026-05-10 half email', '2026-05-10 all -'])
  expect([await told(first), await told(others)]).toEqual([april, []])
})

it('are none on a draft, and none that were queued before the first issue', async () => {
  const line = await surfer()
  await surf(line, '2026-05-20', 600_000_000)
  const run = await book.drafted('2026-06-01', [line.number])
  const draft = (await api.get(`/invoices?run=${run}`)).body.invoices[0]
  await surf(line, '2026-06-02', 1_100_000_000)
  expect(await told(draft.id)).toEqual([])
  api.clock.advance({ seconds: 1 })
  await api.post(`/billing-runs/${run}/accept`)
  await api.post(`/billing-runs/${run}/issue`)
  await api.app.get(BillingRunService).drain(run)
  expect(await told((await book.newest(line.number)).number)).toEqual([])
})
