import { Migration } from '@mikro-orm/migrations'

/** What pockets of its own unit paid of a use, and what it came to then: what they paid for is paid, whatever its price becomes. Uses from before do not know. */
export class PaidInUnits0166 extends Migration {
  override up(): void {
    this.addSql('alter table "rated_usage" add column "paid_in_units" bigint null, add column "charged" bigint null')
  }
}
