import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** Which invoices were sent, how often and when; and the runs whose invoices are being sent. */
export class SentInvoices0183 extends Migration {
  override up(): void {
    this.addSql(`create table "sent_invoice" ("tenant" text not null, "account" uuid not null, "invoice" uuid not null,
      "run" uuid not null, "times" int not null, "sending" int not null, "first_sent_at" timestamptz(6) not null,
      "last_sent_at" timestamptz(6) not null, primary key ("tenant", "account", "invoice"))`)
    this.addSql('create index "sent_invoice_run" on "sent_invoice" ("tenant", "run")')
    this.addSql(tenantPolicySql('sent_invoice'))
    this.addSql(`alter table "billing_run" add column "sendings" int not null default 0,
      add column "sends_again" boolean not null default false, add column "sending" boolean not null default false`)
    this.addSql('create index "billing_run_sending" on "billing_run" ("tenant", "id") where sending')
  }
}
