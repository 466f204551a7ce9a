import { Migration } from '@mikro-orm/migrations'
import { appendOnlySql } from '../append-only.ts'
import { tenantPolicySql } from '../tenant-table.ts'

/** Partners, what they earned, and what they were paid. */
export class Commissions0087 extends Migration {
  override up(): void {
    this.addSql(`create table "partner" ("tenant" text not null, "id" uuid not null, "code" text not null, "name" text not null,
      "created_at" timestamptz(6) not null, primary key ("tenant", "id"))`)
    this.addSql('alter table "partner" add constraint "partner_code" unique ("tenant", "code")')
    this.addSql(`create table "partner_parent" ("tenant" text not null, "id" uuid not null, "partner" text not null,
      "parent" text null, "from_date" date not null, primary key ("tenant", "id"))`)
    this.addSql(`create table "commission_entry" ("tenant" text not null, "account" uuid not null, "id" uuid not null,
      "partner" text not null, "key" text not null, "layer" text not null, "kind" text not null, "commission" text not null,
      "subscription" uuid null, "invoice" uuid not null, "line" int null, "currency" text not null, "amount" bigint not null,
      "date" date not null, "recorded_at" timestamptz(6) not null, "payments" text[] not null, "explanation" jsonb null,
      primary key ("tenant", "account", "id"))`)
    this.addSql('create index "commission_entry_partner" on "commission_entry" ("tenant", "partner", "id")')
    this.addSql(`create table "commission_cursor" ("tenant" text not null, "account" uuid not null, "seen" text not null,
      primary key ("tenant", "account"))`)
    this.addRuns()
    const tables = [
      'partner',
      'partner_parent',
      'commission_entry',
      'commission_cursor',
      'commission_run',
      'commission_payout'
    ]
    for (const table of tables) this.addSql(tenantPolicySql(table))
    for (const table of ['partner_parent', 'commission_entry']) this.addSql(appendOnlySql(table))
    this.addSql(`create trigger "commission_run_decided" before update on "commission_run" for each row
      when (old.status <> 'proposed') execute function refuse_change()`)
    this.addSql(`create trigger "commission_payout_paid" before update on "commission_payout" for each row
      when (old.paid is not null) execute function refuse_change()`)
    for (const table of ['commission_run', 'commission_payout']) {
      this.addSql(`create trigger "${table}_stays" before delete or truncate on "${table}"
        for each statement execute function refuse_change()`)
    }
    this.addSql(
      `create index "account_fact_deed" on "account_fact" ("tenant", ("details"->>'deed'), "account") where kind = 'deed'`
    )
  }

  private addRuns(): void {
    this.addSql(`create table "commission_run" ("tenant" text not null, "id" uuid not null, "number" text not null,
      "status" text not null, "method" text not null, "proposed_by" text not null, "proposed_at" timestamptz(6) not null,
      "decided_by" text null, "decided_at" timestamptz(6) null, "date" date null, primary key ("tenant", "id"))`)
    this.addSql('alter table "commission_run" add constraint "commission_run_number" unique ("tenant", "number")')
    this.addSql(`create unique index "commission_run_open" on "commission_run" ("tenant") where status = 'proposed'`)
    this.addSql(`create table "commission_payout" ("tenant" text not null, "run" uuid not null, "partner" text not null,
      "currency" text not null, "proposed" bigint not null, "paid" bigint null, primary key ("tenant", "run", "partner", "currency"))`)
    this.addSql('create index "commission_payout_partner" on "commission_payout" ("tenant", "partner")')
  }
}
