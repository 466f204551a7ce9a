import { Migration } from '@mikro-orm/migrations'

/** Of moves that were told before: whose zone the number came from, where that is another. */
export const ZONES_OF_MOVES = `update identity_stretch s set from_zone = giver.zone
  from account_fact f join account giver on giver.tenant = f.tenant and giver.id::text = f.details ->> 'from'
  where f.tenant = s.tenant and f.account = s.account and f.subscription = s.subscription and f.kind = 'moved'
    and f.details ->> 'to' = s.account::text and f.effective = s.valid_from and giver.zone <> s.zone
    and not exists (
      select from account_fact later where later.tenant = f.tenant and later.account = f.account and later.supersedes = f.id
        and not exists (
          select from account_fact last where last.tenant = f.tenant and last.account = f.account and last.supersedes = later.id))`

/** A number that moves between zones goes at one instant: nobody else has it in between. */
export class MovesBetweenZones0134 extends Migration {
  override up(): void {
    this.addSql('alter table "identity_stretch" add column "from_zone" text null')
    this.addSql(ZONES_OF_MOVES)
  }
}
