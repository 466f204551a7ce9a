import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

export class Base0001 extends Migration {
  override up(): void {
    this.addSql(`create table "idempotency_key" ("tenant" text not null, "key" text not null, "claim" uuid not null,
      "request" text not null, "state" text not null, "status" int null, "answer" text null,
      "created_at" timestamptz(6) not null, primary key ("tenant", "key"))`)
    this.addSql(`create table "number_series" ("tenant" text not null, "series" text not null, "next" bigint not null,
      primary key ("tenant", "series"))`)
    this.addSql(`create table "outbox" ("tenant" text not null, "id" uuid not null, "topic" text not null,
      "subject" text not null, "payload" jsonb not null, "created_at" timestamptz(6) not null,
      "relayed_at" timestamptz(6) null, primary key ("tenant", "id"))`)
    this.addSql('create index "outbox_waiting" on "outbox" ("id") where relayed_at is null')
    for (const table of ['idempotency_key', 'number_series', 'outbox']) this.addSql(tenantPolicySql(table))
  }
}
