import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** Whose bill a run left open because it came to too little, on which bill day that was looked at last, and what an account asks for. */
export class CarriedForward0105 extends Migration {
  override up(): void {
    this.addSql(`create table "carried_forward" ("tenant" text not null, "account" uuid not null, "run" uuid not null,
      "bill_date" date not null, "currency" text not null, "total" bigint not null, primary key ("tenant", "account", "run"))`)
    this.addSql('create index "carried_forward_run" on "carried_forward" ("tenant", "run", "account")')
    this.addSql(tenantPolicySql('carried_forward'))
    this.addSql('alter table "billing_cursor" add column "carried_on" date null')
    this.addSql('alter table "account" add column "invoice_minimum" bigint null')
  }
}
