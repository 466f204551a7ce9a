// A firm above its branches: entered, refused, ended and taken back over HTTP; its invoice is found by each of them.
import { BillingRunService } from '@farthing/kernel'
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

async function customer(name: string): Promise<string> {
  const given = { name, billDay: 1, zone: 'Europe/Berlin', currency: 'EUR', openedOn: '2026-03-01' }
  const { number } = (await book.api.post('/accounts', given)).body
  const plan = { as: `home-${number}`, plan: 'home', effective: '2026-03-01' }
  await book.api.post(`/accounts/${number}/subscriptions`, plan)
  return number
}

it('gives an account a parent, and says why not', async () => {
  const [firm, shop] = [await customer('Firm'), await customer('Shop')]
  const refused: [object, number, string][] = [
    [{ parent: 'A-999999' }, 422, 'unknown-parent'],
    [{ parent: shop }, 409, 'own-parent'],
    [{ parent: firm, from: '2026-02-28' }, 422, 'before-account-opened'],
    [{ parent: null }, 409, 'no-parent'],
    [{ parent: null, billing: 'consolidated' }, 400, 'invalid-request'],
    [{ parent: firm, billing: 'free' }, 400, 'invalid-request'],
    [{ parent: firm, from: '2026-02-30' }, 400, 'invalid-request']
  ]
  for (const [body, status, reason] of refused)
    expect(await book.api.post(`/accounts/${shop}/parents`, body)).toMatchObject({ status, body: { reason } })
  expect((await book.api.post(`/accounts/${shop}/parents`, { parent: shop })).body.detail).toBe(
    `Account ${shop} cannot be its own parent.`
  )
  expect((await book.api.post('/accounts/A-999999/parents', { parent: firm })).status).toBe(404)
  expect((await book.api.get('/accounts/A-999999/parents')).status).toBe(404)

  const given = { parent: firm, billing: 'consolidated', from: '2026-03-10' }
  const set = await book.api.post(`/accounts/${shop}/parents`, given)
  expect(set).toMatchObject({ status: 201, body: [{ account: shop, ...given, withdrawn: null }] })
  expect((await book.api.get(`/accounts/${firm}/parents`)).body).toEqual(set.body)
  const withdraw = `/accounts/${shop}/parents/${set.body[0].id}/withdraw`
  expect((await book.api.post(withdraw, {})).body[0].withdrawn).toEqual(expect.any(String))
  expect(await book.api.post(withdraw, {})).toMatchObject({ status: 409, body: { reason: 'withdrawn-already' } })
  expect((await book.api.post(`/accounts/${shop}/parents/no-such/withdraw`, {})).status).toBe(404)
})

it('brings nobody back under an account that was closed since', async () => {
  const person = { billDay: 1, zone: 'Europe/Berlin', currency: 'EUR', openedOn: '2026-03-01' }
  const firm = (await book.api.post('/accounts', { ...person, name: 'Gone' })).body.number
  const shop = await customer('Shop of the gone')
  const parents = `/accounts/${shop}/parents`
  await book.api.post(parents, { parent: firm, billing: 'consolidated', from: '2026-03-10' })
  const ended = (await book.api.post(parents, { parent: null, from: '2026-03-20' })).body
  const end = ended.find(({ parent }: { parent: string | null }) => parent === null).id
  book.api.clock.moveTo('2026-03-25T10:00:00Z')
  expect((await book.api.post(`/accounts/${firm}/close`, {})).status).toBe(200)
  expect(await book.api.post(`${parents}/${end}/withdraw`, {})).toMatchObject({
    ...{ status: 409, body: { reason: 'parent-closed' } }
  })
  const first = ended.find(({ parent }: { parent: string | null }) => parent === firm).id
  expect((await book.api.post(`${parents}/${first}/withdraw`, {})).status).toBe(200)
})

it('finds the invoice by each account, with lines that know whose they are', async () => {
  const [firm, shop] = [await customer('Firm 2'), await customer('Shop 2')]
  await book.api.post(`/accounts/${shop}/parents`, { parent: firm, billing: 'consolidated', from: '2026-03-10' })
  book.api.clock.moveTo('2026-04-01T10:00:00Z')
  expect(await book.api.get(`/accounts/${shop}/preview?on=2026-04-01`)).toMatchObject({
    ...{ status: 409, body: { reason: 'billed-with-another' } }
  })
  const preview = (await book.api.get(`/accounts/${firm}/preview?on=2026-04-01`)).body
  const { id } = (await book.api.post('/billing-runs', { billDate: '2026-04-01', accounts: [shop] })).body
  await book.api.app.get(BillingRunService).drain(id)
  const found = (await book.api.get(`/invoices?account=${shop}`)).body.invoices
  expect(found).toMatchObject([{ accountNumber: firm, billOf: null, hash: preview.hash, total: preview.invoice.total }])
  expect((await book.api.get(`/invoices?account=${firm}`)).body.invoices).toEqual(found)
  const whole = (await book.api.get(`/invoices/${found[0].id}`)).body
  expect(whole.lines.map(({ account, amount }: Record<string, string>) => [account, amount])).toEqual(
    preview.invoice.lines.map(({ account, amount }: Record<string, string>) => [account, amount])
  )
  expect(new Set(whole.lines.map(({ account }: { account: string }) => account))).toEqual(new Set([firm, shop]))
  const accepted = await book.api.post(`/billing-runs/${id}/accept`, { accounts: [shop] })
  expect(accepted).toMatchObject({ body: { totals: [{ status: 'accepted', invoices: 1 }] } })
})

it('names the branch above the lines that a credit note takes', async () => {
  const [firm, shop] = [await customer('Firm 3'), await customer('Shop 3')]
  await book.api.post(`/accounts/${shop}/parents`, { parent: firm, billing: 'consolidated', from: '2026-03-10' })
  await book.billAll('2026-04-01')
  const { number } = await book.newest(firm)
  const { lines } = (await book.api.get(`/invoices/${number}`)).body
  const { line } = lines.find(({ account }: { account: string }) => account === shop)
  const asked = { lines: [{ line, amount: '5.00' }], reason: 'other', by: 'Bea' }
  const note = (await book.api.post(`/invoices/${number}/credit-notes`, asked)).body
  const page = await book.textOf(`/adjustments/${note.number}/html`)
  const paid = { account: shop, amount: '10.00', method: 'bank', invoices: [number] }
  expect(await book.api.post('/payments', paid)).toMatchObject({
    status: 422,
    body: { detail: `Invoice ${number} is owed by account ${firm}: it is paid there.` }
  })
  expect((await book.api.post('/payments', { ...paid, invoices: ['INV-999999'] })).body.detail).toBe(
    'There is no invoice INV-999999.'
  )
  expect(page).toContain(`${shop} Shop 3`)
  expect(page).not.toContain(`${firm} Firm 3`)
  const own = { lines: [{ line: lines.find(({ account }: { account: string }) => account === firm).line }] }
  const both = { ...asked, lines: [...own.lines, { line, amount: '1.00' }] }
  const second = (await book.api.post(`/invoices/${number}/credit-notes`, both)).body
  const whole = await book.textOf(`/adjustments/${second.number}/html`)
  expect(whole.indexOf(`${firm} Firm 3`)).toBeGreaterThan(0)
  expect(whole.indexOf(`${shop} Shop 3`)).toBeGreaterThan(whole.indexOf(`${firm} Firm 3`))
})
