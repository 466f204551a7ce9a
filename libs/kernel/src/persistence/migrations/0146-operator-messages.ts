import { Migration } from '@mikro-orm/migrations'

/** Messages to the operator come of settings, not of a rule. */
export class OperatorMessages0146 extends Migration {
  override up(): void {
    this.addSql('alter table "message" alter column "rule" drop not null, alter column "version" drop not null')
  }
}
