// What PostgreSQL alone takes for the same durable rows: an authorisation is two transactions, each one prepared statement, asked by nobody who thinks.
import { randomUUID } from 'node:crypto'
import { Pool } from 'pg'

/** Micro: a minute and its setup. */
const PRICE = 640_000
const EVENTS = JSON.stringify([
  {
    ...{ group: 1, used: 0, paid: '0', debits: 0, tariff: 'calls', value: null, startedAt: 1_772_323_200_000 },
    ...{ held: [{ pocket: randomUUID(), amount: `${PRICE}` }], event: `charging:${randomUUID()}:1`, version: 'bare' }
  }
])
const ANSWER = JSON.stringify({
  ...{ session: randomUUID(), validitySeconds: 600, once: null },
  units: [{ group: 1, unit: 'second', final: false, detail: null, result: 'SUCCESS', granted: 60_000 }]
})
const DIGEST = 'a'.repeat(64)

const NOTE = `insert into charging_request (tenant, key, account, request, answer, created_at)
  values ('main', $2 || $3, $1, '${DIGEST}', '${ANSWER}', now())`
const HOLD = `with held as (update pocket set reserved = reserved + ${PRICE}
    where tenant = 'main' and account = $1 and balance - reserved >= ${PRICE}),
  opened as (insert into charging_session
    (tenant, id, account, subscription, service, called, caller, state, events, opened_at, valid_until, closed_at)
    values ('main', $4, $1, $1, 'voice', '61298765432', '', 'open', '${EVENTS}', now(), now() + interval '10 min', null))
  ${NOTE}`
const SPEND = `with spent as (update pocket set balance = balance - ${PRICE}, reserved = reserved - ${PRICE}
    where tenant = 'main' and account = $1 and reserved >= ${PRICE}),
  closed as (update charging_session set state = 'closed', events = '${EVENTS}', closed_at = now() where tenant = 'main' and id = $4),
  booked as (insert into ledger_transaction (tenant, account, key, date, description, recorded_at)
    values ('main', $1, $2, '2026-03-01', 'voice to 61298765432', now())),
  posted as (insert into ledger_posting (tenant, account, key, position, ledger_account, unit, amount)
    values ('main', $1, $2, 1, 'pocket:AUD:A-000001:1', 'AUD', ${PRICE}), ('main', $1, $2, 2, 'revenue:voice', 'AUD', -${PRICE})),
  rated as (insert into rated_usage (tenant, known, import, line, event, account, subscription, started_at, quantity, billed, amount,
      class, called, caller, value, prepaid)
    values ('main', now(), 0, 0, $2, $1, $1, now(), 60000, 60000, ${PRICE}, 1, '61298765432', '', null, ${PRICE}))
  ${NOTE}`

export class BareTransactions {
  private readonly pool: Pool
  private accounts: readonly string[] = []
  private next = 0

  constructor(url: string) {
    this.pool = new Pool({ connectionString: url, max: 20, idleTimeoutMillis: 0 }) // as the server's stay open
  }

  async open(): Promise<void> {
    const { rows } = await this.pool.query<{ id: string }>('select id from account order by number')
    this.accounts = rows.map(({ id }) => id)
  }

  async authorise(): Promise<void> {
    const index = this.next++
    const account = this.accounts[index % this.accounts.length] ?? ''
    const [key, session] = [`bare:${index}`, randomUUID()]
    await this.pool.query({ name: 'hold', text: HOLD, values: [account, key, ':hold', session] })
    await this.pool.query({ name: 'spend', text: SPEND, values: [account, key, ':spend', session] })
  }

  close(): Promise<void> {
    return this.pool.end()
  }
}
