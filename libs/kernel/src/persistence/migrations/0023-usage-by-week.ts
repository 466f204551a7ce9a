import { Migration } from '@mikro-orm/migrations'

/** Weeks of 168 hours, from a Monday in UTC. */
const WEEK = `interval '168 hours', %, timestamptz '2000-01-03T00:00:00Z'`
const weekOf = (instant: string): string => `date_bin(${WEEK.replace('%', instant)})`

/**
 * Usage of an account is found week by week: new rows touch the newest weeks of the index only, however many years it holds.
 * `account_usage` is how it is read: its text becomes part of the query that calls it. Out of an array the planner expects
 * few weeks, and `offset 0` has it look each of them up.
 */
export class UsageByWeek0023 extends Migration {
  override up(): void {
    this.addSql(`alter table "rated_usage"
      add column "week" timestamptz(6) not null generated always as (${weekOf('"started_at"')}) stored`)
    this.addSql('drop index "rated_usage_account"')
    this.addSql('create index "rated_usage_account" on "rated_usage" ("tenant", "week", "account", "started_at")')
    this.addSql(`create function account_usage(of_tenant text, of_account uuid, from_instant timestamptz, until_instant timestamptz)
      returns setof rated_usage language sql stable as $$
        select u.* from unnest(array(select generate_series(
            ${weekOf(`greatest(from_instant, (select coalesce(min(week), 'epoch') from rated_usage where tenant = of_tenant))`)},
            least(until_instant, (select coalesce(max(week), 'epoch') from rated_usage where tenant = of_tenant)),
            interval '168 hours'))) weeks (week)
          cross join lateral (select r.* from rated_usage r where r.tenant = of_tenant and r.week = weeks.week
            and r.account = of_account and r.started_at >= from_instant and r.started_at < until_instant offset 0) u $$`)
  }
}
