import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

const TABLES = ['rerating', 'rerating_news', 'rerating_chunk', 'rerating_account', 'rerating_unrated', 'rerated_usage']

const ARGUMENTS = 'of_tenant text, of_account uuid, from_instant timestamptz, until_instant timestamptz'
const COLUMNS = `tenant text, account uuid, subscription uuid, event text, started_at timestamptz, known timestamptz, quantity bigint,
  called text, caller text, value bigint, prepaid bigint, billed bigint, amount bigint, class bigint`

/**
 * A rated row has its price of now, and, where a re-rating gave it another, the one with which it arrived. `arrived_usage` is
 * what bills and conditions read: usage at the price of arrival, so that applying a re-rating changes no bill; `billable_usage`
 * that of it which pockets have not paid.
 */
export class Rerating0037 extends Migration {
  override up(): void {
    this.addSql(`alter table "usage_class" add column "tariff_since" text not null default ''`)
    this.addSql(`alter table "rated_usage" add column "arrived_billed" bigint null, add column "arrived_amount" bigint null,
      add column "arrived_class" bigint null`)
    this.addSql('drop function billable_usage(text, uuid, timestamptz, timestamptz)')
    this.addSql(`create function arrived_usage(${ARGUMENTS}) returns table (${COLUMNS}) language sql stable as $$
      select u.tenant, u.account, u.subscription, u.event, u.started_at, u.known, u.quantity, u.called, u.caller, u.value, u.prepaid,
        coalesce(u.arrived_billed, u.billed), coalesce(u.arrived_amount, u.amount), coalesce(u.arrived_class, u.class)
      from account_usage(of_tenant, of_account, from_instant, until_instant) u $$`)
    this.addSql(`create function billable_usage(${ARGUMENTS}) returns table (${COLUMNS}) language sql stable as $$
      select b.* from arrived_usage(of_tenant, of_account, from_instant, until_instant) b where b.prepaid is null $$`)
    this.#proposals()
    this.addSql(`create table "rerated_usage" ("previous_billed" bigint not null, "previous_amount" bigint not null,
      "previous_class" bigint not null, "billed" bigint not null, "amount" bigint not null, "class" bigint not null,
      "started_at" timestamptz(6) not null, "account" uuid not null, "tenant" text not null, "rerating" int not null,
      "chunk" int not null, "event" text not null, "invoiced" boolean not null, "trace" bytea not null,
      primary key ("tenant", "rerating", "chunk", "event"))`)
    for (const table of TABLES) this.addSql(tenantPolicySql(table))
    this.#history()
  }

  #proposals(): void {
    this.addSql(`create table "rerating" ("tenant" text not null, "id" int not null, "state" text not null,
      "known_at" timestamptz(6) not null, "bill_date" date not null, "publications" int not null, "applied_before" int not null,
      "choice" jsonb not null, "spans" jsonb not null, "currency" text not null, "summary" jsonb null,
      "begun_at" timestamptz(6) null, "ended_at" timestamptz(6) null, primary key ("tenant", "id"))`)
    this.addSql(`create table "rerating_news" ("tenant" text not null, "rerating" int not null, "account" uuid not null,
      "starts" timestamptz(6) not null, primary key ("tenant", "rerating", "account"))`)
    this.addSql(`create table "rerating_chunk" ("tenant" text not null, "rerating" int not null, "number" int not null,
      "week" timestamptz(6) not null, "first_account" uuid not null, "last_account" uuid not null, "rows" int not null,
      "examined" int null, "changed" int null, "unrated" int null, "prepaid" int null, "applied_at" timestamptz(6) null,
      primary key ("tenant", "rerating", "number"))`)
    this.addSql(`create table "rerating_account" ("tenant" text not null, "rerating" int not null, "account" uuid not null,
      "events" int not null, "before" bigint not null, "after" bigint not null, "invoiced_events" int not null,
      "invoiced_before" bigint not null, "invoiced_after" bigint not null, "late_events" int not null,
      "late_amount" bigint not null, "last_start" timestamptz(6) null, primary key ("tenant", "rerating", "account"))`)
    this.addSql(`create table "rerating_unrated" ("tenant" text not null, "rerating" int not null, "chunk" int not null,
      "event" text not null, "account" uuid not null, "detail" text not null,
      primary key ("tenant", "rerating", "chunk", "event"))`)
  }

  /** What an applied re-rating changed stays: PostgreSQL itself refuses, whoever asks. A proposal's rows go when it is withdrawn. */
  #history(): void {
    this.addSql(`create trigger "rerated_usage_never_changed" before update or truncate on "rerated_usage"
      for each statement execute function refuse_change()`)
    this.addSql(`create function refuse_loss_of_rerated() returns trigger language plpgsql as $$
      begin
        if exists (select from gone g join rerating r on r.tenant = g.tenant and r.id = g.rerating
                   where r.state in ('applying', 'applied')) then
          raise exception 'delete of rerated_usage is refused: a re-rating that was applied is never forgotten'
            using errcode = 'restrict_violation';
        end if;
        return null;
      end $$`)
    this.addSql(`create trigger "rerated_usage_kept" after delete on "rerated_usage" referencing old table as gone
      for each statement execute function refuse_loss_of_rerated()`)
  }
}
