import { Migration } from '@mikro-orm/migrations'

/** How lines are taxed, which their corrections carry too, and what invoices say of each tax. Null where nothing is taxed. */
export class Taxes0060 extends Migration {
  override up(): void {
    this.addSql('alter table "invoice_line" add column "net" bigint, add column "tax" json')
    this.addSql('alter table "invoice" add column "taxes" jsonb')
  }
}
