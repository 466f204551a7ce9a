import { Migration } from '@mikro-orm/migrations'

/** When an import took the subscribers and rules by which it rates: what was told since then moves its prices. */
export class KnownToImports0052 extends Migration {
  override up(): void {
    this.addSql('alter table "usage_import" add column "as_of" timestamptz(6) null')
    // the first use that was charged as it happened, which is in no import
    this.addSql('create index "rated_usage_charged" on "rated_usage" ("tenant", "known") where import = 0')
  }
}
