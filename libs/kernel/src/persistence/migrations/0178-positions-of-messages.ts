import { Migration } from '@mikro-orm/migrations'

/** Those that there are stand in the order of their ids, in which they were read. */
export class PositionsOfMessages0178 extends Migration {
  override up(): void {
    this.addSql('alter table "message" add column "position" bigint null')
    this.addSql(`update "message" m set "position" = placed.place
      from (select "tenant", "account", "id", row_number() over (partition by "tenant" order by "id") as place from "message") placed
      where m."tenant" = placed."tenant" and m."account" = placed."account" and m."id" = placed."id"`)
    this.addSql(`insert into "number_series" ("tenant", "series", "next")
      select "tenant", 'message', max("position") + 1 from "message" group by "tenant"`)
    this.addSql('alter table "message" alter column "position" set not null')
    this.addSql('create index "message_position" on "message" ("tenant", "position")')
  }
}
