// What is barred, for whoever decides about a use while it happens.
import { sql, type Statement, type Writer } from '../persistence/index.ts'

export interface Bar {
  readonly subscription: string
  /** A service of a tariff, international, outgoing, roaming. */
  readonly what: string
  /** Days of the account's zone, such as 2026-03-01; the first one that is free again, null: it lasts until it is restored. */
  readonly since: string
  readonly until: string | null
  /** The condition as written, or what a person said. */
  readonly reason: string
}

/** Of accounts that the database is to find: SQL of an array, in whose values the tenant comes first. */
export function barsOf(writer: Writer, { text, values }: Statement): Promise<Bar[]> {
  const query = `select c.subscription, c.what, c.since::text, c.until::text, c.reason
    from service_restriction r join service_change c on c.tenant = r.tenant and c.account = r.account and c.id = r.id
    where r.tenant = $1 and r.account = any(${text}) and c.deed = 'barred'`
  return sql<Bar>(writer, query, values)
}
