import { Migration } from '@mikro-orm/migrations'

/** How many invoices of a run were sent is counted as they are, and not whenever runs are listed. */
export class SentOfRuns0189 extends Migration {
  override up(): void {
    this.addSql('alter table "billing_run" add column "sent" int not null default 0')
    this.addSql(`update "billing_run" r set "sent" = s.sent
      from (select tenant, run, count(*) as sent from "sent_invoice" group by tenant, run) s
      where s.tenant = r.tenant and s.run = r.id`)
    this.addSql('drop index "sent_invoice_run"')
  }
}
