import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** News for commissions are found by what is new since the last look, not by counting what every sold account has. */
export class CommissionNews0094 extends Migration {
  override up(): void {
    this.addSql('drop table "commission_cursor"')
    this.addSql(
      `create table "commission_waiting" ("tenant" text not null, "account" uuid not null, primary key ("tenant", "account"))`
    )
    this.addSql(`create table "commission_look" ("tenant" text not null, "known_at" timestamptz(6) not null, "world" text not null,
      primary key ("tenant"))`)
    for (const table of ['commission_waiting', 'commission_look']) this.addSql(tenantPolicySql(table))
    this.addSql('drop index "ledger_transaction_recorded"')
    this.addSql(
      'create index "ledger_transaction_recorded" on "ledger_transaction" using brin ("recorded_at") with (autosummarize = on)'
    )
    this.addSql(`create index "account_fact_end" on "account_fact" ("tenant", "effective") where kind = 'terminated'`)
  }
}
