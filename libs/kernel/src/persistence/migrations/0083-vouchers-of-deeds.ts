import { Migration } from '@mikro-orm/migrations'

/** A voucher fills a pocket, or does a deed. Its uses are counted by account, for a deed has no pocket to tell them apart. */
export class VouchersOfDeeds0083 extends Migration {
  override up(): void {
    this.addSql('alter table "voucher_batch" add column "deed" text null, add column "fields" jsonb null')
    for (const column of ['unit', 'amount', 'priority'])
      this.addSql(`alter table "voucher_batch" alter column "${column}" drop not null`)
    this.addSql(
      'alter table "voucher_batch" add constraint "voucher_batch_gives_one" check ((deed is null) = (unit is not null))'
    )
    this.addSql('alter table "voucher_redemption" add column "use" int null, add column "fact" uuid null')
    this.addSql(`update voucher_redemption r set use = n.use from (
      select tenant, account, pocket, row_number() over (
        partition by tenant, account, batch, serial order by redeemed_at, pocket) as use from voucher_redemption) n
      where r.tenant = n.tenant and r.account = n.account and r.pocket = n.pocket`)
    this.addSql('alter table "voucher_redemption" drop constraint "voucher_redemption_pkey"')
    this.addSql('alter table "voucher_redemption" alter column "use" set not null, alter column "pocket" drop not null')
    this.addSql('alter table "voucher_redemption" add primary key ("tenant", "account", "batch", "serial", "use")')
    this.addSql(
      'alter table "voucher_redemption" add constraint "voucher_redemption_gave_one" check ((fact is null) = (pocket is not null))'
    )
  }
}
