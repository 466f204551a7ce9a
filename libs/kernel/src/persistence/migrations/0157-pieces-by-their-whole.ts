import { Migration } from '@mikro-orm/migrations'

/** A piece that waits says of which event it is, so that who rates that finds it without going through all that wait. */
export class PiecesByTheirWhole0157 extends Migration {
  override up(): void {
    this.addSql('alter table "usage_quarantine" add column "whole" text null')
    this.addSql(
      `update "usage_quarantine" set "whole" = regexp_replace("event", '#[^#]*$', '')
       where "state" = 'open' and "service" = '' and "event" like '%:_%#%'`
    )
    this.addSql('drop index "usage_quarantine_pieces"')
    this.addSql(
      `create index "usage_quarantine_pieces" on "usage_quarantine" ("tenant", "whole") where state = 'open' and whole is not null`
    )
  }
}
