import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** A credit note that was made for a dispute ends it when it counts, and leaves it open when it is rejected. */
const NOTED = `create function settle_dispute() returns trigger language plpgsql as $$
  begin
    update dispute set adjustment = case when new.status = 'approved' then adjustment end,
      status = case when new.status = 'approved' then 'credited' else status end,
      decided_by = case when new.status = 'approved' then new.decided_by end,
      decided_at = case when new.status = 'approved' then new.decided_at end
    where tenant = new.tenant and account = new.account and adjustment = new.id and status = 'open';
    return null;
  end $$`

/** An invoice that is cancelled is credited whole, and asks for nothing that could be disputed. */
const CANCELLED = `create function end_disputes() returns trigger language plpgsql as $$
  begin
    update dispute set status = 'credited', decided_by = '', decided_at = new.cancelled_at, decision = new.credit_note
    where tenant = new.tenant and account = new.account and invoice = new.id and status = 'open';
    return null;
  end $$`

/** What customers say is wrong with an invoice, and what came of it: decided once, and never changed. */
export class Disputes0107 extends Migration {
  override up(): void {
    this.addSql(`create table "dispute" ("tenant" text not null, "account" uuid not null, "id" uuid not null, "invoice" uuid not null,
      "line" int null, "amount" bigint not null, "reason" text not null, "remark" text not null, "status" text not null,
      "opened_by" text not null, "opened_at" timestamptz(6) not null, "adjustment" uuid null, "decided_by" text null,
      "decided_at" timestamptz(6) null, "decision" text null, primary key ("tenant", "account", "id"))`)
    this.addSql('create index "dispute_id" on "dispute" ("tenant", "id")')
    this.addSql('create index "dispute_invoice" on "dispute" ("tenant", "account", "invoice")')
    this.addSql(`create index "dispute_open" on "dispute" ("tenant", "invoice") where status = 'open'`)
    this.addSql(tenantPolicySql('dispute'))
    this.addSql(`create trigger "dispute_decided" before update on "dispute" for each row
      when (old.status <> 'open') execute function refuse_change()`)
    this.addSql(`create trigger "dispute_stays" before delete or truncate on "dispute"
      for each statement execute function refuse_change()`)
    this.addSql(NOTED)
    this.addSql(`create trigger "adjustment_disputed" after update on "adjustment" for each row
      when (old.status = 'proposed' and new.status <> 'proposed') execute function settle_dispute()`)
    this.addSql(CANCELLED)
    this.addSql(`create trigger "invoice_disputed" after update on "invoice" for each row
      when (old.status = 'issued' and new.status = 'cancelled') execute function end_disputes()`)
  }
}
