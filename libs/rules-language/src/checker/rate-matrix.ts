// A rate for every zone and band: a row that names both, else the one row that names one of them, else the row for every one.
import type { RateRow } from '../vocabulary/declarations.ts'
import { placeOf, related, type Report } from './report.ts'

export interface Matrix {
  readonly zones: readonly string[]
  readonly bands: readonly string[]
  /** Indexes into `zones` and `bands` of each row; -1: every one. */
  readonly rows: readonly { readonly row: RateRow; readonly zone: number; readonly band: number }[]
}

/** `rows` index of zone * bands + band; -1: no rate. Rows given twice, rows that tie and rows never used are reported. */
export function resolveRates({ zones, bands, rows }: Matrix, report: Report): Int32Array {
  const byKey = new Map<number, number>()
  const key = (zone: number, band: number): number => (zone + 1) * (bands.length + 1) + band + 1
  rows.forEach(({ row, zone, band }, index) => {
    const first = rows[byKey.get(key(zone, band)) ?? -1]
    if (first === undefined) byKey.set(key(zone, band), index)
    else reportTwice(row, first.row, report)
  })
  const used = new Uint8Array(rows.length)
  const ties = new Ties(report)
  const chosen = Int32Array.from({ length: zones.length * bands.length }, (_, cell) => {
    const zone = Math.floor(cell / bands.length)
    const band = cell % bands.length
    const exact = byKey.get(key(zone, band))
    const byZone = byKey.get(key(zone, -1))
    const byBand = byKey.get(key(-1, band))
    if (exact === undefined && byZone !== undefined && byBand !== undefined) {
      ties.add(rows[byZone]?.row, rows[byBand]?.row, `${zones[zone]} in band ${bands[band]}`)
      used[byBand] = 1
    }
    const index = exact ?? byZone ?? byBand ?? byKey.get(key(-1, -1)) ?? -1
    if (index >= 0) used[index] = 1
    return index
  })
  for (const index of byKey.values()) {
    const row = rows[index]?.row
    if (used[index] === 0 && row !== undefined) warnOfIdleRow(row, report)
  }
  return chosen
}

function reportTwice(row: RateRow, first: RateRow, report: Report): void {
  report.add(row.spot, 'error', 'R0153', () => ({
    message: 'two rows give a rate for the same zone and band, and neither is an exception of the other',
    related: [related('the first one is here', first.spot)]
  }))
}

function warnOfIdleRow(row: RateRow, report: Report): void {
  report.add(row.spot, 'warning', 'R0155', () => ({
    message: 'this row never applies: every zone and band that it is for has a row of its own'
  }))
}

/** Two rows that both apply, reported once for each pair, with the first cell in which they do. */
class Ties {
  readonly #report: Report
  readonly #seen = new Map<RateRow, Set<RateRow>>()

  constructor(report: Report) {
    this.#report = report
  }

  add(byZone: RateRow | undefined, byBand: RateRow | undefined, cell: string): void {
    if (byZone === undefined || byBand === undefined) return
    const seen = this.#seen.get(byZone) ?? new Set()
    this.#seen.set(byZone, seen)
    if (seen.has(byBand)) return
    seen.add(byBand)
    this.#report.add(byBand.spot, 'error', 'R0154', () => ({
      message: `two rows apply to ${cell}: this one and the one in line ${placeOf(byZone.spot).line}; neither is more specific, so write a row for ${cell}`,
      related: [related('the other row is here', byZone.spot)]
    }))
  }
}
