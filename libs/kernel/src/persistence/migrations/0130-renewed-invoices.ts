import { Migration } from '@mikro-orm/migrations'

/** A draft that was made anew is told from one that a person dropped. */
export class RenewedInvoices0130 extends Migration {
  override up(): void {
    this.addSql('alter table "invoice" add column "renewed" boolean not null default false')
  }
}
