import { Migration } from '@mikro-orm/migrations'

/** A debit changes the balance and no index, as long as something is left; sessions whose time is over are found by their account. */
export class HotPockets0033 extends Migration {
  override up(): void {
    this.addSql('alter table "pocket" add column "filled" boolean not null generated always as (balance > 0) stored')
    this.addSql('drop index "pocket_filled"')
    this.addSql('drop index "pocket_expiry"')
    this.addSql('create index "pocket_filled" on "pocket" ("tenant", "account") where filled')
    this.addSql('create index "pocket_expiry" on "pocket" ("tenant", "expires_at") where filled')
    this.addSql('drop index "charging_session_open"')
    this.addSql(
      `create index "charging_session_open" on "charging_session" ("tenant", "account", "valid_until") where state = 'open'`
    )
  }
}
