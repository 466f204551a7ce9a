import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

export class Subscriptions0003 extends Migration {
  override up(): void {
    this.addSql(`create table "subscription" ("tenant" text not null, "account" uuid not null, "id" uuid not null,
      "label" text not null, "created_at" timestamptz(6) not null, primary key ("tenant", "account", "id"))`)
    this.addSql('alter table "subscription" add constraint "subscription_id" unique ("tenant", "id")')
    this.addSql(`create table "identity_stretch" ("tenant" text not null, "identity" text not null,
      "valid_from" date not null, "valid_until" date null, "account" uuid not null, "subscription" uuid not null,
      "plan" text not null, "state" text not null, "zone" text not null,
      primary key ("tenant", "identity", "valid_from"))`)
    this.addSql('create index "identity_stretch_account" on "identity_stretch" ("tenant", "account")')
    this.addSql('create extension if not exists btree_gist') // equality of text beside the overlap of dates
    this.addSql(`alter table "identity_stretch" add constraint "identity_one_holder" exclude using gist
      ("tenant" with =, "identity" with =, daterange("valid_from", "valid_until") with &&)`)
    for (const table of ['subscription', 'identity_stretch']) this.addSql(tenantPolicySql(table))
  }
}
