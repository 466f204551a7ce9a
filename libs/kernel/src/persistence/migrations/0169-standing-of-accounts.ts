import { Migration } from '@mikro-orm/migrations'

/** Payouts of commission noted partners among the accounts that policies look at, and passes never ended. */
export class StandingOfAccounts0169 extends Migration {
  override up(): void {
    this.addSql(
      'delete from "policy_standing" s where not exists (select from "account" a where a."tenant" = s."tenant" and a."id" = s."account")'
    )
  }
}
