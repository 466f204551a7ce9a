// What is barred, for whoever decides about a use while it happens.
import type { Bar } from '@farthing/simulator'
import { sql, type Statement, type Writer } from '../persistence/index.ts'

export interface SubscriptionBar extends Bar {
  readonly subscription: string
}

/** Of accounts that the database is to find: SQL of an array, in whose values the tenant comes first. */
export function barsOf(writer: Writer, { text, values }: Statement): Promise<SubscriptionBar[]> {
  const query = `select c.subscription, c.what, c.since::text, c.until::text, c.reason,
      coalesce((select jsonb_agg(jsonb_build_object('identity', s.identity, 'since', s.valid_from, 'until', s.valid_until))
        from identity_stretch s where s.tenant = c.tenant and s.subscription = c.subscription), '[]') as own
    from service_restriction r join service_change c on c.tenant = r.tenant and c.account = r.account and c.id = r.id
    where r.tenant = $1 and r.account = any(${text}) and c.deed = 'barred'`
  return sql<SubscriptionBar>(writer, query, values)
}
