// A zone table: prefixes are digits, each once; rows that decide nothing are named.
import { limits } from '../limits.ts'
import type { ZoneRow, ZonesDeclaration } from '../vocabulary/declarations.ts'
import { related, type Report } from './report.ts'

const LONGEST_PREFIX = limits.prefixDigits.most

/** The rows that stand: without those that are wrong. */
export function checkZones({ name, rows, damaged }: ZonesDeclaration, report: Report): ZoneRow[] {
  const byPrefix = new Map<string, ZoneRow>()
  if (rows.length === 0 && !damaged) report.error(name.spot, 'R0060', `zone table ${name.value} has no rows`)
  for (const row of rows) {
    const first = byPrefix.get(row.prefix)
    if (first === undefined) byPrefix.set(row.prefix, row)
    else reportTwice(row, first, report)
  }
  warnOfIdleRows(byPrefix, report)
  return [...byPrefix.values()]
}

function reportTwice(row: ZoneRow, first: ZoneRow, report: Report): void {
  report.add(row.spot, 'error', 'R0131', () => ({
    message: `prefix ${row.prefix} is listed twice, in ${first.zone} and in ${row.zone}`,
    related: [related('it is listed here first', first.spot)]
  }))
}

function warnOfIdleRows(byPrefix: ReadonlyMap<string, ZoneRow>, report: Report): void {
  const withLonger = new Set<ZoneRow>()
  for (const row of byPrefix.values()) {
    const shorter = shorterRow(row.prefix, byPrefix)
    if (shorter === undefined) continue
    withLonger.add(shorter)
    if (shorter.zone !== row.zone) continue
    report.add(row.spot, 'warning', 'R0133', () => ({
      message: `prefix ${row.prefix} changes nothing: ${shorter.prefix} is in ${row.zone} already`,
      related: [related(`${shorter.prefix} is here`, shorter.spot)]
    }))
  }
  const known = (prefix: string): boolean => byPrefix.has(prefix)
  for (const row of withLonger) {
    if (!isCovered(row.prefix, known)) continue
    const message = `prefix ${row.prefix} decides nothing: every number that goes on has a longer prefix`
    report.add(row.spot, 'warning', 'R0132', () => ({ message }))
  }
}

/** Do longer prefixes take every number that begins with this one? A digit without any ends the search at once. */
function isCovered(prefix: string, known: (prefix: string) => boolean): boolean {
  if (prefix.length >= LONGEST_PREFIX) return false
  for (let digit = 0; digit < 10; digit++) {
    const longer = prefix + digit
    if (!known(longer) && !isCovered(longer, known)) return false
  }
  return true
}

function shorterRow(prefix: string, byPrefix: ReadonlyMap<string, ZoneRow>): ZoneRow | undefined {
  for (let length = prefix.length - 1; length > 0; length--) {
    const row = byPrefix.get(prefix.slice(0, length))
    if (row !== undefined) return row
  }
  return undefined
}
