// Points follow the money of a customer, and are redeemed as far as there are some, whoever asks at once.
import { LedgerService, PocketsService, PointsEarnings } from '@farthing/kernel'
import { BilledAccounts, coastal, goodwill } from './billed-accounts.ts'

const accounts = await BilledAccounts.open()
const { api } = accounts
const rules = `
unit points

loyalty stars "Stars" in points {
  earn 1 per 1.00 of invoice when paid
  expire after 12 months
  redeem 10 for 5.00 discount
  redeem 10 for 4.00 credit
  redeem 10 for 1 GB of data, expires after 30 days
  redeem 10 for 20 min
}

plan held "Held" { rent 40.00 per month; bond 200.00 }

tariff traffic for data {
  rates {
    | price       |
    | 1.00 per GB |
  }
}
`

beforeAll(() => accounts.publish(coastal + rules))
afterAll(() => api.close())

const deed = (account: string, name: string, fields: object) =>
  api.post(`/accounts/${account}/deeds/${name}`, { fields })
const redeem = (account: string, points: number, reward = 'discount', more: object = {}) =>
  deed(account, 'redeem-points', { loyalty: 'stars', points, reward, ...more })

/** A bill of 59.50 of a member. */
async function member() {
  const made = await accounts.billed()
  const joined = { fields: { loyalty: 'stars' }, effective: '2026-03-01' }
  expect(await api.post(`/accounts/${made.account}/deeds/join-loyalty`, joined)).toMatchObject({ status: 201 })
  return made
}

async function points(account: string): Promise<string[]> {
  await api.app.get(PointsEarnings).earn()
  expect(await api.app.get(PointsEarnings).earn()).toMatchObject({ entries: 0 })
  const pockets = (await api.app.get(PocketsService).list(account)) ?? []
  return pockets.map(({ balance, unit }) => `${balance} ${unit}`)
}

/** A member with a plan of 11.90, who pays 247.60 for a branch: 47.60 and a bond of 200.00. Billed. */
async function headOf(billing: string) {
  const effective = '2026-03-01'
  const opened = { billDay: 1, zone: 'Europe/Berlin', currency: 'EUR', openedOn: effective }
  const { number: head } = await accounts.post('/accounts', { ...opened, name: 'Head' })
  const { number: branch } = await accounts.post('/accounts', { ...opened, name: 'Branch' })
  await accounts.post(`/accounts/${head}/subscriptions`, { as: `tv-${head}`, plan: 'tv', effective })
  const asked = { as: `held-${branch}`, plan: 'held', effective }
  const { id: held } = await accounts.post(`/accounts/${branch}/subscriptions`, asked)
  await accounts.post(`/accounts/${head}/deeds/join-loyalty`, { fields: { loyalty: 'stars' }, effective })
  const under = { parent: head, billing, from: effective }
  expect(await api.post(`/accounts/${branch}/parents`, under)).toMatchObject({ status: 201 })
  await accounts.billAll(effective)
  return { head: String(head), branch: String(branch), held: String(held) }
}

type Made = Awaited<ReturnType<typeof member>>
const pay =
  (amount: string) =>
  ({ account }: Made) =>
    accounts.post('/payments', { account, amount, method: 'bank' })
const reverse = async ({ account }: Made) => {
  const [payment] = (await api.get(`/payments?account=${account}`)).body
  return accounts.post(`/payments/${payment.number}/reverse`, { reason: 'bounced' })
}

