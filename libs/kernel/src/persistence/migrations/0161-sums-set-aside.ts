import { Migration } from '@mikro-orm/migrations'

/**
 * Sums of hours had a use that was re-rated and then set aside taken off at the price with which it arrived. Where uses were set
 * aside, they are made again from the beginning by the next roll-up.
 */
export const MADE_AGAIN = ['usage_hour', 'usage_hour_mark'].map(
  table => `delete from "${table}" where "tenant" in (select "tenant" from "usage_aside")`
)

export class SumsSetAside0161 extends Migration {
  override up(): void {
    for (const text of MADE_AGAIN) this.addSql(text)
  }
}
