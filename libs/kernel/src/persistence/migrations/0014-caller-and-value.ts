import { Migration } from '@mikro-orm/migrations'

/** Who called, and what the use is worth by its source. */
export class CallerAndValue0014 extends Migration {
  override up(): void {
    this.addSql(
      `alter table "rated_usage" add column "caller" text not null default '', add column "value" bigint null`
    )
    this.addSql('alter table "rated_usage" alter column "caller" drop default')
  }
}
