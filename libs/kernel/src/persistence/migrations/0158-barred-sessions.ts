import { Migration } from '@mikro-orm/migrations'

/** An open session is looked at again when it goes on: who holds its subscription, and whom it calls, number or not. */
export class BarredSessions0158 extends Migration {
  override up(): void {
    this.addSql(`alter table "charging_session" add column "party" text not null default ''`)
    this.addSql(`update "charging_session" set "party" = '+' || "called" where "state" = 'open' and "called" <> ''`)
    this.addSql('create index "identity_stretch_subscription" on "identity_stretch" ("tenant", "subscription")')
  }
}
