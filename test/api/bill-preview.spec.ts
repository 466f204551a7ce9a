// A preview is the bill: same hash, same lines, same amounts; and it leaves nothing behind.
import { BillingRunService, Persistence } from '@farthing/kernel'
import { dayComes } from './api.ts'
import { BilledAccounts } from './billed-accounts.ts'

const book = await BilledAccounts.open()
const { api } = book
afterAll(() => api.close())

const rows = async (): Promise<number> => {
  const tables = ['invoice', 'invoice_line', 'billing_run', 'billing_cursor', 'empty_bill', 'account_fact', 'outbox']
  const counts = tables.map(table => `(select count(*) from ${table})`).join(' + ')
  const found = await api.app.get(Persistence).bulk('main', client => client.query(`select (${counts})::int as rows`))
  return found.rows[0].rows
}

it('is what the next run bills', async () => {
  const { account } = await book.billed()
  const line = { as: '0412 000 041', identities: ['0412 000 041'], plan: 'tv', effective: '2026-03-11' }
  const second = await api.post(`/accounts/${account}/subscriptions`, line)
  const renumbered = { number: '0412 000 042', effective: '2026-03-20' }
  expect(await api.post(`/subscriptions/${second.body.id}/number`, renumbered)).toMatchObject({ status: 200 })
  const before = await rows()
  const preview = await api.get(`/accounts/${account.toLowerCase()}/preview?on=2026-04-01`)
  expect(await rows()).toBe(before)
  expect(preview).toMatchObject({
    status: 200,
    body: {
      accountNumber: account,
      billDate: '2026-04-01',
      nextBillDay: '2026-04-01',
      invoice: { total: '79.46', currency: 'EUR', from: '2026-03-01' }
    }
  })
  expect(JSON.stringify(preview.body)).toContain('0412 000 042')
  api.clock.advance({ seconds: 1 })
  dayComes(api, '2026-04-01')
  const { body } = await api.post('/billing-runs', { billDate: '2026-04-01' })
  await api.app.get(BillingRunService).drain(body.id)
  const drafted = (await api.get(`/invoices?run=${body.id}`)).body.invoices[0]
  const invoice = (await api.get(`/invoices/${drafted.id}`)).body
  const { hash, invoice: shown } = preview.body
  const { currency, due, from, group, lines, net, taxes, total } = invoice
  expect({ hash, ...shown }).toEqual({ hash: invoice.hash, currency, due, from, group, lines, net, taxes, total })
})

it('says which bill day comes next, where its own day is none', async () => {
  const { account } = await book.billed()
  expect((await api.get(`/accounts/${account}/preview?on=2026-04-12`)).body).toMatchObject({
    billDate: '2026-04-12',
    nextBillDay: '2026-05-01'
  })
})

it('says why there is none', async () => {
  const { account } = await book.billed()
  const billed = await api.get(`/accounts/${account}/preview?on=2026-03-01`)
  expect(billed).toMatchObject({ status: 409, body: { reason: 'billed-already', errors: [{ field: 'on' }] } })
  expect((await api.get('/accounts/A-999999/preview')).status).toBe(404)
  expect((await api.get(`/accounts/${account}/preview?on=soon`)).status).toBe(400)
})

it('is the same asked for with others: by number or id, for other days, or of nobody', async () => {
  const [{ account: one }, { account: other }] = [await book.billed(), await book.billed()]
  const { id } = (await api.get(`/accounts/${other}`)).body
  const paths = [`${one}/preview?on=2026-04-01`, `${id}/preview?on=2026-04-01`, `${other}/preview?on=2026-05-01`]
  const asked = [...paths, `${one}/preview?on=2026-03-01`, 'A-999999/preview', `${one}/preview?on=2026-04-01`]
  const together = await Promise.all(asked.map(path => api.get(`/accounts/${path}`)))
  const alone = []
  for (const path of asked) alone.push(await api.get(`/accounts/${path}`))
  expect(together.map(({ status }) => status)).toEqual([200, 200, 200, 409, 404, 200])
  expect(together.map(({ body }) => body)).toEqual(alone.map(({ body }) => body))
  expect(together.slice(0, 3).map(({ body }) => `${body.accountNumber} ${body.billDate}`)).toEqual([
    `${one} 2026-04-01`,
    `${other} 2026-04-01`,
    `${other} 2026-05-01`
  ])
})

it('is there though another that is asked for with it is of an account whose facts are damaged', async () => {
  const [{ account: one }, { account: other }] = [await book.billed(), await book.billed()]
  const damage = `update account_fact set details = '{}' where kind = 'account-opened' and account = (select id from account where number = $1)`
  await api.app.get(Persistence).bulk('main', client => client.query(damage, [other]))
  const asked = [one, other].map(account => api.get(`/accounts/${account}/preview?on=2026-04-01`))
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 500])
})
