import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** Imports are counted by day when they end, and those that run are found without looking at the others. */
export class UsageByDay0049 extends Migration {
  override up(): void {
    this.addSql(`create table "usage_day" ("tenant" text not null, "day" date not null, "rated" bigint not null,
      "duplicate" bigint not null, "quarantined" bigint not null, "filtered" bigint not null,
      "ended_at" timestamptz(6) not null, primary key ("tenant", "day"))`)
    this.addSql(tenantPolicySql('usage_day'))
    this.addSql(`insert into usage_day (tenant, day, rated, duplicate, quarantined, filtered, ended_at)
      select tenant, (started_at at time zone 'UTC')::date, sum(rated), sum(duplicate), sum(quarantined), sum(filtered), max(finished_at)
      from usage_import where state <> 'running' and kind <> 'retry' group by 1, 2`)
    this.addSql(`create index "usage_import_running" on "usage_import" ("tenant", "id") where state = 'running'`)
  }
}
