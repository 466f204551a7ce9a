import { Migration } from '@mikro-orm/migrations'

/** Another plan is a request of the same kind: of those that wait beside one another the first stays, as if the others had been refused. */
export class OneRequestOfAKind0132 extends Migration {
  override up(): void {
    for (const statement of ONE_OF_A_KIND) this.addSql(statement)
  }
}

export const ONE_OF_A_KIND = [
  'drop index "retention_request_open"',
  `update "retention_request" d set "status" = 'withdrawn', "decided_by" = '', "decided_at" = now(),
      "why" = 'Another request of the kind was waiting before.'
    where d.status = 'open' and d.action not in ('feature on', 'feature off') and exists (
      select from "retention_request" b where b.tenant = d.tenant and b.account = d.account and b.subscription = d.subscription
        and b.action = d.action and b.status = 'open' and b.id < d.id)`,
  `create unique index "retention_request_open" on "retention_request" ("tenant", "account", "subscription", "action",
      (case when "action" in ('feature on', 'feature off') then "target" else '' end)) where status = 'open'`
] as const
