// A subscription moves to another account over HTTP: what it has goes with it on its day, and what is barred stays barred.
import { MovedPockets, Persistence, Policies, PocketsService, sql } from '@farthing/kernel'
import { BilledAccounts } from './billed-accounts.ts'

const accounts = await BilledAccounts.open()
const { api } = accounts
afterAll(() => api.close())

async function two(): Promise<{ readonly from: string; readonly to: string; readonly id: string }> {
  const [from, to] = [(await accounts.billed()).account, (await accounts.billed()).account]
  const [home] = (await api.get(`/accounts/${from}/subscriptions`)).body
  return { from, to, id: home.id }
}

/** Kept by its own clock, that of the specs stands still. */
const today = (): string => api.clock.today('Europe/Berlin').toString()
const inDays = (days: number): string => Temporal.PlainDate.from(today()).add({ days }).toString()

describe('a move', () => {
  it('says who has the subscription when, is pending until its day, and is taken back by its fact', async () => {
    const { from, id, to } = await two()
    const day = inDays(10)
    const moved = await accounts.post(`/subscriptions/${id}/move`, { to, effective: day })
    expect(moved).toMatchObject({
      accountNumber: from,
      state: 'active',
      holders: [{ until: day }, { from: day, until: null }]
    })
    const pending = (await api.get(`/subscriptions/${id}/pending`)).body
    expect(pending).toMatchObject([{ kind: 'moved', effective: day }])
    const listed = (await api.get(`/accounts/${to}/subscriptions`)).body
    expect(listed.find((each: { id: string }) => each.id === id)).toMatchObject({ state: 'moved', accountNumber: to })
    const again = await api.post(`/subscriptions/${id}/move`, { to, effective: inDays(12) })
    expect([again.status, again.body.detail]).toEqual([422, `It is of account ${to} already on ${inDays(12)}.`])
    await accounts.post(`/subscriptions/${id}/facts/${pending[0].id}/withdraw`, {})
    expect((await api.get(`/subscriptions/${id}`)).body).toMatchObject({
      accountNumber: from,
      holders: [{ until: null }]
    })
    expect((await api.post(`/subscriptions/${id}/move`, { to: 'A-999999' })).status).toBe(422)
  })

  it('takes what its own pockets hold along on its day, and leaves those of the account', async () => {
    const { from, id, to } = await two()
    const pockets = api.app.get(PocketsService)
    const grant = { unit: 'EUR', amount: 5_000_000n, priority: 5, expiresAt: null, reason: 'bonus' }
    await pockets.grant(from, { ...grant, subscription: id, services: ['voice'] })
    await pockets.grant(from, { ...grant, subscription: null })
    const held = async (account: string) =>
      (await pockets.list(account))?.map(({ balance, services, subscription }) => [balance, subscription, services])
    const day = inDays(3)
    await accounts.post(`/subscriptions/${id}/move`, { to, effective: day })
    const follow = () => api.app.get(MovedPockets).follow()
    expect(await follow()).toBe(0)
    api.clock.advance({ hours: 24 * 4 })
    expect([await follow(), await follow()]).toEqual([1, 0])
    expect(await held(to)).toEqual([[5_000_000n, id, ['voice']]])
    expect((await held(from))?.filter(([balance]) => balance !== 0n)).toEqual([[5_000_000n, null, null]])
  })

  it('takes what comes back to its old account along again, and the ledger holds what the pockets do', async () => {
    const { from, id, to } = await two()
    const grant = { unit: 'EUR', amount: 5_000_000n, priority: 5, expiresAt: null, reason: 'bonus' }
    await api.app.get(PocketsService).grant(from, { ...grant, subscription: id })
    await accounts.post(`/subscriptions/${id}/move`, { to, effective: today() })
    const follow = () => api.app.get(MovedPockets).follow()
    expect(await follow()).toBe(1)
    const persistence = api.app.get(Persistence)
    await persistence.bulk('main', client => {
      return sql(
        client,
        'update pocket set balance = 5000000 where tenant = $1 and subscription = $2 and balance = 0',
        [...['main', id]]
      )
    })
    const posted = () =>
      persistence.bulk('main', client =>
        sql(client, `select key from ledger_transaction where key like 'pocket-moved%'`)
      )
    const before = (await posted()).length
    expect(await follow()).toBe(1)
    expect(await posted()).toHaveLength(before + 2)
  })

  it('leaves barred what is barred', async () => {
    const { id, to } = await two()
    await accounts.post(`/subscriptions/${id}/services/bar`, { what: 'data', reason: 'lost' })
    await accounts.post(`/subscriptions/${id}/move`, { to, effective: today() })
    await api.app.get(Policies).pass()
    const restrictions = async () => (await api.get(`/subscriptions/${id}/services`)).body.restrictions
    expect(await restrictions()).toMatchObject([{ what: 'data', cause: 'hand', reason: 'lost' }])
    await accounts.post(`/subscriptions/${id}/services/restore`, { what: 'data', reason: 'found' })
    expect(await restrictions()).toEqual([])
  })
})
