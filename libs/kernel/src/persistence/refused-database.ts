// What can be wrong with the database that the operator named, in words that say what to do.
import { StartRefused } from '../start-refused.ts'

const UNREACHABLE = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'EAI_AGAIN']
/** Bad password, no permission to log in, no such database. */
const UNWELCOME = ['28P01', '28000', '3D000']
const INSUFFICIENT_PRIVILEGE = '42501'
/** The server's files lack the extension (two codes, by version). */
const NO_EXTENSION = ['0A000', '58P01']

/** Throws StartRefused when the text cannot name a database. */
export function checkUrl(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1) return
  throw new StartRefused('DATABASE_URL must read postgres://user:password@host:port/database, the database included.')
}

/** The error as a StartRefused when the operator can mend it; else the error itself. Never shows the password. */
export function readable(error: unknown, url: string): unknown {
  const { code = '', message } = error as { code?: string; message: string }
  const { hostname, port, pathname } = new URL(url)
  const place = `PostgreSQL at ${hostname}:${port || '5432'}${pathname}`
  if (UNREACHABLE.includes(code)) {
    return new StartRefused(
      `No answer from ${place} (${code}). Check DATABASE_URL, or unset it to use the built-in server.`
    )
  }
  if (UNWELCOME.includes(code))
    return new StartRefused(`${place} refused the connection: ${message}. Check DATABASE_URL.`)
  if (code === INSUFFICIENT_PRIVILEGE) {
    return new StartRefused(
      `${place} does not let this user make its tables: ${message}.\nMake the user the owner of the database.`
    )
  }
  if (NO_EXTENSION.includes(code) && message.includes('btree_gist')) {
    return new StartRefused(
      `${place} lacks the extension btree_gist. Install PostgreSQL's contrib package on that server.`
    )
  }
  return error
}
