import { Migration } from '@mikro-orm/migrations'

/**
 * What was told of a session after its end waits without saying of which use it is the rest. Where the session had one use, it is of that; where
 * it had several, nobody knows any more, and a retry rates it as a use of its own.
 */
export const RESTS_THAT_WAIT = `update "usage_quarantine" as line
  set "raw" = convert_to((waits.told || jsonb_build_object('rest_of', waits.use))::text, 'UTF8')
  from (select q."tenant", q."event", convert_from(q."raw", 'UTF8')::jsonb as told, s."events"->0->>'event' as use
      from "usage_quarantine" q join "usage_import" i on i."tenant" = q."tenant" and i."id" = q."import" and i."name" = 'charging'
      join "charging_session" s on s."tenant" = q."tenant" and s."id" = (convert_from(q."raw", 'UTF8')::jsonb->>'session')::uuid
      where q."state" = 'open' and q."reason" = 'session-closed' and json_array_length(s."events") = 1) as waits
  where line."tenant" = waits."tenant" and line."event" = waits."event"`

export class RestsThatWait0165 extends Migration {
  override up(): void {
    this.addSql(RESTS_THAT_WAIT)
  }
}
