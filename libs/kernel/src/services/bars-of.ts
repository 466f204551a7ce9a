// What is barred, for whoever decides about a use while it happens.
/**
 * SQL: as JSON the bars of the account and subscription of a row of `held`, a table; null where there are none. What the subscription
 * holds is read only for bars that ask who is called.
 */
export function barsOf(held: string): string {
  return `(select jsonb_agg(jsonb_build_object('what', c.what, 'since', c.since, 'until', c.until, 'reason', c.reason, 'own',
      case when c.what in ('outgoing', 'international') then
        (select coalesce(jsonb_agg(jsonb_build_object('identity', s.identity, 'since', s.valid_from, 'until', s.valid_until)), '[]')
          from identity_stretch s where s.tenant = c.tenant and s.subscription = c.subscription) else '[]' end))
    from service_restriction r join service_change c on c.tenant = r.tenant and c.account = r.account and c.id = r.id
    where r.tenant = ${held}.tenant and r.account = ${held}.account and c.subscription = ${held}.subscription and c.deed = 'barred')`
}
