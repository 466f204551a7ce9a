import { Migration } from '@mikro-orm/migrations'

/** What invoices of groups asked for when a main invoice was issued: it does not ask for that again. */
export class AskedBeside0150 extends Migration {
  override up(): void {
    this.addSql('alter table "invoice" add column "asked_beside" jsonb null')
    this.addSql(
      'create index "invoice_of_groups" on "invoice" ("tenant", "account") where bill_group is not null and cancelled_at is null'
    )
  }
}
