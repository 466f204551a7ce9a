import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

const KEPT = ['tenant', 'account', 'id', 'bill_date', 'known_at', 'run', 'from_date', 'since', 'payer']
const row = (of: 'old' | 'new'): string => KEPT.map(column => `${of}."${column}"`).join(', ')

/** Parents of accounts; invoices that a parent owes, or that hold the lines of several accounts. After 0096, whose index it makes anew. */
export class AccountParents0088 extends Migration {
  override up(): void {
    this.addSql(`create table "account_parent" ("tenant" text not null, "account" uuid not null, "id" uuid not null, "parent" uuid null,
      "billing" text not null, "from_day" date not null, "known" timestamptz(6) not null, "withdrawn" timestamptz(6) null,
      primary key ("tenant", "account", "id"))`)
    this.addSql('create index "account_parent_of" on "account_parent" ("tenant", "parent")')
    this.addSql(tenantPolicySql('account_parent'))
    this.addSql('alter table "invoice" add column "accounts" uuid[] null')
    this.addSql('drop index "invoice_standing"')
    this.addSql(`create unique index "invoice_standing" on "invoice" ("tenant", "account", "bill_date", (coalesce("accounts"[1], "account")))
      where cancelled_at is null and not at_once`)
    this.addSql('create index "invoice_accounts" on "invoice" using gin ("accounts") where accounts is not null')
    this.addSql('alter table "empty_bill" add column "payer" uuid null')
    this.addSql('create index "empty_bill_payer" on "empty_bill" ("tenant", "id") where payer is not null')
    this.addSql('drop trigger "empty_bill_unchanged" on "empty_bill"')
    this.addSql(`create trigger "empty_bill_unchanged" before update on "empty_bill" for each row
      when (old."cancelled_at" is not null or (${row('old')}) is distinct from (${row('new')}))
      execute function refuse_change()`)
  }
}
