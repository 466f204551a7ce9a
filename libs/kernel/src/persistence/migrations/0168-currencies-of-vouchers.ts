import { Migration } from '@mikro-orm/migrations'

/** Of the amounts that a voucher's deed names: it is redeemed by accounts that are kept in it. */
export class CurrenciesOfVouchers0168 extends Migration {
  override up(): void {
    this.addSql('alter table "voucher_batch" add column "currency" text null')
  }
}
