// The role under which requests run: it owns nothing, so row-level security binds it.
import type { Client } from 'pg'
import { StartRefused } from '../start-refused.ts'

export const APP_ROLE = 'farthing_app'

const INSUFFICIENT_PRIVILEGE = '42501'

/** Creates the role when missing, and lets the connected user take it. Two processes may do so at once. */
export async function prepareRole(client: Client): Promise<void> {
  const roles = await client.query('select pg_has_role(oid, $2) as ours from pg_roles where rolname = $1', [
    APP_ROLE,
    'MEMBER'
  ])
  try {
    if (roles.rows.length === 0) {
      await client.query(
        `do $$ begin create role ${APP_ROLE} nologin; exception when duplicate_object or unique_violation then null; end $$`
      )
    }
    if (roles.rows[0]?.ours !== true) await client.query(`grant ${APP_ROLE} to current_user`)
  } catch (error) {
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error
    const { rows } = await client.query('select quote_ident(current_user) as name')
    const user = String(rows[0]?.name)
    throw new StartRefused(
      `The database user ${user} may not create the role ${APP_ROLE}, under which tenants are kept apart.\n` +
        `Ask an administrator of that server to run once:\n  create role ${APP_ROLE} nologin;\n  grant ${APP_ROLE} to ${user};`
    )
  }
}

/** Lets the role use the tables, those that migrations will add included. A migration may take some of it back. */
export async function grantTables(client: Client): Promise<void> {
  await client.query(`
    grant usage on schema public to ${APP_ROLE};
    alter default privileges in schema public grant select, insert, update, delete on tables to ${APP_ROLE};
    alter default privileges in schema public grant usage on sequences to ${APP_ROLE};`)
}
