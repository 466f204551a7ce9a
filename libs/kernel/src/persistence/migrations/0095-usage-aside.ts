import { Migration } from '@mikro-orm/migrations'
import { appendOnlySql } from '../append-only.ts'
import { tenantPolicySql } from '../tenant-table.ts'

const ARGUMENTS = 'of_tenant text, of_account uuid, from_instant timestamptz, until_instant timestamptz'
const WEEK = `interval '168 hours', %, timestamptz '2000-01-03T00:00:00Z'`
const weekOf = (instant: string): string => `date_bin(${WEEK.replace('%', instant)})`

/**
 * Uses that were rated for who has their number no more, by what was told later: they stay where they are, so that they are known for
 * ever, and no bill reads them.
 */
export class UsageAside0095 extends Migration {
  override up(): void {
    this.addSql(`create table "usage_aside" ("tenant" text not null, "week" timestamptz(6) not null, "account" uuid not null,
      "event" text not null, "known" timestamptz(6) not null, primary key ("tenant", "week", "account", "event"))`)
    this.addSql('create index "usage_aside_known" on "usage_aside" ("tenant", "known")')
    this.addSql(tenantPolicySql('usage_aside'))
    this.addSql(appendOnlySql('usage_aside'))
    this.addSql(`create or replace function account_usage(${ARGUMENTS}) returns setof rated_usage language sql stable as $$
        select u.* from unnest(array(select generate_series(
            ${weekOf(`greatest(from_instant, (select coalesce(min(week), 'epoch') from rated_usage where tenant = of_tenant))`)},
            least(until_instant, (select coalesce(max(week), 'epoch') from rated_usage where tenant = of_tenant)),
            interval '168 hours'))) weeks (week)
          cross join lateral (select r.* from rated_usage r where r.tenant = of_tenant and r.week = weeks.week
            and r.account = of_account and r.started_at >= from_instant and r.started_at < until_instant
            and not exists (select from usage_aside s where s.tenant = r.tenant and s.week = r.week and s.account = r.account
              and s.event = r.event) offset 0) u $$`)
  }
}
