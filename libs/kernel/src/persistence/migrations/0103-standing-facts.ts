import { Migration } from '@mikro-orm/migrations'

/** A withdrawal that is withdrawn takes nothing back. */
const WITHDRAWN = `create function fact_withdrawn(of_tenant text, of_account uuid, fact uuid) returns boolean language plpgsql stable as $$
  begin
    return exists (select from account_fact w where w.tenant = of_tenant and w.account = of_account and w.supersedes = fact
      and w.kind = 'withdrawn' and not fact_withdrawn(of_tenant, of_account, w.id));
  end $$`

/** Nothing replaces it that was not withdrawn itself. */
const STANDS = `create function fact_stands(of_tenant text, of_account uuid, fact uuid) returns boolean language plpgsql stable as $$
  begin
    return not exists (select from account_fact w where w.tenant = of_tenant and w.account = of_account and w.supersedes = fact
      and not fact_withdrawn(of_tenant, of_account, w.id));
  end $$`

/** Which facts count, as `standingFacts` says it, for statements that ask it of many accounts. */
export class StandingFacts0103 extends Migration {
  override up(): void {
    this.addSql(WITHDRAWN)
    this.addSql(STANDS)
  }
}
