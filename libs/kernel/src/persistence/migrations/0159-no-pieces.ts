import { Migration } from '@mikro-orm/migrations'

/**
 * 0157 took any line without a service whose id has a `#` for a piece, and another event could have settled it. Only lines that wait as pieces
 * do keep what 0157 gave them; other pieces among them are settled by a retry. Since then only what its format tells as a piece has a `whole`.
 */
export const NO_PIECES = `update "usage_quarantine" set "whole" = null
  where "state" = 'open' and "whole" is not null and "reason" not in ('no-stop', 'no-bye', 'no-invite')`

export class NoPieces0159 extends Migration {
  override up(): void {
    this.addSql(NO_PIECES)
  }
}
