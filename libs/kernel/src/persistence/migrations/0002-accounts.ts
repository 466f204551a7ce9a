import { Migration } from '@mikro-orm/migrations'
import { APP_ROLE } from '../roles.ts'
import { tenantPolicySql } from '../tenant-table.ts'

export class Accounts0002 extends Migration {
  override up(): void {
    this.addSql(`create table "account" ("tenant" text not null, "id" uuid not null, "number" text not null,
      "name" text not null, "address" text[] not null, "email" text null, "phone" text null,
      "bill_day" smallint not null, "zone" text not null, "currency" text not null, "status" text not null,
      "opened_on" date not null, "created_at" timestamptz(6) not null, primary key ("tenant", "id"))`)
    this.addSql('alter table "account" add constraint "account_number" unique ("tenant", "number")')
    this.addSql(`create table "account_fact" ("tenant" text not null, "account" uuid not null, "id" uuid not null,
      "kind" text not null, "effective" date not null, "known" timestamptz(6) not null, "supersedes" uuid null,
      "subscription" uuid null, "details" jsonb not null, primary key ("tenant", "account", "id"))`)
    for (const table of ['account', 'account_fact']) this.addSql(tenantPolicySql(table))
    this.addSql(`revoke update, delete on "account_fact" from ${APP_ROLE}`)
  }
}
