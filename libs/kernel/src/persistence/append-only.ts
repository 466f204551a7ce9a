// Tables whose rows are never changed or deleted: PostgreSQL itself refuses, whoever asks.
import { APP_ROLE } from './roles.ts'

/** Once per database: the function behind the triggers below. */
export const APPEND_ONLY_FUNCTION = `create function refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception '% of % is refused: its rows are never changed or deleted', lower(tg_op), tg_table_name
      using errcode = 'restrict_violation';
  end $$`

/** SQL for a table's migration. */
export function appendOnlySql(table: string): string {
  return (
    `create trigger "${table}_append_only" before update or delete or truncate on "${table}"\n` +
    '  for each statement execute function refuse_change();\n' +
    `revoke update, delete, truncate on "${table}" from ${APP_ROLE};`
  )
}
