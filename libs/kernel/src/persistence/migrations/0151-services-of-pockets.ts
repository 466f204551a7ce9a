import { Migration } from '@mikro-orm/migrations'

/** A pocket may pay for certain services alone; those that are there pay for all that is counted in their unit, as they did. */
export class ServicesOfPockets0151 extends Migration {
  override up(): void {
    this.addSql('alter table "pocket" add column "services" text[] null')
    this.addSql('alter table "voucher_batch" add column "services" text[] null')
  }
}
