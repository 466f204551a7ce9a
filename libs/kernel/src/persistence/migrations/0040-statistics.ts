import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

const KEY = '"tenant", "hour", "service", "zone", "unit", "currency"'

/**
 * Usage by hour. Rows that are rolled up already and change afterwards, whoever changes them, move the sums of their hour in the same
 * statement. The mark is held meanwhile: a row is either rolled up before it changes, or is changed before it is rolled up.
 */
export class Statistics0040 extends Migration {
  override up(): void {
    this.addSql(`create table "usage_hour" ("tenant" text not null, "hour" timestamptz(6) not null, "service" text not null,
      "zone" text not null, "unit" text not null, "currency" text not null, "events" bigint not null, "quantity" bigint not null,
      "billed" bigint not null, "amount" bigint not null, primary key (${KEY}))`)
    this.addSql(`create table "usage_hour_mark" ("tenant" text not null, "known" timestamptz(6) not null,
      "clock_zone" text not null, primary key ("tenant"))`)
    for (const table of ['usage_hour', 'usage_hour_mark']) this.addSql(tenantPolicySql(table))
    this.addSql(`create function usage_hour_moved() returns trigger language plpgsql as $$ begin
      insert into usage_hour_mark (tenant, known, clock_zone) select distinct tenant, '-infinity'::timestamptz, 'UTC' from before_rows
        on conflict do nothing;
      perform from usage_hour_mark where tenant in (select tenant from before_rows) order by tenant for share;
      insert into usage_hour (${KEY}, "events", "quantity", "billed", "amount")
        select r.tenant, date_trunc('hour', r.started_at, m.clock_zone), c.service, c.zone, c.unit, c.currency,
          sum(r.sign), sum(r.sign * r.quantity), sum(r.sign * r.billed), sum(r.sign * r.amount)
        from (select 1 as sign, tenant, known, started_at, class, quantity, billed, amount from after_rows
          union all select -1, tenant, known, started_at, class, quantity, billed, amount from before_rows) r
          join usage_hour_mark m on m.tenant = r.tenant and r.known <= m.known
          join usage_class c on c.tenant = r.tenant and c.id = r.class
        group by 1, 2, 3, 4, 5, 6
        having sum(r.sign) <> 0 or sum(r.sign * r.quantity) <> 0 or sum(r.sign * r.billed) <> 0 or sum(r.sign * r.amount) <> 0
        order by 1, 2, 3, 4, 5, 6
      on conflict (${KEY}) do update set "events" = usage_hour.events + excluded.events,
        "quantity" = usage_hour.quantity + excluded.quantity, "billed" = usage_hour.billed + excluded.billed,
        "amount" = usage_hour.amount + excluded.amount;
      return null;
    end $$`)
    this.addSql(`create trigger usage_hour_moved after update on "rated_usage"
      referencing old table as before_rows new table as after_rows for each statement execute function usage_hour_moved()`)
  }
}
