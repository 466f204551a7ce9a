import { Migration } from '@mikro-orm/migrations'
import { appendOnlySql } from '../append-only.ts'
import { tenantPolicySql } from '../tenant-table.ts'

/**
 * Checked once per statement. The lock is shared by all who post and held until they commit; closing takes it alone, so that nothing
 * is posted by somebody who could not see that the period was being closed.
 */
const CLOSED = `create function refuse_closed_period() returns trigger language plpgsql as $$
  declare wrong record;
  begin
    perform pg_advisory_xact_lock_shared(hashtextextended('farthing:closing:' || posting.tenant, 0))
    from (select distinct tenant from fresh) posting;
    select fresh.key, fresh.account, fresh.date, closed.until into wrong from fresh
    join (select tenant, max(until) as until from ledger_closing group by tenant) closed using (tenant)
    where fresh.date < closed.until limit 1;
    if found then
      raise exception 'ledger transaction % of account % is dated %, and the books are closed until %',
        wrong.key, wrong.account, wrong.date, wrong.until using errcode = 'check_violation';
    end if;
    return null;
  end $$`

/** Periods of the books that are closed, and what corrects them. */
export class ClosedPeriods0074 extends Migration {
  override up(): void {
    this.addSql(`create table "ledger_closing" ("tenant" text not null, "until" date not null, "closed_by" text not null,
      "closed_at" timestamptz(6) not null, primary key ("tenant", "until"))`)
    this.addSql(tenantPolicySql('ledger_closing'))
    this.addSql(appendOnlySql('ledger_closing'))
    this.addSql('alter table "ledger_transaction" add column "corrects" date null')
    this.addSql(CLOSED)
    this.addSql(`create trigger "ledger_transaction_open" after insert on "ledger_transaction"
      referencing new table as fresh for each statement execute function refuse_closed_period()`)
  }
}
