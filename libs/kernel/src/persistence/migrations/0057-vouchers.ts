import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** Credit that is handed out as codes. */
export class Vouchers0057 extends Migration {
  override up(): void {
    this.addSql(`create table "voucher_batch" ("tenant" text not null, "number" int not null, "name" text not null,
      "vouchers" int not null, "unit" text not null, "amount" bigint not null, "priority" int not null,
      "lifetime_days" int null, "valid_until" timestamptz(6) null, "uses_each" int not null, "uses_per_account" int not null,
      "made_at" timestamptz(6) not null, "blocked_at" timestamptz(6) null, "blocked_because" text null,
      primary key ("tenant", "number"))`)
    this.addSql(`create table "voucher" ("tenant" text not null, "batch" int not null, "serial" int not null,
      "code_hash" text not null, "uses_left" int not null, "blocked_at" timestamptz(6) null, "blocked_because" text null,
      primary key ("tenant", "batch", "serial"))`)
    this.addSql('alter table "voucher" add constraint "voucher_code" unique ("tenant", "code_hash")')
    this.addSql('alter table "voucher" add constraint "voucher_never_overused" check (uses_left >= 0)')
    this.addSql(`create table "voucher_redemption" ("tenant" text not null, "account" uuid not null, "pocket" uuid not null,
      "batch" int not null, "serial" int not null, "redeemed_at" timestamptz(6) not null,
      primary key ("tenant", "account", "pocket"))`)
    this.addSql('create index "voucher_redemption_of" on "voucher_redemption" ("tenant", "batch", "serial")')
    this.addSql(`create table "voucher_miss" ("tenant" text not null, "account" uuid not null, "misses" int not null,
      "forgotten_at" timestamptz(6) not null, primary key ("tenant", "account"))`)
    for (const table of ['voucher_batch', 'voucher', 'voucher_redemption', 'voucher_miss'])
      this.addSql(tenantPolicySql(table))
  }
}
