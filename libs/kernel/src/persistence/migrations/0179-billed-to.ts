import { Migration } from '@mikro-orm/migrations'

/** Whom papers were addressed to. What was issued before is printed with what the account is called now. */
export class BilledTo0179 extends Migration {
  override up(): void {
    for (const table of ['invoice', 'adjustment'])
      this.addSql(`alter table "${table}" add column "billed_to" jsonb null`)
  }
}
