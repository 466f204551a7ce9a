import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** Accounts that a proposal is about stood in its choice, which each of its chunks read. */
export const ASKED_BEFORE = [
  `insert into "rerating_asked" ("tenant", "rerating", "account")
   select distinct r.tenant, r.id, account::uuid from "rerating" r cross join lateral jsonb_array_elements_text(r.choice->'accounts') account
   where jsonb_typeof(r.choice->'accounts') = 'array' and r.state <> 'withdrawn' on conflict do nothing`,
  `update "rerating" set "choice" = jsonb_set("choice", '{accounts}', 'null')
   where "choice"->>'rating' = 'real-time' and jsonb_typeof("choice"->'accounts') = 'array'`
]

export class AskedAccounts0162 extends Migration {
  override up(): void {
    this.addSql(`create table "rerating_asked" ("tenant" text not null, "rerating" int not null, "account" uuid not null,
      primary key ("tenant", "rerating", "account"))`)
    this.addSql(tenantPolicySql('rerating_asked'))
    for (const text of ASKED_BEFORE) this.addSql(text)
  }
}
