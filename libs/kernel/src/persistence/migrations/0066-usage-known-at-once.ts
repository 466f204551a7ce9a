import { Migration } from '@mikro-orm/migrations'

/**
 * What came in the last minute is read every minute. A BRIN index knows nothing of pages that were filled since it was summarised, which
 * are all read: so these indexes are brought up to date as they fill, and where that falls behind, by a vacuum for every million rows
 * instead of every fifth part of a large table.
 */
export class UsageKnownAtOnce0066 extends Migration {
  override up(): void {
    for (const index of ['rated_usage_known', 'account_fact_known'])
      this.addSql(`alter index "${index}" set (autosummarize = on)`)
    this.addSql(`alter table "rated_usage"
      set (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 1000000)`)
  }
}
