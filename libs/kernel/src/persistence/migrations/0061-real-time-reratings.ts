import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** Up to when usage that is rated in real time was looked at by itself; and which re-ratings nobody had to apply. */
export class RealTimeReratings0061 extends Migration {
  override up(): void {
    this.addSql(`create table "rerating_look" ("tenant" text not null, "known_at" timestamptz(6) not null,
      "publications" int not null, "rerating" int not null, primary key ("tenant"))`)
    this.addSql(tenantPolicySql('rerating_look'))
    this.addSql('alter table "rerating" add column "by_itself" boolean not null default false')
    this.addSql(`update "rerating" set "choice" = "choice" || '{"rating": null}'`)
  }
}
