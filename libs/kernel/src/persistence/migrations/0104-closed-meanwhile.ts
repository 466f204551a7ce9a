import { Migration } from '@mikro-orm/migrations'
import { CLOSED_MEANWHILE } from '../overtaken.ts'

/** As before, under a code of its own: who was overtaken by a closing posts anew, and whoever is wrong is told so. */
const CLOSED = `create or replace function refuse_closed_period() returns trigger language plpgsql as $$
  declare wrong record;
  begin
    perform pg_advisory_xact_lock_shared(hashtextextended('farthing:closing:' || posting.tenant, 0))
    from (select distinct tenant from fresh) posting;
    select fresh.key, fresh.account, fresh.date, closed.until into wrong from fresh
    join (select tenant, max(until) as until from ledger_closing group by tenant) closed using (tenant)
    where fresh.date < closed.until limit 1;
    if found then
      raise exception 'ledger transaction % of account % is dated %, and the books are closed until %',
        wrong.key, wrong.account, wrong.date, wrong.until using errcode = '${CLOSED_MEANWHILE}';
    end if;
    return null;
  end $$`

export class ClosedMeanwhile0104 extends Migration {
  override up(): void {
    this.addSql(CLOSED)
  }
}
