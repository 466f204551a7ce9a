import { Migration } from '@mikro-orm/migrations'

/**
 * Bonds are held in coins, and no longer in the steps of who rounds to more: the next bill of those whose bonds stand in steps looks at all
 * their days. Steps of 0.05 and more show in lines of which all are multiples of them, and some are no whole units.
 */
export const LOOK_AT_STEPS = `update billing_cursor c set dirty_from = '0001-01-01' from (
    select l.tenant, l.account from invoice_line l where l.ledger = 'bond' group by l.tenant, l.account
    having bool_and(l.amount % 50000 = 0) and bool_or(l.amount % 1000000 <> 0)) held
  where c.tenant = held.tenant and c.account = held.account`

export class BondsInCoins0171 extends Migration {
  override up(): void {
    this.addSql(LOOK_AT_STEPS)
  }
}
