import { Migration } from '@mikro-orm/migrations'

/** A credit note whose approval cancels its invoice. */
export class CancellingNotes0097 extends Migration {
  override up(): void {
    this.addSql('alter table "adjustment" add column "cancels" boolean not null default false')
  }
}
