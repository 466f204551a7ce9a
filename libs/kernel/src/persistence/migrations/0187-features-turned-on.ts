import { Migration } from '@mikro-orm/migrations'

/** Who has a feature that grants pockets is asked of all accounts at once, every minute. */
export class FeaturesTurnedOn0187 extends Migration {
  override up(): void {
    this.addSql(`create index "account_fact_feature" on "account_fact" ("tenant", "account") where kind = 'feature-on'`)
  }
}
