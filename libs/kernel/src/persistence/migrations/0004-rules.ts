import { Migration } from '@mikro-orm/migrations'
import { APP_ROLE } from '../roles.ts'
import { tenantPolicySql } from '../tenant-table.ts'

export class Rules0004 extends Migration {
  override up(): void {
    this.addSql(`create table "rules_version" ("tenant" text not null, "version" text not null, "content" bytea not null,
      "files" int not null, "created_at" timestamptz(6) not null, primary key ("tenant", "version"))`)
    this.addSql(`create table "rules_publication" ("tenant" text not null, "id" uuid not null, "version" text not null,
      "valid_from" date null, "author" text not null, "message" text not null, "published_at" timestamptz(6) not null,
      primary key ("tenant", "id"))`)
    for (const table of ['rules_version', 'rules_publication']) {
      this.addSql(tenantPolicySql(table))
      this.addSql(`revoke update, delete on "${table}" from ${APP_ROLE}`)
    }
  }
}
