import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** Charges of other systems that are known already belong to the account that was told first. */
export class DeedIdentities0099 extends Migration {
  override up(): void {
    this.addSql(`create table "deed_identity" ("tenant" text not null, "deed" text not null, "identity" text not null,
      "account" uuid not null, primary key ("tenant", "deed", "identity"))`)
    this.addSql(tenantPolicySql('deed_identity'))
    this.addSql(`insert into deed_identity (tenant, deed, identity, account)
      select distinct on (tenant, identity) tenant, 'receive-charge', identity, account from (
        select f.tenant, f.account, f.id, '[' || to_json(f.details->'fields'->>'id') || ',' || to_json(f.details->'fields'->>'source') || ']' as identity
        from account_fact f where f.kind = 'deed' and f.details->>'deed' = 'receive-charge'
          and not exists (select from account_fact w where w.tenant = f.tenant and w.account = f.account and w.supersedes = f.id)) known
      order by tenant, identity, id`)
  }
}
