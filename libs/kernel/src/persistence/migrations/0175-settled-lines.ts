import { Migration } from '@mikro-orm/migrations'

/** Lines that waited and are settled stay for ever: a page of them is found without going through all. */
export class SettledLines0175 extends Migration {
  override up(): void {
    this.addSql(`create index "usage_quarantine_settled" on "usage_quarantine" ("tenant", "state", "import", "line")
      where state <> 'open'`)
  }
}
