import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** Files of vendors, compared with own usage. */
export class Reconciliations0040 extends Migration {
  override up(): void {
    this.addSql(`create table "reconciliation" ("tenant" text not null, "id" int not null, "rule" text not null,
      "version" text not null, "name" text not null, "format" text not null, "service" text not null, "unit" text not null,
      "currency" text not null, "from_instant" timestamptz(6) null, "until_instant" timestamptz(6) null,
      "lines" bigint not null, "twice" int not null, "classes" jsonb not null, "reasons" jsonb not null,
      "problem" text null, "done_at" timestamptz(6) not null, primary key ("tenant", "id"))`)
    this.addSql(`create table "reconciliation_difference" ("tenant" text not null, "reconciliation" int not null,
      "number" int not null, "kind" text not null, "detail" text not null, "called" text not null, "line" int null,
      "started_there" timestamptz(6) null, "quantity_there" bigint null, "price_there" bigint null, "event" text null,
      "account" uuid null, "started_here" timestamptz(6) null, "quantity_here" bigint null, "price_here" bigint null,
      primary key ("tenant", "reconciliation", "number"))`)
    for (const table of ['reconciliation', 'reconciliation_difference']) this.addSql(tenantPolicySql(table))
  }
}
