import { Migration } from '@mikro-orm/migrations'

/** Pieces of events that wait are found among all that waits: every import looks whether their events have come whole. */
export class WaitingPieces0145 extends Migration {
  override up(): void {
    this.addSql(
      `create index "usage_quarantine_pieces" on "usage_quarantine" ("tenant", "format") where state = 'open' and event like '%:_%#%'`
    )
  }
}
