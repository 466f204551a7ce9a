import { Migration } from '@mikro-orm/migrations'

/**
 * What publishing and impact ask of all customers at once: the newest bill, the bills since a day, the plans ever held.
 * The plan is a column of its own: the policy of tenants hides the details from an index.
 */
export class PublishingReads0036 extends Migration {
  override up(): void {
    this.addSql('create index "invoice_bill_date" on "invoice" ("tenant", "bill_date")')
    this.addSql(
      `alter table "account_fact" add column "plan" text null generated always as ("details"->>'plan') stored`
    )
    this.addSql(`create index "account_fact_plan" on "account_fact" ("tenant", "plan", "account", "subscription")
      where "plan" is not null`)
  }
}
