import { Migration } from '@mikro-orm/migrations'

/** Vouchers whose deed names an amount were made while all accounts paid in one currency: it is of that one. Money is kept with six decimals. */
export class CurrenciesOfOldVouchers0170 extends Migration {
  override up(): void {
    this.addSql(`update "voucher_batch" b set "currency" = (
        select min(a."currency") from "account" a where a."tenant" = b."tenant" and a."created_at" <= b."made_at")
      where b."deed" is not null and b."currency" is null and exists (
          select from jsonb_each(b."fields"::jsonb) f where jsonb_typeof(f.value) = 'string' and f.value #>> '{}' ~ '^-?[0-9]+[.][0-9]{6}$')
        and 1 = (select count(distinct a."currency") from "account" a where a."tenant" = b."tenant" and a."created_at" <= b."made_at")`)
  }
}
