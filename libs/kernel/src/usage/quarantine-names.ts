// What a selection of quarantined lines names: is there such an import, and did lines ever wait for such a reason or of such events?
import { nearest } from '@farthing/rules-language'
import { quarantineReasons } from '@farthing/simulator'
import type { Outcome } from '../http/index.ts'
import { sql, type Writer } from '../persistence/index.ts'
import type { QuarantineFilter } from './quarantine-book.ts'

export type Misnamed = 'no-such-import' | 'no-such-reason' | 'no-such-event'

/** The status and the field of each. */
export const MISNAMED = {
  'no-such-import': [404, 'import'],
  'no-such-reason': [422, 'reason'],
  'no-such-event': [422, 'events']
} as const

interface Known {
  readonly has_import: boolean
  /** The first event that is named and of which no line ever waited. */
  readonly stranger: string | null
}

export async function knownNames(
  writer: Writer,
  tenant: string,
  { events, importId, reason }: QuarantineFilter
): Promise<Outcome<null, Misnamed>> {
  const [row = { has_import: false, stranger: null }] = await sql<Known>(
    writer,
    `select exists (select from usage_import where tenant = $1 and id = $2) as has_import,
       (select event from unnest($3::text[]) with ordinality as named (event, place) where not exists (
          select from usage_quarantine q where q.tenant = $1 and q.event = named.event) order by place limit 1) as stranger`,
    [tenant, importId ?? 0, events ?? []]
  )
  if (importId !== undefined && !row.has_import) {
    const detail = `There is no import ${importId}. farthing usage imports lists those that there are.`
    return { ok: false, reason: 'no-such-import', detail }
  }
  if (row.stranger !== null) {
    const detail = `No line of the event ${row.stranger} has ever waited. farthing usage quarantine --json lists those that do: a line that could not be read waits under a name made of its text, not under its id.`
    return { ok: false, reason: 'no-such-event', detail }
  }
  return reason === undefined ? { ok: true, value: null } : knownReason(writer, tenant, reason)
}

/** Of all lines that ever waited is read only for a name that the kernel does not give: they stay for ever. */
async function knownReason(writer: Writer, tenant: string, reason: string): Promise<Outcome<null, 'no-such-reason'>> {
  const own = quarantineReasons()
  if (own.includes(reason)) return { ok: true, value: null }
  const query = 'select exists (select from usage_quarantine where tenant = $1 and reason = $2) as found'
  const [row] = await sql<{ found: boolean }>(writer, query, [tenant, reason])
  if (row?.found === true) return { ok: true, value: null }
  const all = 'select distinct reason from usage_quarantine where tenant = $1'
  const waited = (await sql<{ reason: string }>(writer, all, [tenant])).map(each => each.reason).toSorted()
  const near = nearest(reason, new Set([...waited, ...own]))
  const others = waited.length === 0 ? 'None has waited yet.' : `Lines have waited for ${waited.join(', ')}.`
  const detail = `No line has ever waited for the reason ${reason}. ${near === undefined ? others : `Did you mean ${near}?`}`
  return { ok: false, reason: 'no-such-reason', detail }
}
