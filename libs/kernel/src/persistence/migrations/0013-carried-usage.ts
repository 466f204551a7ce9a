import { Migration } from '@mikro-orm/migrations'

/** What is left of allowances at the beginnings of an account's last cycles; null for most accounts. */
export class CarriedUsage0013 extends Migration {
  override up(): void {
    this.addSql('alter table "billing_cursor" add column "carried" jsonb null')
  }
}
