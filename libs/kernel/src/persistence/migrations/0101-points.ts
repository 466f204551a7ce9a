import { Migration } from '@mikro-orm/migrations'
import { appendOnlySql } from '../append-only.ts'
import { tenantPolicySql } from '../tenant-table.ts'

/** Points that accounts earned, reason by reason. */
export class Points0101 extends Migration {
  override up(): void {
    this.addSql(`create table "points_entry" ("tenant" text not null, "account" uuid not null, "id" uuid not null, "key" text not null,
      "unit" text not null, "parts" bigint not null, "pocket" uuid null, "reason" text not null, "date" date not null,
      "recorded_at" timestamptz(6) not null, "rule" jsonb null, "version" text null, primary key ("tenant", "account", "id"))`)
    this.addSql(`create table "points_cursor" ("tenant" text not null, "account" uuid not null, "seen" text not null,
      primary key ("tenant", "account"))`)
    for (const table of ['points_entry', 'points_cursor']) this.addSql(tenantPolicySql(table))
    this.addSql(appendOnlySql('points_entry'))
  }
}
