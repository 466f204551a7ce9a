// What a selection of quarantined lines names: is there such an import, and did any line ever wait for such a reason?
import { nearest } from '@farthing/rules-language'
import { quarantineReasons } from '@farthing/simulator'
import type { Outcome } from '../http/index.ts'
import { sql, type Writer } from '../persistence/index.ts'
import type { QuarantineFilter } from './quarantine-book.ts'

export type Misnamed = 'no-such-import' | 'no-such-reason'

/** The status and the field of each. */
export const MISNAMED = { 'no-such-import': [404, 'import'], 'no-such-reason': [422, 'reason'] } as const

interface Known {
  readonly has_import: boolean
  readonly reasons: readonly string[]
}

export async function knownNames(
  writer: Writer,
  tenant: string,
  { importId, reason }: QuarantineFilter
): Promise<Outcome<null, Misnamed>> {
  const [row = { has_import: false, reasons: [] }] = await sql<Known>(
    writer,
    `select exists (select from usage_import where tenant = $1 and id = $2) as has_import,
       array(select distinct reason from usage_quarantine where tenant = $1 and $3) as reasons`,
    [tenant, importId ?? 0, reason !== undefined]
  )
  if (importId !== undefined && !row.has_import) {
    const detail = `There is no import ${importId}. farthing usage imports lists those that there are.`
    return { ok: false, reason: 'no-such-import', detail }
  }
  const reasons = new Set([...row.reasons, ...quarantineReasons()])
  if (reason === undefined || reasons.has(reason)) return { ok: true, value: null }
  const near = nearest(reason, reasons)
  const others = row.reasons.length === 0 ? 'None has waited yet.' : `Lines have waited for ${row.reasons.join(', ')}.`
  const detail = `No line has ever waited for the reason ${reason}. ${near === undefined ? others : `Did you mean ${near}?`}`
  return { ok: false, reason: 'no-such-reason', detail }
}
