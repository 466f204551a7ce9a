// A subscription has a place of its own over HTTP: told, refused, taken back, moved with it, and asked for by all that decides taxes.
import { flatTariff } from '@farthing/testing'
import { BilledAccounts } from './billed-accounts.ts'

const RULES = `operator "Coastal Telecom" {
  currency EUR
  time zone "Europe/Berlin"
  adjustment reason billing-error "An error of ours"
}

${flatTariff('talk', '1.00', '60s')}
plan home "Home" {
  rent 31.00 per month, prorated by day
  tariff talk
  pay on the bill
}
tax gst "GST" { in CA; rate 5% }
tax qst "QST" { in CA-QC; rate 10% }
tax pst "PST" { in CA-BC; rate 7% }
`

const book = await BilledAccounts.open(RULES)
const { api } = book
afterAll(() => api.close())

interface Firm {
  readonly account: string
  readonly office: string
  readonly branch: string
}

let next = 0

async function firm(): Promise<Firm> {
  const given = { name: 'Firm', billDay: 1, zone: 'Europe/Berlin', currency: 'EUR', openedOn: '2026-03-01' }
  const { number: account } = (await api.post('/accounts', given)).body
  await api.post(`/accounts/${account}/tax-places`, { place: 'CA-BC', effective: '2026-03-01' })
  return { account, office: await line(account), branch: await line(account) }
}

async function line(account: string): Promise<string> {
  const as = `4915100${String(10000 + ++next)}`
  const started = { as, identities: [as], plan: 'home', effective: '2026-03-01' }
  return (await api.post(`/accounts/${account}/subscriptions`, started)).body.id
}

const placed = (account: string, subscription: string, more: object = {}) =>
  api.post(`/accounts/${account}/tax-places`, { place: 'CA-QC', subscription, effective: '2026-03-01', ...more })

/** 'GST 1.55, PST 2.17' */
const taxed = ({ taxes }: { readonly taxes: readonly Record<'title' | 'amount', string>[] }): string =>
  taxes.map(({ amount, title }) => `${title} ${amount}`).join(', ')

const newest = async (account: string) => (await api.get(`/invoices/${(await book.newest(account)).number}`)).body
const previewed = async (account: string, on: string) => (await api.get(`/accounts/${account}/preview?on=${on}`)).body
const factsOf = async (account: string) => (await api.get(`/accounts/${account}/facts`)).body

describe('a place of a subscription', () => {
  it('is on the bill as in its preview, says whose it is, and is taken back by either path', async () => {
    const { account, branch } = await firm()
    const told = await placed(account, branch, { taxId: 'Q1' })
    expect(told).toMatchObject({
      status: 201,
      body: { kind: 'tax-place-changed', subscription: branch, details: { place: 'CA-QC', taxId: 'Q1' } }
    })
    const preview = await previewed(account, '2026-03-01')
    await book.billAll('2026-03-01')
    const bill = await newest(account)
    expect([bill.hash, taxed(bill)]).toEqual([preview.hash, 'GST 3.10, PST 2.17, QST 3.10'])
    const own = bill.lines.find(({ subscription }: { subscription: string }) => subscription === branch)
    const { explanation } = (await api.get(`/invoices/${bill.number}/lines/${own.line}`)).body.line ?? own
    expect(explanation.steps).toContainEqual(
      expect.objectContaining({ detail: 'where the subscription is since 2026-03-01', result: 'CA-QC' })
    )

    expect((await api.post(`/accounts/${account}/facts/${told.body.id}/withdraw`, {})).status).toBe(200)
    expect(taxed((await previewed(account, '2026-04-01')).invoice)).toBe('GST 3.10, PST 6.51, QST -3.10')
    const again = (await placed(account, branch)).body
    expect(taxed((await previewed(account, '2026-04-01')).invoice)).toBe('GST 3.10, PST 2.17, QST 3.10')
    expect((await api.post(`/subscriptions/${branch}/facts/${again.id}/withdraw`, {})).status).toBe(200)
    expect(taxed((await previewed(account, '2026-04-01')).invoice)).toBe('GST 3.10, PST 6.51, QST -3.10')
  })

  it('that is told late is in a bill that is made anew', async () => {
    const { account, branch } = await firm()
    await book.billAll('2026-03-01')
    await placed(account, branch)
    const { number } = await book.newest(account)
    const { body } = await api.post(`/invoices/${number}/rebill`, { reason: 'billing-error', by: 'Bea' })
    expect(taxed((await api.get(`/invoices/${body.invoice.number}`)).body)).toBe('GST 3.10, PST 2.17, QST 3.10')
  })

  it('goes with what a use costs while it happens', async () => {
    const { account, branch, office } = await firm()
    await placed(account, branch)
    const costs = async (id: string): Promise<string> => {
      const { identities } = (await api.get(`/subscriptions/${id}`)).body
      const use = { subscriber: identities[0], service: 'voice', to: '+493012345678', quantity: '600', unit: 'second' }
      return (await api.post('/charges', use)).body.amount
    }
    expect([await costs(office), await costs(branch)]).toEqual(['11.20', '11.50'])
  })

  it('is that of each branch on the invoice of a firm', async () => {
    const [head, shop] = [await firm(), await firm()]
    await api.post(`/accounts/${shop.account}/parents`, {
      parent: head.account,
      billing: 'consolidated',
      from: '2026-03-10'
    })
    await placed(shop.account, shop.branch)
    await book.billAll('2026-04-01')
    expect(taxed(await newest(head.account))).toContain('QST 6.20')
  })
})

