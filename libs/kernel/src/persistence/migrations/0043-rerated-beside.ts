import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

const ARGUMENTS = 'of_tenant text, of_account uuid, from_instant timestamptz, until_instant timestamptz'

/**
 * Rated usage keeps the price with which it arrived and is never changed: what re-ratings made of it stands beside it, found by
 * (week, account, event), and `price_now` is the last of these that was applied. Applying one changes a word in its own row.
 */
export class ReratedBeside0043 extends Migration {
  override up(): void {
    this.#statistics()
    this.#usage()
    this.#rerated()
    this.addSql(`alter table "rerating_chunk" drop column "applied_at"`)
    // what one that was being applied had not reached yet has its price with this
    this.addSql(`update "rerating" set "state" = 'applied', "ended_at" = "begun_at" where "state" = 'applying'`)
    this.addSql(`alter table "rerating" drop column "begun_at"`)
    this.addSql(`create function price_now(of_tenant text, of_week timestamptz, of_account uuid, of_event text)
      returns table (billed bigint, amount bigint, class bigint) language sql stable rows 1 as $$
        select n.billed, n.amount, n.class
        from rerated_usage n join rerating r on r.tenant = n.tenant and r.id = n.rerating and r.state = 'applied'
        where n.tenant = of_tenant and n.week = of_week and n.account = of_account and n.event = of_event
        order by n.rerating desc limit 1 $$`)
  }

  /** Sums are made again from the beginning, prices of arrival first. */
  #statistics(): void {
    this.addSql(`drop trigger "usage_hour_moved" on "rated_usage"`)
    this.addSql('drop function usage_hour_moved()')
    this.addSql('delete from "usage_hour"')
    this.addSql('delete from "usage_hour_mark"')
    this.addSql('alter table "usage_hour_mark" add column "rerating" int not null')
  }

  #usage(): void {
    this.addSql(`update "rated_usage" set "billed" = "arrived_billed", "amount" = "arrived_amount", "class" = "arrived_class"
      where "arrived_class" is not null`)
    this.addSql('drop function billable_usage(text, uuid, timestamptz, timestamptz)')
    this.addSql('drop function arrived_usage(text, uuid, timestamptz, timestamptz)')
    this.addSql(
      `alter table "rated_usage" drop column "arrived_billed", drop column "arrived_amount", drop column "arrived_class"`
    )
    this.addSql(`create function billable_usage(${ARGUMENTS}) returns setof rated_usage language sql stable as $$
      select b.* from account_usage(of_tenant, of_account, from_instant, until_instant) b where b.prepaid is null $$`)
    this.addSql(`create trigger "rated_usage_never_changed" before update on "rated_usage"
      for each statement execute function refuse_change()`)
  }

  /** Rows of one re-rating lie together: the second index tells between which pages. */
  #rerated(): void {
    this.addSql('alter table "rerated_usage" rename to "rerated_before"')
    this.addSql('alter index "rerated_usage_pkey" rename to "rerated_before_pkey"')
    this.addSql(`create table "rerated_usage" ("quantity" bigint not null, "previous_billed" bigint not null,
      "previous_amount" bigint not null, "previous_class" bigint not null, "billed" bigint not null, "amount" bigint not null,
      "class" bigint not null, "started_at" timestamptz(6) not null, "week" timestamptz(6) not null, "account" uuid not null,
      "tenant" text not null, "event" text not null, "rerating" int not null, "invoiced" boolean not null,
      primary key ("tenant", "week", "account", "event", "rerating"))`)
    this.addSql(`insert into "rerated_usage" select u.quantity, b.previous_billed, b.previous_amount, b.previous_class, b.billed,
        b.amount, b.class, b.started_at, u.week, b.account, b.tenant, b.event, b.rerating, b.invoiced
      from rerated_before b join rated_usage u on u.tenant = b.tenant and u.event = b.event order by b.rerating, b.chunk`)
    this.addSql('drop table "rerated_before"')
    this.addSql('create index "rerated_usage_rerating" on "rerated_usage" using brin ("rerating")')
    this.addSql(tenantPolicySql('rerated_usage'))
    this.addSql(`create trigger "rerated_usage_never_changed" before update or truncate on "rerated_usage"
      for each statement execute function refuse_change()`)
    this.addSql(`create or replace function refuse_loss_of_rerated() returns trigger language plpgsql as $$
      begin
        if exists (select from gone g join rerating r on r.tenant = g.tenant and r.id = g.rerating where r.state = 'applied') then
          raise exception 'delete of rerated_usage is refused: a re-rating that was applied is never forgotten'
            using errcode = 'restrict_violation';
        end if;
        return null;
      end $$`)
    this.addSql(`create trigger "rerated_usage_kept" after delete on "rerated_usage" referencing old table as gone
      for each statement execute function refuse_loss_of_rerated()`)
  }
}
