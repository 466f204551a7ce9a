import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** A re-rating tells what the next bills move by, with tiers and allowances; those from before do not know. */
export class BillsOfReratings0160 extends Migration {
  override up(): void {
    this.addSql('alter table "rerating" add column "bill_basis" jsonb null, add column "bills" jsonb null')
    this.addSql(`create table "rerating_bill_chunk" ("tenant" text not null, "rerating" int not null, "number" int not null,
      "first_account" uuid not null, "last_account" uuid not null, "accounts" int not null, "done" boolean not null default false,
      primary key ("tenant", "rerating", "number"))`)
    this.addSql(`create table "rerating_bill" ("tenant" text not null, "rerating" int not null, "account" uuid not null,
      "bill_date" date not null, "before" bigint null, "after" bigint null, "detail" text null, "billed_with" uuid null,
      primary key ("tenant", "rerating", "account"))`)
    for (const table of ['rerating_bill_chunk', 'rerating_bill']) this.addSql(tenantPolicySql(table))
  }
}
