import { Migration } from '@mikro-orm/migrations'

/** Bills read all usage and take off what pockets have paid; the first subscribers by which any import rates are found at once. */
export class BillsReadAll0054 extends Migration {
  override up(): void {
    this.addSql('drop function billable_usage(text, uuid, timestamptz, timestamptz)')
    this.addSql('create index "usage_import_as_of" on "usage_import" ("tenant", (coalesce("as_of", "started_at")))')
  }
}
