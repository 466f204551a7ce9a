// What was told of a moved subscription is in both books, and is taken back by who holds it on its day.
import { BilledAccounts } from './billed-accounts.ts'

const accounts = await BilledAccounts.open()
const { api } = accounts
afterAll(() => api.close())

async function moved(): Promise<{ readonly from: string; readonly to: string; readonly id: string }> {
  const [from, to] = [(await accounts.billed()).account, (await accounts.billed()).account]
  const [home] = (await api.get(`/accounts/${from}/subscriptions`)).body
  await accounts.post(`/subscriptions/${home.id}/move`, { to, effective: '2026-04-01' })
  return { from, to, id: home.id }
}

const KINDS: readonly [string, string, object][] = [
  ['a tax place', 'tax-places', { place: 'CA-QC' }],
  ['an item', 'items', { amount: '5.00', description: 'a visit' }],
  ['a deed', 'deeds/set-invoice-group', { fields: { group: 'fleet' } }]
]

const factsOf = async (account: string) => (await api.get(`/accounts/${account}/facts`)).body
const withdraw = (account: string, fact: string) => api.post(`/accounts/${account}/facts/${fact}/withdraw`, {})
const told = async (account: string, path: string, said: object) => {
  const answer = await api.post(`/accounts/${account}/${path}`, said)
  expect(answer).toMatchObject({ status: 201 })
  return answer.body.id
}

describe('what is told of a moved subscription', () => {
  it.each(KINDS)('%s is taken back by who holds it on its day alone', async (_, path, said) => {
    const { from, id, to } = await moved()
    const late = await told(to, path, { ...said, subscription: id, effective: '2026-04-01' })
    const early = await told(from, path, { ...said, subscription: id, effective: '2026-03-20' })
    const before = [await factsOf(from), await factsOf(to)]
    for (const [account, fact, day, holder] of [
      [from, late, '2026-04-01', to],
      [to, early, '2026-03-20', from]
    ] as const) {
      const detail = `It is of ${day}, when account ${holder} holds subscription ${id}: correct it there.`
      expect(await withdraw(account, fact)).toMatchObject({ status: 404, body: { reason: 'unknown-fact', detail } })
    }
    expect([await factsOf(from), await factsOf(to)]).toEqual(before)
    expect(await withdraw(to, late)).toMatchObject({ status: 200 })
    expect(await withdraw(from, early)).toMatchObject({ status: 200 })
    expect(await withdraw(from, late)).toMatchObject({ status: 409, body: { reason: 'withdrawn-already' } })
  })

  it('a deed is replaced by who holds it on its day alone', async () => {
    const { from, id, to } = await moved()
    const path = 'deeds/set-invoice-group'
    const late = await told(to, path, { fields: { group: 'fleet' }, subscription: id, effective: '2026-04-01' })
    const anew = { fields: { group: 'vans' }, subscription: id, supersedes: late }
    const asked = await api.post(`/accounts/${from}/${path}`, { ...anew, effective: '2026-03-20' })
    expect(asked).toMatchObject({ status: 422, body: { reason: 'unknown-fact' } })
    expect(asked.body.detail).toContain(`account ${to} holds subscription ${id}`)
    await told(to, path, { ...anew, effective: '2026-04-02' })
  })
})
