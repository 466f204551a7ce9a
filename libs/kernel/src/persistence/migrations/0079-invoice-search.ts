import { Migration } from '@mikro-orm/migrations'

/** What was issued stays as it is, but for its cancellation by a credit note and the sums of its allocations, which only they change. */
const ISSUED_STAYS = `create or replace function refuse_change_of_issued() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' and pg_trigger_depth() > 1 then
      old.paid := new.paid;
      old.adjusted := new.adjusted;
      if old = new then return new; end if;
    end if;
    if tg_op = 'UPDATE' and old.status = 'issued' and new.status = 'cancelled' and new.credit_note is not null then
      old.status := new.status;
      old.credit_note := new.credit_note;
      old.cancelled_at := new.cancelled_at;
      if old = new then return new; end if;
    end if;
    raise exception 'invoice % is % and is never changed or deleted', coalesce(old.number, old.id::text), old.status
      using errcode = 'restrict_violation';
  end $$`

const STANDING = `coalesce(sum(amount) filter (where adjustment is null), 0) as paid,
  coalesce(sum(amount) filter (where adjustment is not null), 0) as adjusted`

const ALLOCATED = `create function count_allocated() returns trigger language plpgsql as $$
  begin
    update invoice i set paid = i.paid + s.paid, adjusted = i.adjusted + s.adjusted
    from (select tenant, account, invoice, ${STANDING} from made where released_on is null group by tenant, account, invoice) s
    where i.tenant = s.tenant and i.account = s.account and i.id = s.invoice;
    return null;
  end $$`

const REALLOCATED = `create function count_reallocated() returns trigger language plpgsql as $$
  begin
    update invoice i set paid = i.paid + s.paid, adjusted = i.adjusted + s.adjusted
    from (
      select tenant, account, invoice, ${STANDING} from (
        select tenant, account, invoice, adjustment, amount from made where released_on is null
        union all select tenant, account, invoice, adjustment, -amount from gone where released_on is null) changed
      group by tenant, account, invoice) s
    where i.tenant = s.tenant and i.account = s.account and i.id = s.invoice and (s.paid <> 0 or s.adjusted <> 0);
    return null;
  end $$`

/** By (tenant, bill_date, id), of those invoices that are few beside all. Without the status, so that accepting leaves them alone. */
const FEW = {
  invoice_unissued: 'issued_at is null and cancelled_at is null',
  invoice_unpaid: 'issued_at is not null and cancelled_at is null and total - adjusted > paid',
  invoice_adjusted: 'adjusted <> 0',
  invoice_cancelled: 'cancelled_at is not null'
}

/** As `accountWords` reads them. */
const WORDS = `to_tsvector('simple', regexp_replace("name" || ' ' || "number" || ' ' || coalesce("email", ''), '[[:punct:][:space:]]+', ' ', 'g'))`

/** What is paid and adjusted of an invoice is kept beside it, so that open ones are found without adding up; and an index for each order. */
export class InvoiceSearch0079 extends Migration {
  override up(): void {
    this.#sums()
    this.addSql('drop index "invoice_bill_date"')
    this.addSql('create index "invoice_date" on "invoice" ("tenant", "bill_date", "id")')
    this.addSql('create index "invoice_total" on "invoice" ("tenant", "total", "id")')
    // longer numbers are later ones
    this.addSql(
      'create index "invoice_number_order" on "invoice" ("tenant", length("number"), "number") where number is not null'
    )
    this.addSql('drop index "invoice_run"')
    this.addSql('create index "invoice_run" on "invoice" ("tenant", "run", "bill_date", "id")')
    for (const [name, where] of Object.entries(FEW))
      this.addSql(`create index "${name}" on "invoice" ("tenant", "bill_date", "id") where ${where}`)
    this.addSql(`create index "account_words" on "account" using gin (${WORDS})`)
    this.addSql(`alter table "account" add column "tags" text[] not null default '{}'`)
    this.addSql('create index "account_tags" on "account" using gin ("tags")')
  }

  #sums(): void {
    this.addSql(
      `alter table "invoice" add column "paid" bigint not null default 0, add column "adjusted" bigint not null default 0`
    )
    this.addSql('alter table "invoice" disable trigger "invoice_issued_update"')
    this.addSql(`update invoice i set paid = s.paid, adjusted = s.adjusted
      from (select tenant, account, invoice, ${STANDING} from payment_allocation where released_on is null group by tenant, account, invoice) s
      where i.tenant = s.tenant and i.account = s.account and i.id = s.invoice`)
    this.addSql('alter table "invoice" enable trigger "invoice_issued_update"')
    this.addSql(ISSUED_STAYS)
    this.addSql(ALLOCATED)
    this.addSql(REALLOCATED)
    this.addSql(`create trigger "payment_allocation_made" after insert on "payment_allocation"
      referencing new table as made for each statement execute function count_allocated()`)
    this.addSql(`create trigger "payment_allocation_changed" after update on "payment_allocation"
      referencing new table as made old table as gone for each statement execute function count_reallocated()`)
  }
}
