import { Migration } from '@mikro-orm/migrations'
import { APP_ROLE } from '../roles.ts'

const KEPT = ['tenant', 'account', 'id', 'bill_date', 'known_at', 'run', 'from_date', 'since']
const row = (of: 'old' | 'new'): string => KEPT.map(column => `${of}."${column}"`).join(', ')

/** A bill that came to nothing is cancelled with its run, once; nothing else of it is ever changed. */
export class CancelledEmptyBills0038 extends Migration {
  override up(): void {
    this.addSql(`alter table "empty_bill" add column "run" uuid null, add column "from_date" date null,
      add column "since" date null, add column "cancelled_at" timestamptz(6) null`)
    this.addSql('create index "empty_bill_run" on "empty_bill" ("tenant", "run", "account")')
    this.addSql('drop trigger "empty_bill_append_only" on "empty_bill"')
    this.addSql(`create trigger "empty_bill_append_only" before delete or truncate on "empty_bill"
      for each statement execute function refuse_change()`)
    this.addSql(`create trigger "empty_bill_unchanged" before update on "empty_bill" for each row
      when (old."cancelled_at" is not null or (${row('old')}) is distinct from (${row('new')}))
      execute function refuse_change()`)
    this.addSql(`grant update ("cancelled_at") on "empty_bill" to ${APP_ROLE}`)
  }
}
