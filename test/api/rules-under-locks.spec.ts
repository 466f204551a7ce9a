// What reads rules while it holds an account is not held up by those who wait for that account.
import { BillingRunService, Persistence } from '@farthing/kernel'
import { setTimeout as pause } from 'node:timers/promises'
import { dayComes } from './api.ts'
import { BilledAccounts, coastal, error } from './billed-accounts.ts'

const accounts = await BilledAccounts.open()
const { api } = accounts
afterAll(() => api.close())

/** More than wait for the database at once. */
const MANY = 10
const WAITING = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
const persistence = api.app.get(Persistence)

async function untilWaiting(count: number): Promise<void> {
  while (((await persistence.bulk('main', client => client.query(WAITING))).rowCount ?? 0) < count) await pause(20)
}

const works = {
  'a change charged at once': async (account: string) => {
    const [home] = (await api.get(`/accounts/${account}/subscriptions`)).body
    return () => api.post(`/subscriptions/${home.id}/plan`, { plan: 'tv', charged: 'now' })
  },
  'cancelling an invoice': async (account: string) => {
    const { number } = await accounts.newest(account)
    return () => api.post(`/invoices/${number}/cancel`, { reason: 'wrong address', by: 'Bea' })
  },
  'billing an invoice anew': async (account: string) => {
    const { number } = await accounts.newest(account)
    return () => api.post(`/invoices/${number}/rebill`, { reason: 'billing-error', by: 'Bea' })
  },
  'a note': async (account: string) => {
    const { number } = await accounts.newest(account)
    return () => api.post(`/invoices/${number}/write-offs`, { amount: '1.00', ...error })
  },
  'a chunk of a bill run': async (account: string) => {
    dayComes(api, '2026-04-01')
    const { id } = (await api.post('/billing-runs', { billDate: '2026-04-01', accounts: [account] })).body
    return async () => {
      await api.app.get(BillingRunService).drain(id)
      const { body, status } = await api.get(`/billing-runs/${id}`)
      expect(body.totals).toMatchObject([{ status: 'draft', invoices: 1 }])
      return { status }
    }
  },
  'approving a cancelling': async (account: string) => {
    const { number } = await accounts.newest(account)
    await accounts.publish(coastal.replace('60.00', '1.00'))
    const { body } = await api.post(`/invoices/${number}/cancel`, { reason: 'wrong address', by: 'Bea' })
    return () => api.post(`/adjustments/${body.waits}/approve`, { by: 'Carl' })
  }
}

describe('beside many requests about one account', () => {
  it.each(Object.entries(works))('%s comes to its end', async (_, prepare) => {
    const { account } = await accounts.billed()
    const work = await prepare(account)
    const { promise: locked, resolve: lock } = Promise.withResolvers<void>()
    const { promise: over, resolve: end } = Promise.withResolvers<void>()
    const holder = persistence.bulk('main', async client => {
      await client.query('select from account where tenant = $1 and number = $2 for update', ['main', account])
      lock()
      await over
    })
    await locked
    const first = work()
    await untilWaiting(1)
    const others = Array.from({ length: MANY }, () => api.post(`/accounts/${account}/facts/none/withdraw`))
    await untilWaiting(7)
    await pause(200)
    end()
    await holder
    const asked = [first, ...others]
    const answers = await Promise.race([Promise.all(asked), pause(20_000, [])])
    const [done, ...rest] = answers.map(({ status }) => status)
    expect([200, 201]).toContain(done)
    expect(rest).toEqual(Array.from({ length: MANY }, () => 404))
  })
})
