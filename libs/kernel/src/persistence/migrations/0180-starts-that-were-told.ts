import { Migration } from '@mikro-orm/migrations'

/** Starts and withdrawals are heard of from now on; those of before were told to nobody, and are over. */
export class StartsThatWereTold0180 extends Migration {
  override up(): void {
    this.addSql(`update "outbox" set "relayed_at" = now()
      where "relayed_at" is null and "topic" in ('subscription.subscribed', 'subscription.withdrawn')`)
  }
}
