import { Migration } from '@mikro-orm/migrations'
import { appendOnlySql } from '../append-only.ts'
import { tenantPolicySql } from '../tenant-table.ts'

const TABLES = [
  'billing_run',
  'billing_chunk',
  'billing_cursor',
  'billing_parked',
  'invoice',
  'invoice_line',
  'invoice_usage'
]

/** What was issued stays as it is; all that may still happen to it is its cancellation by a credit note. */
const ISSUED_STAYS = `create function refuse_change_of_issued() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' and old.status = 'issued' and new.status = 'cancelled' and new.credit_note is not null then
      old.status := new.status;
      old.credit_note := new.credit_note;
      old.cancelled_at := new.cancelled_at;
      if old = new then return new; end if;
    end if;
    raise exception 'invoice % is % and is never changed or deleted', coalesce(old.number, old.id::text), old.status
      using errcode = 'restrict_violation';
  end $$`

export class BillingRun0012 extends Migration {
  override up(): void {
    this.addSql(`create table "billing_run" ("tenant" text not null, "id" uuid not null, "bill_date" date not null,
      "status" text not null, "known_at" timestamptz(6) not null, "created_at" timestamptz(6) not null,
      primary key ("tenant", "id"))`)
    this.addSql(`create table "billing_chunk" ("tenant" text not null, "run" uuid not null, "number" int not null,
      "phase" text not null, "accounts" uuid[] not null, "listed" boolean not null, "first_number" bigint null,
      "done_at" timestamptz(6) null, primary key ("tenant", "run", "number"))`)
    this.addSql(`create table "billing_cursor" ("tenant" text not null, "account" uuid not null, "bill_date" date null,
      "known_at" timestamptz(6) null, "dirty_from" date null, primary key ("tenant", "account"))`)
    this.addSql(`create table "billing_parked" ("tenant" text not null, "run" uuid not null, "account" uuid not null,
      "reason" text not null, "detail" text not null, primary key ("tenant", "run", "account"))`)
    this.#invoices()
    for (const table of TABLES) this.addSql(tenantPolicySql(table))
    this.addSql(appendOnlySql('invoice_line'))
    this.addSql(appendOnlySql('invoice_usage'))
    this.addSql(ISSUED_STAYS)
    this.addSql(`create trigger "invoice_issued_update" before update on "invoice" for each row
      when (old.status in ('issued', 'cancelled')) execute function refuse_change_of_issued()`)
    this.addSql(`create trigger "invoice_issued_delete" before delete on "invoice" for each row
      execute function refuse_change_of_issued()`)
  }

  #invoices(): void {
    this.addSql(`create table "invoice" ("tenant" text not null, "account" uuid not null, "id" uuid not null,
      "run" uuid not null, "status" text not null, "number" text null, "bill_date" date not null,
      "from_date" date not null, "due_date" date not null, "currency" text not null, "total" bigint not null,
      "credit_used" bigint not null, "known_at" timestamptz(6) not null, "since" date null, "hash" text not null,
      "allowances" jsonb not null, "sums" jsonb not null, "issued_at" timestamptz(6) null, "credit_note" text null,
      "cancelled_at" timestamptz(6) null, primary key ("tenant", "account", "id")) with (fillfactor = 60)`)
    this.addSql('create index "invoice_id" on "invoice" ("tenant", "id")')
    this.addSql('create index "invoice_run" on "invoice" ("tenant", "run", "account")')
    this.addSql(`create unique index "invoice_standing" on "invoice" ("tenant", "account", "bill_date")
      where cancelled_at is null`)
    this.addSql('create unique index "invoice_number" on "invoice" ("tenant", "number") where number is not null')
    this.addSql(`create table "invoice_line" ("tenant" text not null, "account" uuid not null,
      "period_until" date not null, "invoice" uuid not null, "line" int not null, "part" smallint not null,
      "key" text not null, "type" text not null, "subscription" uuid null, "series" text not null,
      "ledger" text not null, "category" text not null, "from_date" date not null, "until_date" date not null,
      "covers_from" date null, "covers_until" date null, "quantity" text not null, "amount" bigint not null,
      "exact" bigint not null, "description" text not null, "corrects_invoice" uuid null, "corrects_line" int null,
      "explanation" json not null, primary key ("tenant", "account", "period_until", "invoice", "line", "part"))`)
    this.addSql(`create table "invoice_usage" ("tenant" text not null, "account" uuid not null, "invoice" uuid not null,
      "event" text not null, "covered_ticks" bigint not null, "amount" bigint not null,
      primary key ("tenant", "account", "invoice", "event"))`)
  }
}
