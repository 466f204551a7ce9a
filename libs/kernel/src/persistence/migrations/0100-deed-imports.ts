import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** Files of deeds, and their lines that were refused. */
export class DeedImports0100 extends Migration {
  override up(): void {
    this.addSql(`create table "deed_import" ("tenant" text not null, "id" int not null, "deed" text not null, "name" text not null,
      "state" text not null, "lines" int not null, "taken" int not null, "duplicate" int not null, "refused" int not null,
      "problem" text null, "started_at" timestamptz(6) not null, "ended_at" timestamptz(6) null, primary key ("tenant", "id"))`)
    this.addSql(
      'alter table "deed_import" add constraint "deed_import_adds_up" check (lines = taken + duplicate + refused)'
    )
    this.addSql(`create table "refused_deed" ("tenant" text not null, "import" int not null, "line" int not null, "said" jsonb null,
      "raw" text null, "reason" text not null, "detail" text not null, primary key ("tenant", "import", "line"))`)
    for (const table of ['deed_import', 'refused_deed']) this.addSql(tenantPolicySql(table))
  }
}
