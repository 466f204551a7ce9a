import { Migration } from '@mikro-orm/migrations'

/** In which the account is kept that answers for an identity: what is used is rated by the rules for it. */
export class CurrenciesOfStretches0167 extends Migration {
  override up(): void {
    this.addSql('alter table "identity_stretch" add column "currency" text null')
    this.addSql(
      'update "identity_stretch" s set "currency" = a."currency" from "account" a where a."tenant" = s."tenant" and a."id" = s."account"'
    )
    this.addSql('alter table "identity_stretch" alter column "currency" set not null')
  }
}