describe('points', () => {
  it.each<[string, ((made: Made) => Promise<unknown>)[], string[]]>([
    ['of nothing paid are none', [], []],
    ['of a part that is paid', [pay('29.75')], ['29 points/0']],
    ['of all that is paid', [pay('59.50')], ['59 points/0']],
    ['go back with the payment', [pay('59.50'), made => points(made.account), reverse], []],
    [
      'go back with the invoice',
      [
        pay('59.50'),
        made => points(made.account),
        ({ invoice }) => accounts.post(`/invoices/${invoice}/cancel`, goodwill)
      ],
      []
    ]
  ])('%s', async (_, steps, held) => {
    const made = await member()
    for (const step of steps) await step(made)
    expect(await points(made.account)).toEqual(held)
  })

  it('are none for a bond, and no fewer for one that goes back', async () => {
    const anna = { name: 'Anna', billDay: 1, zone: 'Europe/Berlin', currency: 'EUR', openedOn: '2026-03-01' }
    const { number: account } = await accounts.post('/accounts', anna)
    const asked = { as: `held-${account}`, plan: 'held', effective: '2026-03-01' }
    const { id } = await accounts.post(`/accounts/${account}/subscriptions`, asked)
    await api.post(`/accounts/${account}/deeds/join-loyalty`, { fields: { loyalty: 'stars' }, effective: '2026-03-01' })
    await accounts.billAll('2026-03-01')
    // a quarter of 247.60, of which 47.60 is rent and VAT
    await pay('61.90')({ account } as Made)
    expect(await points(account)).toEqual(['11 points/0'])
    await pay('185.70')({ account } as Made)
    expect(await points(account)).toEqual(['11 points/0', '36 points/0'])
    const back = { fields: { amount: '200.00' }, subscription: id, effective: '2026-03-20' }
    expect(await api.post(`/accounts/${account}/deeds/refund-bond`, back)).toMatchObject({ status: 201 })
    await accounts.billAll('2026-04-01')
    expect(await points(account)).toEqual(['11 points/0', '36 points/0', '47 points/0'])
  })

  it.each([
    ['consolidated', 1, ['59 points/0'], ['59 points/0', '59 points/0']],
    ['parent-pays', 2, ['11 points/0', '47 points/0'], ['11 points/0', '11 points/0', '47 points/0', '47 points/0']]
  ])('are none for the bond of a branch, %s', async (billing, invoices, first, second) => {
    const { branch, head, held } = await headOf(billing)
    expect((await api.get(`/invoices?account=${head}`)).body.invoices).toHaveLength(invoices)
    await pay('259.50')({ account: head } as Made)
    expect(await points(head)).toEqual(first)
    const back = { fields: { amount: '200.00' }, subscription: held, effective: '2026-03-20' }
    expect(await api.post(`/accounts/${branch}/deeds/refund-bond`, back)).toMatchObject({ status: 201 })
    await accounts.billAll('2026-04-01')
    await pay('11.90')({ account: head } as Made) // what is given back for the branch pays no other invoice of the day
    expect((await points(head)).toSorted()).toEqual(second)
  })

  it('are redeemed as often as there are some, of fifty at once', async () => {
    const { account } = await member()
    await pay('59.50')({ account } as Made)
    expect(await points(account)).toEqual(['59 points/0'])
    const answers = await Promise.all(Array.from({ length: 50 }, () => redeem(account, 10)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5)
    expect(answers.find(({ status }) => status !== 201)).toMatchObject({
      status: 409,
      body: {
        reason: 'forbidden',
        detail: expect.stringContaining('the pockets have 9 points free, fewer than 10 points')
      }
    })
    expect(await points(account)).toEqual(['9 points/0'])
    const done = answers.find(({ status }) => status === 201)?.body as { id: string }
    expect(await api.post(`/accounts/${account}/facts/${done.id}/withdraw`, {})).toMatchObject({ status: 409 })
  })

  it('that were redeemed and go back are owed, and never less than nothing', async () => {
    const made = await member()
    await pay('59.50')(made)
    await points(made.account)
    expect(await redeem(made.account, 50, 'credit')).toMatchObject({ status: 201 })
    await reverse(made)
    expect(await points(made.account)).toEqual(['20000000 EUR'])
    await pay('59.50')(made)
    expect(await points(made.account)).toEqual(['20000000 EUR', '9 points/0'])
  })

  it('that are owed are taken out of those that a person gives', async () => {
    const made = await member()
    await pay('59.50')(made)
    await points(made.account)
    await redeem(made.account, 50, 'credit')
    await reverse(made)
    expect(await points(made.account)).toEqual(['20000000 EUR'])
    await accounts.post(`/accounts/${made.account}/pockets`, { amount: '59', unit: 'points', reason: 'goodwill' })
    expect(await points(made.account)).toEqual(['20000000 EUR', '9 points/0'])
  })

  it('are refused by the rate of the rules, and to whom is no member', async () => {
    const { account } = await member()
    expect(await redeem(account, 5)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('points are redeemed for discount by 10 points') }
    })
    expect(await redeem(account, 10, 'item')).toMatchObject({ status: 409 })
    expect(await redeem(account, 10, 'gold')).toMatchObject({ status: 422 })
    expect(await deed(account, 'join-loyalty', { loyalty: 'stars' })).toMatchObject({ status: 409 })
  })

  it('are redeemed for a pocket of another unit, for its services and its time', async () => {
    const made = await member()
    await pay('59.50')(made)
    await points(made.account)
    expect(await redeem(made.account, 20, 'pocket', { pocket: 'data' })).toMatchObject({ status: 201 })
    expect(await redeem(made.account, 10, 'pocket', { pocket: 'second' })).toMatchObject({ status: 201 })
    expect(await redeem(made.account, 10, 'pocket', { pocket: 'message' })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('points of stars are not redeemed for pocket message') }
    })
    const { body } = await api.get(`/accounts/${made.account}/pockets`)
    expect(body).toMatchObject([
      { unit: 'points', balance: '29' },
      { unit: 'byte', balance: '2000000000', services: ['data'], expiresAt: expect.any(String), subscription: null },
      { unit: 'second', balance: '1200.000', services: null, expiresAt: null }
    ])
  })

  it('are in books that balance, unit by unit', async () => {
    const sums = new Map<string, bigint>()
    for (const { amount, unit } of await api.app.get(LedgerService).balances('main'))
      sums.set(unit, (sums.get(unit) ?? 0n) + amount)
    expect([...sums.values()].every(sum => sum === 0n)).toBe(true)
    expect(sums.has('points/0')).toBe(true)
  })

  it.each(['2026-03-02', '2090-01-01'])('are redeemed on the day on which it is told, not on %s', async effective => {
    const made = await member()
    await pay('59.50')(made)
    await points(made.account)
    const fields = { loyalty: 'stars', points: 10, reward: 'pocket', pocket: 'data' }
    const answer = await api.post(`/accounts/${made.account}/deeds/redeem-points`, { fields, effective })
    expect(answer).toMatchObject({ status: 409, body: { reason: 'forbidden' } })
    expect(answer.body.detail).toContain(`tell it for that day, not for ${effective}`)
    expect(await points(made.account)).toEqual(['59 points/0'])
  })
})
