import { Migration } from '@mikro-orm/migrations'
import { appendOnlySql } from '../append-only.ts'
import { tenantPolicySql } from '../tenant-table.ts'

export class Policies0020 extends Migration {
  override up(): void {
    this.addSql(`create table "service_change" ("tenant" text not null, "account" uuid not null, "id" uuid not null,
      "subscription" uuid not null, "what" text not null, "deed" text not null, "kilobits" int null,
      "since" date not null, "until" date null, "ends" uuid null, "cause" text not null, "reason" text not null,
      "rule" jsonb null, "recorded_at" timestamptz(6) not null, primary key ("tenant", "account", "id"))`)
    this.addSql(
      'alter table "service_change" add constraint "service_change_ended_once" unique ("tenant", "account", "ends")'
    )
    this.addSql('create index "service_change_subscription" on "service_change" ("tenant", "subscription", "id")')
    this.addSql(`create table "message" ("tenant" text not null, "account" uuid not null, "id" uuid not null,
      "subscription" uuid not null, "name" text not null, "channel" text null, "language" text null,
      "template" text null, "text" text null, "facts" jsonb not null, "state" text not null, "due_on" date not null,
      "reason" text not null, "rule" jsonb not null, "version" text not null, "queued_at" timestamptz(6) not null,
      primary key ("tenant", "account", "id"))`)
    this.addSql('create index "message_id" on "message" ("tenant", "id")')
    this.addSql(`create table "policy_pass" ("tenant" text not null, "known_at" timestamptz(6) not null,
      primary key ("tenant"))`)
    this.addSql(`create table "policy_standing" ("tenant" text not null, "account" uuid not null,
      "touched_at" timestamptz(6) null, "next_day" date null, "problem" text null, primary key ("tenant", "account"))`)
    this.addSql(`create index "policy_standing_touched" on "policy_standing" ("tenant", "account")
      where touched_at is not null`)
    this.addSql('create index "policy_standing_next_day" on "policy_standing" ("tenant", "next_day")')
    this.addSql(`create table "policy_firing" ("tenant" text not null, "account" uuid not null,
      "subscription" uuid not null, "threshold" text not null, "fired_on" date not null,
      "recorded_at" timestamptz(6) not null, primary key ("tenant", "account", "subscription", "threshold"))`)
    this.addSql('create index "account_fact_known" on "account_fact" using brin ("known")')
    this.addSql('create index "ledger_transaction_recorded" on "ledger_transaction" using brin ("recorded_at")')
    const tables = ['service_change', 'message', 'policy_pass', 'policy_standing', 'policy_firing']
    for (const table of tables) this.addSql(tenantPolicySql(table))
    for (const table of ['service_change', 'policy_firing']) this.addSql(appendOnlySql(table))
  }
}
