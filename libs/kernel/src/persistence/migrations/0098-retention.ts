import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** Requests that a rule sent to the retention desk: one of a kind waits for a subscription at a time, and each is decided once. */
export class Retention0098 extends Migration {
  override up(): void {
    this.addSql(`create table "retention_request" ("tenant" text not null, "account" uuid not null, "id" uuid not null,
      "subscription" uuid not null, "action" text not null, "target" text not null, "change" jsonb not null, "asked" date not null,
      "wished" date not null, "reason" text not null, "rule" jsonb not null, "offers" jsonb not null, "closes" date null,
      "status" text not null, "opened_at" timestamptz(6) not null, "offer" int null, "fact" uuid null, "decided_by" text null,
      "decided_at" timestamptz(6) null, "why" text null, "tried_on" date null, "problem" text null,
      primary key ("tenant", "account", "id"))`)
    this.addSql('create index "retention_request_id" on "retention_request" ("tenant", "id")')
    this.addSql('create index "retention_request_subscription" on "retention_request" ("tenant", "subscription")')
    this.addSql(`create index "retention_request_waits" on "retention_request" ("tenant", "id") where status = 'open'`)
    this.addSql(`create unique index "retention_request_open" on "retention_request" ("tenant", "account", "subscription", "action", "target")
      where status = 'open'`)
    this.addSql(
      `create index "retention_request_closes" on "retention_request" ("tenant", "closes") where status = 'open'`
    )
    this.addSql(tenantPolicySql('retention_request'))
    this.addSql(`create trigger "retention_request_decided" before update on "retention_request" for each row
      when (old.status <> 'open') execute function refuse_change()`)
    this.addSql(`create trigger "retention_request_stays" before delete or truncate on "retention_request"
      for each statement execute function refuse_change()`)
  }
}
