import { Migration } from '@mikro-orm/migrations'

/** A subscription that was moved belongs to several accounts, one after the other: each has a row, and its book tells all of its life. */
export class MovedSubscriptions0093 extends Migration {
  override up(): void {
    this.addSql('alter table "subscription" drop constraint "subscription_id"')
    this.addSql('alter table "subscription" add column "moved" boolean not null default false')
    this.addSql('create index "subscription_id" on "subscription" ("tenant", "id")')
    this.addSql('create index "subscription_moved" on "subscription" ("tenant", "account") where moved')
  }
}
