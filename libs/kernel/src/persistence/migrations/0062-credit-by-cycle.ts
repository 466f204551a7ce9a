import { Migration } from '@mikro-orm/migrations'

/** Cycles come one after the other: those that go on are found without those that are over. */
export class CreditByCycle0062 extends Migration {
  override up(): void {
    this.addSql('create index "charging_credit_cycle" on "charging_credit" using brin ("cycle")')
  }
}
