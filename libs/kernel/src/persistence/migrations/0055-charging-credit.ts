import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

export class ChargingCredit0055 extends Migration {
  override up(): void {
    this.addSql(`create table "charging_credit" ("tenant" text not null, "account" uuid not null,
      "subscription" uuid not null, "cycle" date not null, "owed" bigint not null, "held" bigint not null,
      primary key ("tenant", "account", "subscription", "cycle"),
      constraint "charging_credit_taken" check (owed >= 0 and held >= 0))`)
    this.addSql(tenantPolicySql('charging_credit'))
  }
}
