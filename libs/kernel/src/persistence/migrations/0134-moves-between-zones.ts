import { Migration } from '@mikro-orm/migrations'

/** A number that moves between zones goes at one instant: nobody else has it in between. */
export class MovesBetweenZones0134 extends Migration {
  override up(): void {
    this.addSql('alter table "identity_stretch" add column "from_zone" text null')
  }
}
