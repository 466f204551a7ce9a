import { Migration } from '@mikro-orm/migrations'
import { appendOnlySql } from '../append-only.ts'
import { tenantPolicySql } from '../tenant-table.ts'

/** Notes that correct issued invoices, what they settle, and their lines. */
export class Adjustments0065 extends Migration {
  override up(): void {
    this.addSql(`create table "adjustment" ("tenant" text not null, "account" uuid not null, "id" uuid not null,
      "invoice" uuid not null, "kind" text not null, "status" text not null, "number" text null, "reason" text not null,
      "remark" text not null, "currency" text not null, "net" bigint not null, "total" bigint not null,
      "taxes" jsonb null, "sums" jsonb not null, "proposed_by" text not null, "proposed_at" timestamptz(6) not null,
      "decided_by" text null, "decided_at" timestamptz(6) null, "decision" text null, "date" date null,
      primary key ("tenant", "account", "id"))`)
    this.addSql('create index "adjustment_id" on "adjustment" ("tenant", "id")')
    this.addSql('create unique index "adjustment_number" on "adjustment" ("tenant", "number") where number is not null')
    this.addSql(`create index "adjustment_proposed" on "adjustment" ("tenant", "id") where status = 'proposed'`)
    this.addSql(`create table "adjustment_line" ("tenant" text not null, "account" uuid not null, "adjustment" uuid not null,
      "line" int not null, "invoice_line" int null, "ledger" text not null, "category" text not null,
      "description" text not null, "label" text null, "from_date" date null, "until_date" date null, "amount" bigint not null,
      "net" bigint not null, "taxes" jsonb null, primary key ("tenant", "account", "adjustment", "line"))`)
    for (const table of ['adjustment', 'adjustment_line']) this.addSql(tenantPolicySql(table))
    this.addSql(appendOnlySql('adjustment_line'))
    this.addSql(`create trigger "adjustment_decided" before update on "adjustment" for each row
      when (old.status <> 'proposed') execute function refuse_change()`)
    this.addSql(`create trigger "adjustment_stays" before delete or truncate on "adjustment"
      for each statement execute function refuse_change()`)
    this.addSql('alter table "payment_allocation" add column "adjustment" uuid null')
  }
}
