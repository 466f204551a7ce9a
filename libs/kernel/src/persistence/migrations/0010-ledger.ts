import { Migration } from '@mikro-orm/migrations'
import { APPEND_ONLY_FUNCTION, appendOnlySql } from '../append-only.ts'
import { tenantPolicySql } from '../tenant-table.ts'

/** Checked once per statement, so that COPY of thousands of postings costs one aggregate. */
const BALANCED = `create function refuse_imbalance() returns trigger language plpgsql as $$
  declare wrong record;
  begin
    select tenant, account, key, unit, sum(amount) as amount, min(position) as first into wrong
    from fresh group by tenant, account, key, unit having sum(amount) <> 0 limit 1;
    if found then
      raise exception 'ledger transaction % of account % is out of balance by % % (micro)',
        wrong.key, wrong.account, wrong.amount, wrong.unit using errcode = 'check_violation';
    end if;
    select tenant, account, key, min(position) as first into wrong
    from fresh group by tenant, account, key having min(position) <> 1 limit 1;
    if found then
      raise exception 'postings of ledger transaction % come in one statement, counted from 1', wrong.key
        using errcode = 'check_violation';
    end if;
    return null;
  end $$`

export class Ledger0010 extends Migration {
  override up(): void {
    this.addSql(`create table "ledger_transaction" ("tenant" text not null, "account" uuid not null, "key" text not null,
      "date" date not null, "description" text not null, "recorded_at" timestamptz(6) not null,
      primary key ("tenant", "account", "key"))`)
    this.addSql(`create table "ledger_posting" ("tenant" text not null, "account" uuid not null, "key" text not null,
      "position" smallint not null, "ledger_account" text not null, "unit" text not null, "amount" bigint not null,
      primary key ("tenant", "account", "key", "position"))`)
    this.addSql(APPEND_ONLY_FUNCTION)
    this.addSql(BALANCED)
    this.addSql(`create trigger "ledger_posting_balanced" after insert on "ledger_posting"
      referencing new table as fresh for each statement execute function refuse_imbalance()`)
    for (const table of ['ledger_transaction', 'ledger_posting']) {
      this.addSql(tenantPolicySql(table))
      this.addSql(appendOnlySql(table))
    }
  }
}
