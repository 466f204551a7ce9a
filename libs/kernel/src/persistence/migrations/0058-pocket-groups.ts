import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** Groups whose members use pockets together. */
export class PocketGroups0058 extends Migration {
  override up(): void {
    this.addSql('alter table "pocket" add column "pocket_group" text null')
    this.addSql(`create table "pocket_group" ("tenant" text not null, "number" text not null, "name" text not null,
      "owner" uuid not null, "made_at" timestamptz(6) not null, primary key ("tenant", "number"))`)
    this.addSql('create index "pocket_group_owner" on "pocket_group" ("tenant", "owner")')
    this.addSql(`create table "pocket_group_member" ("tenant" text not null, "account" uuid not null, "id" uuid not null,
      "pocket_group" text not null, "owner" uuid not null, "subscription" uuid null, "from_day" date not null,
      "until_day" date null, primary key ("tenant", "account", "id"))`)
    this.addSql('create index "pocket_group_member_of" on "pocket_group_member" ("tenant", "pocket_group")')
    for (const table of ['pocket_group', 'pocket_group_member']) this.addSql(tenantPolicySql(table))
  }
}
