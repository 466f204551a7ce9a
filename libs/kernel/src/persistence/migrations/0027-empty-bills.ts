import { Migration } from '@mikro-orm/migrations'
import { appendOnlySql } from '../append-only.ts'
import { tenantPolicySql } from '../tenant-table.ts'

/** Version 7 (RFC 9562) of the instant: the id of a bill says when it was made. */
const ID = `(lpad(to_hex((extract(epoch from c."known_at") * 1000)::bigint), 12, '0')
    || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid`

/** Of what was made before it, the cursor knows an account's last bill: without an invoice of its day it came to nothing. */
const LAST_BILLS = `insert into "empty_bill" ("tenant", "account", "id", "bill_date", "known_at")
  select c."tenant", c."account", ${ID}, c."bill_date", c."known_at" from "billing_cursor" c
  where c."bill_date" is not null and c."known_at" is not null and not exists (
    select from "invoice" i where i."tenant" = c."tenant" and i."account" = c."account"
      and (i."bill_date" = c."bill_date" or (i."status" = 'cancelled' and i."from_date" = c."bill_date")))`

export class EmptyBills0027 extends Migration {
  override up(): void {
    this.addSql(`create table "empty_bill" ("tenant" text not null, "account" uuid not null, "id" uuid not null,
      "bill_date" date not null, "known_at" timestamptz(6) not null,
      primary key ("tenant", "account", "id"))`)
    this.addSql(LAST_BILLS)
    this.addSql(tenantPolicySql('empty_bill'))
    this.addSql(appendOnlySql('empty_bill'))
  }
}
