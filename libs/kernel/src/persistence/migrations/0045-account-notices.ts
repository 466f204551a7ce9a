import { Migration } from '@mikro-orm/migrations'

/** Policies may tell an account something once, however many subscriptions it has. */
export class AccountNotices0045 extends Migration {
  override up(): void {
    this.addSql('alter table "policy_firing" rename column "subscription" to "subject"')
    this.addSql('alter table "message" alter column "subscription" drop not null')
  }
}
