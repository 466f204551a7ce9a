import { Migration } from '@mikro-orm/migrations'

/** In which the account is kept that answers for an identity: what is used is rated by the rules for it. Null of rows from before: the account says it. */
export class CurrenciesOfStretches0167 extends Migration {
  override up(): void {
    this.addSql('alter table "identity_stretch" add column "currency" text null')
  }
}
