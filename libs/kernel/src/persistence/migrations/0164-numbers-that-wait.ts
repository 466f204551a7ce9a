import { Migration } from '@mikro-orm/migrations'

/**
 * What charging and moved numbers left in quarantine said its numbers as E.164 digits, and a retry read them as dialled here. They get the plus
 * that was meant. What a network told of sessions that nobody knows is as the network wrote it.
 */
export const NUMBERS_THAT_WAIT = `update "usage_quarantine" as line set "raw" = convert_to((written.told || jsonb_build_object(
      'to', regexp_replace(coalesce(written.told->>'to', ''), '^(?=[1-9][0-9]*$)', '+'),
      'from', regexp_replace(coalesce(written.told->>'from', ''), '^(?=[1-9][0-9]*$)', '+')))::text, 'UTF8')
  from (select q."tenant", q."event", convert_from(q."raw", 'UTF8')::jsonb as told
      from "usage_quarantine" q join "usage_import" i on i."tenant" = q."tenant" and i."id" = q."import"
      where q."state" = 'open' and i."kind" = 'events' and i."name" = 'charging' and q."event" not like 'charging:stray:%') as written
  where line."tenant" = written."tenant" and line."event" = written."event" and line."state" = 'open'`

export class NumbersThatWait0164 extends Migration {
  override up(): void {
    this.addSql(NUMBERS_THAT_WAIT)
  }
}
