import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

export class Pockets0030 extends Migration {
  override up(): void {
    this.addSql(`create table "pocket" ("tenant" text not null, "account" uuid not null, "id" uuid not null,
      "number" int not null, "subscription" uuid null, "unit" text not null, "priority" int not null,
      "reason" text not null, "opened_at" timestamptz(6) not null, "expires_at" timestamptz(6) null,
      "balance" bigint not null, "reserved" bigint not null, primary key ("tenant", "account", "id"))
      with (fillfactor = 80)`)
    this.addSql('alter table "pocket" add constraint "pocket_number" unique ("tenant", "account", "number")')
    this.addSql(`alter table "pocket" add constraint "pocket_never_overdrawn"
      check (reserved >= 0 and balance >= reserved)`)
    this.addSql('create index "pocket_filled" on "pocket" ("tenant", "account") where balance > 0')
    this.addSql('create index "pocket_expiry" on "pocket" ("tenant", "expires_at") where balance > 0')
    this.addSql(tenantPolicySql('pocket'))
  }
}
