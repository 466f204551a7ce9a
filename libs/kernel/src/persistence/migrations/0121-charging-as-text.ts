import { Migration } from '@mikro-orm/migrations'

/** Events of sessions and answers are kept and handed out whole: taking them apart for `jsonb` cost more than storing them. */
export class ChargingAsText0121 extends Migration {
  override up(): void {
    this.addSql('alter table "charging_session" alter column "events" type json using "events"::json')
    this.addSql('alter table "charging_request" alter column "answer" type json using "answer"::json')
  }
}
