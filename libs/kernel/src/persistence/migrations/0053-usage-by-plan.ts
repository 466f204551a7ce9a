import { Migration } from '@mikro-orm/migrations'

/** Rated usage says its plan by its class; sums of hours are kept by plan, and are made again from the beginning. */
export class UsageByPlan0053 extends Migration {
  override up(): void {
    this.addSql(`alter table "usage_class" add column "plan" text not null default ''`)
    this.addSql('delete from "usage_hour"')
    this.addSql('delete from "usage_hour_mark"')
    this.addSql('alter table "usage_hour" drop constraint "usage_hour_pkey"')
    this.addSql('alter table "usage_hour" add column "plan" text not null')
    this.addSql(
      'alter table "usage_hour" add primary key ("tenant", "hour", "plan", "service", "zone", "unit", "currency")'
    )
  }
}
