import { Migration } from '@mikro-orm/migrations'

/** Invoices of changes that are charged at once stand beside the bill of their day, and beside each other. */
export class InvoicesAtOnce0096 extends Migration {
  override up(): void {
    this.addSql('alter table "invoice" add column "at_once" boolean not null default false')
    this.addSql('drop index "invoice_standing"')
    this.addSql(`create unique index "invoice_standing" on "invoice" ("tenant", "account", "bill_date")
      where cancelled_at is null and not at_once`)
  }
}
