// What PostgreSQL alone takes for the same durable rows: a pocket changed under a condition and its posting, twice for an authorisation.
import { Pool } from 'pg'

const HOLD = `update pocket set reserved = reserved + 10 where tenant = 'main' and account = $1 and balance - reserved >= 10`
const SPEND = `update pocket set balance = balance - 10, reserved = reserved - 10 where tenant = 'main' and account = $1 and reserved >= 10`
const NOTE = `insert into charging_request (tenant, key, account, request, answer, created_at) values ('main', $1, $2, '', '{}', now())`

export class BareTransactions {
  private readonly pool: Pool
  private accounts: readonly string[] = []

  constructor(url: string) {
    this.pool = new Pool({ connectionString: url, max: 20 })
  }

  async open(): Promise<void> {
    const { rows } = await this.pool.query<{ id: string }>('select id from account order by number')
    this.accounts = rows.map(({ id }) => id)
  }

  async authorise(index: number): Promise<void> {
    const account = this.accounts[index % this.accounts.length] ?? ''
    await this.transaction(HOLD, account, `bare:${index}:hold`)
    await this.transaction(SPEND, account, `bare:${index}:spend`)
  }

  close(): Promise<void> {
    return this.pool.end()
  }

  private async transaction(change: string, account: string, key: string): Promise<void> {
    const client = await this.pool.connect()
    try {
      await client.query('begin')
      await client.query(change, [account])
      await client.query(NOTE, [key, account])
      await client.query('commit')
    } finally {
      client.release()
    }
  }
}
