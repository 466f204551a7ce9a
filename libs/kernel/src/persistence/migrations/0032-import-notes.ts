import { Migration } from '@mikro-orm/migrations'

/** What formats say of files that were read all the same. */
export class ImportNotes0032 extends Migration {
  override up(): void {
    this.addSql(`alter table "usage_import" add column "notes" jsonb not null default '[]'`)
    this.addSql('alter table "usage_import" alter column "notes" drop default')
  }
}
