import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** `billable_usage` is what bills read: all but what pockets have paid. Its text becomes part of the query that calls it. */
export class Charging0031 extends Migration {
  override up(): void {
    this.addSql(`create table "charging_session" ("tenant" text not null, "id" uuid not null, "account" uuid not null,
      "subscription" uuid not null, "service" text not null, "called" text not null, "caller" text not null,
      "state" text not null, "events" jsonb not null, "opened_at" timestamptz(6) not null,
      "valid_until" timestamptz(6) not null, "closed_at" timestamptz(6) null, primary key ("tenant", "id"))
      with (fillfactor = 70)`)
    this.addSql(`create index "charging_session_open" on "charging_session" ("tenant", "account") where state = 'open'`)
    this.addSql(
      `create index "charging_session_due" on "charging_session" ("tenant", "valid_until") where state = 'open'`
    )
    this.addSql(`create table "charging_request" ("tenant" text not null, "key" text not null, "account" uuid not null,
      "request" text not null, "answer" jsonb not null, "created_at" timestamptz(6) not null,
      primary key ("tenant", "key"))`)
    this.addSql('create index "charging_request_created" on "charging_request" using brin ("created_at")')
    for (const table of ['charging_session', 'charging_request']) this.addSql(tenantPolicySql(table))
    this.addSql('alter table "rated_usage" add column "prepaid" bigint null')
    this.addSql(`create function billable_usage(of_tenant text, of_account uuid, from_instant timestamptz, until_instant timestamptz)
      returns setof rated_usage language sql stable as $$
        select b.* from account_usage(of_tenant, of_account, from_instant, until_instant) b where b.prepaid is null $$`)
  }
}
