// What reads rules while it holds a connection waits for none of those who wait for a connection.
import { BillingRunService, Persistence, sql } from '@farthing/kernel'
import { customer, publishRules, sampleRules } from '@farthing/testing'
import { setTimeout as pause } from 'node:timers/promises'
import { dayComes, openApi } from './api.ts'

/** Of the pool, and of those who may work through the ORM at once. */
const [CONNECTIONS, TURNS] = [10, 7]
const plan = `plan talk "Talk" {
  from 2025-01-01
  tariff calls
  rent 10.00 per month
}
`
const usage = `id,service,subscriber,to,started_at,quantity,unit
1,voice,0400000001,0399990000,2026-03-02 10:00:00,240,s
`

const api = await openApi({ now: '2026-03-20T00:00:00Z' })
const { inside } = api
const persistence = api.app.get(Persistence)
const runs = api.app.get(BillingRunService)
let account = ''
let invoice = ''
let note = ''

async function billed(billDate: string): Promise<void> {
  dayComes(api, billDate)
  const { id } = (await api.post('/billing-runs', { billDate, accounts: [account] })).body
  await runs.drain(id)
  await api.post(`/billing-runs/${id}/accept`)
  await api.post(`/billing-runs/${id}/issue`)
  await runs.drain(id)
}

beforeAll(async () => {
  await publishRules(inside, sampleRules(plan))
  await customer(inside, { identities: ['61400000001'], plan: 'talk' })
  account = (await api.get('/accounts')).body.accounts[0].number
  const headers = { 'idempotency-key': 'calls', 'content-type': 'text/csv' }
  const url = '/usage/imports?format=csv&name=calls.csv'
  expect((await api.app.inject({ method: 'POST', url, headers, payload: usage })).json()).toMatchObject({ rated: 1 })
  await billed('2026-04-01')
  invoice = (await api.get(`/invoices?account=${account}`)).body.invoices[0].number
  const credit = { amount: '1.00', reason: 'goodwill', by: 'Bea' }
  note = (await api.post(`/invoices/${invoice}/credit-notes`, credit)).body.number
  await billed('2026-05-01')
})
afterAll(() => api.close())

const got = (path: string): Promise<number> => api.app.inject({ method: 'GET', url: path }).then(it => it.statusCode)

/** With a table that each looks at when it has its connection, and has not asked for rules. */
const readers: Record<string, readonly [table: string, prepare: () => Promise<() => Promise<number>>]> = {
  'a printed invoice': ['invoice', async () => () => got(`/invoices/${invoice}/html`)],
  'a line explained': ['invoice', async () => () => got(`/invoices/${invoice}/lines/5`)],
  'a printed note': ['adjustment', async () => () => got(`/adjustments/${note}/html`)],
  'a use explained': ['invoice', async () => () => got('/usage/csv:1/explanation')],
  'a preview': [
    'account',
    async () => {
      api.clock.advance({ seconds: 1 })
      await publishRules(inside, sampleRules(plan.replace('10.00', '12.00')))
      return () => got(`/accounts/${account}/preview?on=2026-06-01`)
    }
  ],
  'a chunk of a bill run': [
    'billing_chunk',
    async () => {
      dayComes(api, '2026-06-01')
      const { id } = (await api.post('/billing-runs', { billDate: '2026-06-01', accounts: [account] })).body
      return async () => ((await runs.drain(id)).status === 'draft' ? 200 : 500)
    }
  ]
}

describe('while all others wait for a connection', () => {
  it.each(Object.entries(readers))('%s comes to its end', async (_, [table, prepare]) => {
    const read = await prepare()
    api.clock.advance({ seconds: 1 })
    expect(await got(`/accounts/${account}/why-not?charge=rent`)).toBe(200) // rules of another instant are remembered
    const { promise: over, resolve: end } = Promise.withResolvers<void>()
    const { promise: unlocked, resolve: unlock } = Promise.withResolvers<void>()
    const { promise: locked, resolve: lock } = Promise.withResolvers<void>()
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
    const waiting = `select from pg_locks where not granted and relation = $1::regclass
      and database = (select oid from pg_database where datname = current_database())`
    const locker = persistence.bulk('main', async client => {
      await sql(client, 'savepoint before')
      await sql(client, `lock table ${table} in access exclusive mode`)
      lock()
      while ((await sql(client, waiting, [table])).length === 0) await pause(20)
      reach()
      await unlocked
      await sql(client, 'rollback to savepoint before')
      await over
    })
    const others = Array.from({ length: CONNECTIONS - 2 }, () => persistence.bulk('main', () => over))
    await locked
    const answer = read()
    await reached
    const inTurn = Array.from({ length: TURNS }, () =>
      persistence.transaction('main', () => persistence.bulk('main', () => Promise.resolve()))
    )
    await pause(200)
    unlock()
    const status = await Promise.race([answer, pause(5000, null)])
    end()
    await Promise.all([answer, locker, ...others, ...inTurn])
    expect(status).toBe(200)
  })
})
