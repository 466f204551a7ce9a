// The header of a CDR file: which column holds what, in any order.
import { FieldScanner } from '@farthing/plugin-sdk'

/** Newer releases have some 130. */
export const MOST_COLUMNS = 256

const needed = [
  'cdrRecordType',
  'globalCallID_callManagerId',
  'globalCallID_callId',
  'origLegCallIdentifier',
  'destLegIdentifier',
  'dateTimeOrigination',
  'callingPartyNumber',
  'finalCalledPartyNumber',
  'dateTimeConnect',
  'duration'
] as const
const optional = [
  'globalCallId_ClusterID',
  'callingPartyUnicodeLoginUserID',
  'originalCalledPartyNumber',
  'origCause_value',
  'destCause_value'
] as const

export type CucmColumn = (typeof needed)[number] | (typeof optional)[number]

/** -1: not in the file. */
export type CucmColumns = Readonly<Record<CucmColumn, number>> & { readonly count: number }

export type ReadHeader =
  | { readonly ok: true; readonly columns: CucmColumns }
  | { readonly ok: false; readonly problem: string }

export function readHeader(header: string | null): ReadHeader {
  const names = header === null ? [] : namesOf(header)
  const at = (column: CucmColumn): number => names.indexOf(column.toLowerCase())
  const missing = needed.filter(column => at(column) < 0)
  if (missing.length === needed.length) {
    return { ok: false, problem: 'the first line names none of the columns of a CDR file (cdrRecordType, ...)' }
  }
  if (missing.length > 0) {
    return {
      ok: false,
      problem: `the header lacks ${missing.join(', ')}: is it a file of calls, and not of diagnostics?`
    }
  }
  const places = [...needed, ...optional].map(column => [column, at(column)] as const)
  return { ok: true, columns: { ...(Object.fromEntries(places) as Record<CucmColumn, number>), count: names.length } }
}

function namesOf(header: string): string[] {
  const fields = new FieldScanner(MOST_COLUMNS)
  const count = fields.scan(header)
  return Array.from({ length: Math.max(count, 0) }, (_, index) => fields.text(index).trim().toLowerCase())
}
