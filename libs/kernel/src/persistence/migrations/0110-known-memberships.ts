import { Migration } from '@mikro-orm/migrations'

/** When a membership of a group was told or moved: policies that count over groups look at its members then. */
export class KnownMemberships0110 extends Migration {
  override up(): void {
    this.addSql(`alter table "pocket_group_member" add column "known" timestamptz not null default 'epoch'`)
    this.addSql('alter table "pocket_group_member" alter column "known" drop default')
    this.addSql('create index "pocket_group_member_known" on "pocket_group_member" ("tenant", "known")')
  }
}
