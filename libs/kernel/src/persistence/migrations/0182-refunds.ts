import { Migration } from '@mikro-orm/migrations'

/** A refund is a payment of less than nothing; why it was paid out. */
export class Refunds0182 extends Migration {
  override up(): void {
    this.addSql('alter table "payment" add column "reason" text null')
  }
}
