import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

export class Scheduling0006 extends Migration {
  override up(): void {
    this.addSql(`create table "schedule_progress" ("tenant" text not null, "name" text not null,
      "done_until" timestamptz(6) not null, primary key ("tenant", "name"))`)
    this.addSql(tenantPolicySql('schedule_progress'))
  }
}
