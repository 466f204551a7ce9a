import { Migration } from '@mikro-orm/migrations'

const KEPT = ['tenant', 'account', 'id', 'bill_date', 'known_at', 'run', 'from_date', 'since', 'payer', 'subscriptions']
const row = (of: 'old' | 'new'): string => KEPT.map(column => `${of}."${column}"`).join(', ')

/** Several invoices of one bill, each of one invoice group. */
export class InvoiceGroups0113 extends Migration {
  override up(): void {
    this.addSql('alter table "invoice" add column "bill_group" text null')
    this.addSql('drop index "invoice_standing"')
    this.addSql(`create unique index "invoice_standing" on "invoice" ("tenant", "account", "bill_date", (coalesce("accounts"[1], "account")), (coalesce("bill_group", '')))
      where cancelled_at is null and not at_once`)
    this.addSql('alter table "empty_bill" add column "subscriptions" uuid[] null')
    this.addSql('drop trigger "empty_bill_unchanged" on "empty_bill"')
    this.addSql(`create trigger "empty_bill_unchanged" before update on "empty_bill" for each row
      when (old."cancelled_at" is not null or (${row('old')}) is distinct from (${row('new')}))
      execute function refuse_change()`)
  }
}
