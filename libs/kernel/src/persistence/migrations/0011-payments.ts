import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

export class Payments0011 extends Migration {
  override up(): void {
    this.addSql(`create table "payment" ("tenant" text not null, "account" uuid not null, "id" uuid not null,
      "number" text not null, "received_on" date not null, "amount" bigint not null, "currency" text not null,
      "method" text not null, "reference" text not null, "recorded_at" timestamptz(6) not null,
      "reversed_on" date null, "reversal_reason" text null, primary key ("tenant", "account", "id"))`)
    this.addSql('alter table "payment" add constraint "payment_number" unique ("tenant", "number")')
    this.addSql(`create table "payment_allocation" ("tenant" text not null, "account" uuid not null, "id" uuid not null,
      "payment" uuid null, "invoice" uuid not null, "amount" bigint not null, "allocated_on" date not null,
      "released_on" date null, primary key ("tenant", "account", "id"))`)
    for (const table of ['payment', 'payment_allocation']) this.addSql(tenantPolicySql(table))
  }
}