describe('a place that cannot be', () => {
  it.each<[string, (firm: Firm, other: Firm) => object, number, string, string]>([
    [
      'of nobody',
      () => ({ subscription: '0199aaaa-0000-7000-8000-000000000000' }),
      422,
      'unknown-subscription',
      'has no'
    ],
    ['of no number', () => ({ subscription: 'branch' }), 422, 'unknown-subscription', 'by its id, or by a number'],
    ['of a list', ({ branch }) => ({ subscription: [branch] }), 400, 'invalid-request', 'subscription'],
    ["of another's", (_, { branch }) => ({ subscription: branch }), 422, 'unknown-subscription', 'has no'],
    ['before its first day', () => ({ effective: '2026-02-28' }), 422, 'before-start', 'begins on 2026-03-01'],
    ['nowhere', () => ({ place: 'QC' }), 422, 'unknown-place', 'QC is no country'],
    ['on no day', () => ({ effective: '2026-02-30' }), 400, 'invalid-request', 'effective'],
    ['with more', () => ({ until: '2026-04-01' }), 400, 'invalid-request', 'until']
  ])('%s is refused, and changes nothing', async (_, asked, status, reason, detail) => {
    const [own, other] = [await firm(), await firm()]
    const before = [await factsOf(own.account), await factsOf(other.account)]
    const answer = await placed(own.account, own.branch, asked(own, other))
    expect(answer).toMatchObject({ status, body: { reason } })
    expect(JSON.stringify(answer.body)).toContain(detail)
    expect([await factsOf(own.account), await factsOf(other.account)]).toEqual(before)
  })
})

describe('a place of a subscription that moves', () => {
  const moved = (to: string, branch: string) =>
    api.post(`/subscriptions/${branch}/move`, { to, effective: '2026-04-01' })
  const places = async (account: string): Promise<string[]> =>
    (await factsOf(account))
      .filter(({ kind, subscription }: Record<string, string>) => kind === 'tax-place-changed' && subscription)
      .map(
        ({ details, id }: { readonly id: string; readonly details: { readonly place: string } }) =>
          `${id} ${details.place}`
      )

  it('goes with it, and is told later by who held it then, for both', async () => {
    const [own, other] = [await firm(), await firm()]
    const first = (await placed(own.account, own.branch)).body
    expect((await moved(other.account, own.branch)).status).toBe(200)
    expect(await places(other.account)).toEqual([`${first.id} CA-QC`])
    const late = (await placed(own.account, own.branch, { place: 'CA-ON', effective: '2026-03-20' })).body
    expect(await places(other.account)).toEqual([`${first.id} CA-QC`, `${late.id} CA-ON`])
    expect(await placed(own.account, own.branch, { effective: '2026-04-01' })).toMatchObject({
      status: 422,
      body: { reason: 'unknown-subscription', detail: expect.stringContaining('tell it to the account that holds it') }
    })
    expect((await placed(other.account, own.branch, { effective: '2026-04-01' })).status).toBe(201)
    expect((await placed(other.account, own.branch, { effective: '2026-03-20' })).status).toBe(422)
    expect(await places(own.account)).toEqual(await places(other.account))
    expect((await api.post(`/accounts/${own.account}/facts/${late.id}/withdraw`, {})).status).toBe(200)
    expect((await factsOf(other.account)).at(-1)).toMatchObject({ kind: 'withdrawn', supersedes: late.id })
  })

  it('is in both books whoever comes first, told ten times or once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const [own, other] = [await firm(), await firm()]
      const tell = () => placed(own.account, own.branch)
      const all = await Promise.all([tell(), moved(other.account, own.branch), tell(), tell(), tell()])
      expect(all.map(({ status }) => status)).toEqual([201, 200, 201, 201, 201])
      expect((await places(other.account)).toSorted()).toEqual((await places(own.account)).toSorted())
      expect(await places(own.account)).toHaveLength(4)
    }
  })
})
