import { Migration } from '@mikro-orm/migrations'

/** A session says which processes can carry it on; those that are there are of the first, which all can read. */
export class ShapesOfSessions0152 extends Migration {
  override up(): void {
    this.addSql('alter table "charging_session" add column "shape" integer not null default 0')
  }
}
