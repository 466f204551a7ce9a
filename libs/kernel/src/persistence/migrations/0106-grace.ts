import { Migration } from '@mikro-orm/migrations'

/** Until when the drafts of a run stay open, who holds it beyond that, and when its drafts were made for the last time. */
export class Grace0106 extends Migration {
  override up(): void {
    this.addSql(`alter table "billing_run" add column "grace_until" timestamptz(6) null, add column "held_by" text null,
      add column "closed_at" timestamptz(6) null`)
    this.addSql(
      `create index "billing_run_grace" on "billing_run" ("tenant", "grace_until") where grace_until is not null`
    )
  }
}
