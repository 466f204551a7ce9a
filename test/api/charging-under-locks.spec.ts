// Charging that holds an account's pockets is not held up by those who wait for them.
import { customer, publishRules } from '@farthing/testing'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { openApi } from './api.ts'
import { NCHF, opening } from './network.ts'

const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
const [holder, watcher] = [new Client({ connectionString: api.url }), new Client({ connectionString: api.url })]

/** As many as there are connections for them. */
const MANY = 10
const WAITING = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`

beforeAll(async () => {
  await publishRules(inside)
  await holder.connect()
  await watcher.connect()
})
afterAll(async () => {
  await holder.end()
  await watcher.end()
  await api.close()
})

async function untilWaiting(count: number): Promise<void> {
  while (((await watcher.query(WAITING)).rowCount ?? 0) < count) await pause(20)
}

it('a use with a price that nobody had before comes to its end beside many debits of its account', async () => {
  const { number } = await customer(inside, { identities: ['61400000001'] })
  const url = `/accounts/${number}`
  await api.post(`${url}/top-ups`, { amount: '20.00', method: 'card' })
  const { body } = await api.post(NCHF, opening('msisdn-61400000001', 60), null)
  await holder.query('begin')
  await holder.query('select from pocket for update')
  const used = [{ ratingGroup: 1, usedUnitContainer: [{ time: 60 }] }]
  const report = { invocationSequenceNumber: 1, multipleUnitUsage: used }
  const release = api.post(`${NCHF}/${body.chargingDataRef}/release`, report, null)
  await untilWaiting(1)
  const debit = { amount: '0.10', unit: 'AUD', reason: 'film', category: 'content' }
  const debits = Array.from({ length: MANY }, () => api.post(`${url}/pocket-debits`, debit))
  await untilWaiting(1 + MANY)
  await holder.query('commit')
  const answers = await Promise.race([Promise.all([release, ...debits]), pause(20_000, [], { ref: false })])
  expect(answers.map(({ status }) => status)).toEqual([204, ...debits.map(() => 201)])
  expect((await api.get(`/usage?account=${number}`)).body.usage).toMatchObject([
    { amount: '0.640000', zone: 'national' }
  ])
})
