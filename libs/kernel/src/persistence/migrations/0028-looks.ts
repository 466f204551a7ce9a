import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** A pass is remembered with the publication that it went by; what is barred and what is owed is found without going through all that was. */
export class Looks0028 extends Migration {
  override up(): void {
    this.addSql('alter table "policy_pass" add column "publication" uuid null')
    this.addSql(`create index "policy_standing_problem" on "policy_standing" ("tenant", "account")
      where problem is not null`)
    this.addSql(`create table "service_restriction" ("tenant" text not null, "id" uuid not null, "account" uuid not null,
      primary key ("tenant", "id"))`)
    this.addSql('create index "service_restriction_account" on "service_restriction" ("tenant", "account")')
    this.addSql(`insert into service_restriction select tenant, id, account from service_change c
      where deed <> 'restored' and not exists (
        select from service_change later where later.tenant = c.tenant and later.account = c.account and later.ends = c.id)`)
    this.addSql(tenantPolicySql('service_restriction'))
    this.addSql(`create index "ledger_posting_receivable" on "ledger_posting" ("tenant", "account")
      include ("amount") where starts_with(ledger_account, 'receivable:')`)
  }
}
