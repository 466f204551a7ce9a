import { Migration } from '@mikro-orm/migrations'

/** Nobody read the steps of a computation: explanations are computed again (`0087-what-an-event-got-is-computed-again.md`). */
export class UsageWithoutTrace0068 extends Migration {
  override up(): void {
    this.addSql('alter table "rated_usage" drop column "trace"')
  }
}
