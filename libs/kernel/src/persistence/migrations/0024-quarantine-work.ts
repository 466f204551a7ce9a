import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** Quarantine as a work list: by service, dropped by somebody for a reason, watched by limits. */
export class QuarantineWork0024 extends Migration {
  override up(): void {
    this.addSql(`alter table "usage_quarantine" add column "service" text not null default '',
      add column "dropped_by" text null, add column "dropped_why" text null, add column "dropped_at" timestamptz(6) null`)
    this.addSql('alter table "usage_quarantine" alter column "service" drop default')
    this.addSql(`create table "usage_alert" ("tenant" text not null, "name" text not null, "since" timestamptz(6) not null,
      primary key ("tenant", "name"))`)
    this.addSql(tenantPolicySql('usage_alert'))
  }
}
