import { Migration } from '@mikro-orm/migrations'

/** Which accounts a run was asked for, and the run whose parked accounts it bills again. Null of older runs, and of runs for all who are due. */
export class MassRuns0080 extends Migration {
  override up(): void {
    this.addSql('alter table "billing_run" add column "asked" jsonb null, add column "retry_of" uuid null')
  }
}
