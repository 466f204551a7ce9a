import { Migration } from '@mikro-orm/migrations'

/** Vouchers whose deed names an amount were made while all accounts paid in one currency: it is of that one. */
export class CurrenciesOfOldVouchers0170 extends Migration {
  override up(): void {
    this.addSql(`update "voucher_batch" b set "currency" = paid."currency"
      from (select "tenant", min("currency") as "currency" from "account" group by "tenant" having count(distinct "currency") = 1) paid
      where b."tenant" = paid."tenant" and b."deed" is not null and b."currency" is null and exists (
        select from jsonb_each(b."fields"::jsonb) f where jsonb_typeof(f.value) = 'string' and f.value #>> '{}' ~ '^-?[0-9]+([.][0-9]+)?$')`)
  }
}
