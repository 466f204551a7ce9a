import { Migration } from '@mikro-orm/migrations'

/** What a change of plan or a top-up means for bonds has changed: the next bill of those who had one looks at all their days. */
export const LOOK_AT_BONDS = `update billing_cursor c set dirty_from = '0001-01-01'
  where exists (select from account_fact f where f.tenant = c.tenant and f.account = c.account
    and (f.kind = 'plan-changed' or (f.kind = 'deed' and f.details->>'deed' = 'top-up-bond')))`

export class BondsOfStays0102 extends Migration {
  override up(): void {
    this.addSql(LOOK_AT_BONDS)
  }
}
