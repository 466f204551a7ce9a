import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

export class Usage0005 extends Migration {
  override up(): void {
    this.addSql(`create table "usage_class" ("tenant" text not null, "id" bigint not null, "service" text not null,
      "zone" text not null, "bands" text not null, "tariff" text not null, "version" text not null, "unit" text not null,
      "currency" text not null, primary key ("tenant", "id"))`)
    this.addSql(`create table "rated_usage" ("started_at" timestamptz(6) not null, "known" timestamptz(6) not null,
      "quantity" bigint not null, "billed" bigint not null, "amount" bigint not null, "class" bigint not null,
      "import" int not null, "line" int not null, "account" uuid not null, "subscription" uuid not null,
      "tenant" text not null, "event" text not null, "called" text not null, "trace" bytea not null,
      primary key ("tenant", "event"))`)
    this.addSql('create index "rated_usage_account" on "rated_usage" ("tenant", "account", "started_at")')
    this.addSql('create index "rated_usage_known" on "rated_usage" using brin ("known")')
    this.addSql(`create table "usage_import" ("tenant" text not null, "id" int not null, "kind" text not null,
      "name" text not null, "format" text not null, "state" text not null, "header" text null, "head" text null,
      "lines" bigint not null, "rated" bigint not null, "duplicate" bigint not null, "quarantined" bigint not null,
      "filtered" bigint not null, "reasons" jsonb not null, "digest" text null, "problem" text null,
      "started_at" timestamptz(6) not null, "finished_at" timestamptz(6) null, primary key ("tenant", "id"))`)
    this.addSql(`create table "usage_import_chunk" ("tenant" text not null, "import" int not null, "start" bigint not null,
      "end" bigint not null, "lines" int not null, "rated" int not null, "duplicate" int not null,
      "quarantined" int not null, "filtered" int not null, "reasons" jsonb not null, "digest" text not null,
      primary key ("tenant", "import", "start"))`)
    this.addSql(`create table "usage_quarantine" ("tenant" text not null, "event" text not null, "import" int not null,
      "line" int not null, "format" text not null, "state" text not null, "field" text not null, "reason" text not null,
      "detail" text not null, "raw" bytea not null, "known" timestamptz(6) not null, "settled_by" int null,
      primary key ("tenant", "event"))`)
    this.addSql(`create index "usage_quarantine_open" on "usage_quarantine" ("tenant", "import", "line")
      where state = 'open'`)
    const tables = ['usage_class', 'rated_usage', 'usage_import', 'usage_import_chunk', 'usage_quarantine']
    for (const table of tables) this.addSql(tenantPolicySql(table))
  }
}
