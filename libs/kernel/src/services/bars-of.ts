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
  /** Of the subscription: who calls them calls it. */
  readonly own: readonly OwnIdentity[]
}

export interface OwnIdentity {
  readonly identity: string
  /** Days as above. */
  readonly since: string
  readonly until: string | null
}

/** Of accounts that the database is to find: SQL of an array, in whose values the tenant comes first. */
export function barsOf(writer: Writer, { text, values }: Statement): Promise<Bar[]> {
  const query = `select c.subscription, c.what, c.since::text, c.until::text, c.reason,
      coalesce((select jsonb_agg(jsonb_build_object('identity', s.identity, 'since', s.valid_from, 'until', s.valid_until))
        from identity_stretch s where s.tenant = c.tenant and s.subscription = c.subscription), '[]') as own
    from service_restriction r join service_change c on c.tenant = r.tenant and c.account = r.account and c.id = r.id
    where r.tenant = $1 and r.account = any(${text}) and c.deed = 'barred'`
  return sql<Bar>(writer, query, values)
}
