import { Migration } from '@mikro-orm/migrations'

/** Lines of invoices keep what a subscription was called then, where that is no longer its first number. */
export class Renumbering0073 extends Migration {
  override up(): void {
    this.addSql('alter table "invoice_line" add column "label" text null')
  }
}
