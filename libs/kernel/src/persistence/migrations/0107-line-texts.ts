import { Migration } from '@mikro-orm/migrations'
import { tenantPolicySql } from '../tenant-table.ts'

/** As `textId` reckons it. */
const ID = `('x' || left(encode(sha256(convert_to(l.description, 'UTF8')), 'hex'), 16))::bit(64)::bigint`

/** The descriptions that lines have, each once, and which invoices have them: how lines are found by their words. */
export class LineTexts0107 extends Migration {
  override up(): void {
    this.addSql(
      `create table "line_text" ("tenant" text not null, "id" bigint not null, "description" text not null, primary key ("tenant", "id"))`
    )
    this.addSql(
      `create index "line_text_words" on "line_text" using gin (to_tsvector('simple', regexp_replace("description", '[[:punct:][:space:]]+', ' ', 'g')))`
    )
    this.addSql(`create table "invoice_text" ("tenant" text not null, "text" bigint not null, "bill_date" date not null,
      "invoice" uuid not null, "account" uuid not null, primary key ("tenant", "text", "bill_date", "invoice"))`)
    for (const table of ['line_text', 'invoice_text']) this.addSql(tenantPolicySql(table))
    this.addSql(`insert into line_text select distinct l.tenant, ${ID}, l.description from invoice_line l`)
    this.addSql(`insert into invoice_text select distinct l.tenant, ${ID}, i.bill_date, l.invoice, l.account
      from invoice_line l join invoice i on i.tenant = l.tenant and i.account = l.account and i.id = l.invoice`)
  }
}
