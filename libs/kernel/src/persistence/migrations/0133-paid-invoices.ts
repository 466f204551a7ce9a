import { Migration } from '@mikro-orm/migrations'

/** The bills of one of the accounts that another pays for are found without those of all the others. */
export class PaidInvoices0133 extends Migration {
  override up(): void {
    this.addSql(
      'create index "invoice_paid_for" on "invoice" ("tenant", "account", (accounts[1]), "bill_date") where accounts is not null'
    )
  }
}
