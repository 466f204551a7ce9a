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
  readonly reasons: readonly string[]
  /** The first event that is named and of which no line ever waited. */
  readonly stranger: string | null
}

export async function knownNames(
  writer: Writer,
  tenant: string,
  { events, importId, reason }: QuarantineFilter
): Promise<Outcome<null, Misnamed>> {
  const [row = { has_import: false, reasons: [], stranger: null }] = await sql<Known>(
    writer,
    `select exists (select from usage_import where tenant = $1 and id = $2) as has_import,
       array(select distinct reason from usage_quarantine where tenant = $1 and $3) as reasons,
       (select event from unnest($4::text[]) with ordinality as named (event, place) where not exists (
          select from usage_quarantine q where q.tenant = $1 and q.event = named.event) order by place limit 1) as stranger`,
    [tenant, importId ?? 0, reason !== undefined, events ?? []]
  )
  if (importId !== undefined && !row.has_import) {
    const detail = `There is no import ${importId}. farthing usage imports lists those that there are.`
    return { ok: false, reason: 'no-such-import', detail }
  }
  if (row.stranger !== null) {
    const detail = `No line of the event ${row.stranger} has ever waited. farthing usage quarantine --json lists those that do: a line that could not be read waits under a name made of its text, not under its id.`
    return { ok: false, reason: 'no-such-event', detail }
  }
  const reasons = new Set([...row.reasons, ...quarantineReasons()])
  if (reason === undefined || reasons.has(reason)) return { ok: true, value: null }
  const near = nearest(reason, reasons)
  const others = row.reasons.length === 0 ? 'None has waited yet.' : `Lines have waited for ${row.reasons.join(', ')}.`
  const detail = `No line has ever waited for the reason ${reason}. ${near === undefined ? others : `Did you mean ${near}?`}`
  return { ok: false, reason: 'no-such-reason', detail }
}
