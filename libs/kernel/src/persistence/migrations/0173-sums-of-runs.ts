import { Migration } from '@mikro-orm/migrations'

/** What a run has made is counted once, when it has ended, and what was credited of it since is found by itself. */
export class SumsOfRuns0173 extends Migration {
  override up(): void {
    this.addSql('alter table "billing_run" add column "sums" jsonb null')
    this.addSql(
      'create index "invoice_credited" on "invoice" ("tenant", "run") where number is not null and cancelled_at is not null'
    )
    this.addSql(SUMS_OF_RUNS)
  }
}

export const SUMS_OF_RUNS = `with made as (
    select tenant, run, jsonb_agg(jsonb_build_object('status', status, 'currency', currency, 'invoices', invoices, 'total', total::text)) as made
    from (
      select tenant, run, case when number is null then 'cancelled' else 'issued' end as status, currency, count(*) as invoices, sum(total) as total
      from invoice group by 1, 2, 3, 4) i
    group by tenant, run),
  chunks as (
    select tenant, run, count(*) as chunks, bool_or(listed) as listed, sum(cardinality(accounts)) filter (where phase = 'generate') as accounts
    from billing_chunk group by tenant, run),
  parked as (select tenant, run, count(*) as parked from billing_parked group by tenant, run),
  carried as (select tenant, run, count(*) as carried from carried_forward group by tenant, run)
  update billing_run r set sums = jsonb_build_object('chunks', coalesce(c.chunks, 0), 'done', coalesce(c.chunks, 0), 'listed', coalesce(c.listed, false),
    'accounts', coalesce(c.accounts, 0), 'parked', coalesce(p.parked, 0), 'carried', coalesce(f.carried, 0), 'made', coalesce(m.made, '[]'))
  from billing_run o left join chunks c on c.tenant = o.tenant and c.run = o.id left join made m on m.tenant = o.tenant and m.run = o.id
    left join parked p on p.tenant = o.tenant and p.run = o.id left join carried f on f.tenant = o.tenant and f.run = o.id
  where r.tenant = o.tenant and r.id = o.id and o.status in ('issued', 'empty', 'cancelled')
    and not exists (select from billing_chunk b where b.tenant = o.tenant and b.run = o.id and b.done_at is null)`
