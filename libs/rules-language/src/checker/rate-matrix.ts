// A rate for every origin, zone and band: of the rows that fit a cell, the one that is an exception of all the others.
import type { RateRow } from '../vocabulary/declarations.ts'
import { placeOf, related, type Report } from './report.ts'

/** Indexes into the names of a matrix; -1: every one. */
export interface PlacedRow {
  readonly row: RateRow
  readonly origin: number
  readonly zone: number
  readonly band: number
}

export interface Matrix {
  readonly origins: readonly string[]
  readonly zones: readonly string[]
  readonly bands: readonly string[]
  readonly rows: readonly PlacedRow[]
}

/** What a row names, as bits. */
const ORIGIN = 4
const ZONE = 2
const BAND = 1

/**
 * `rows` index of each cell, (origin * zones + zone) * bands + band; -1: no rate. Rows given twice, rows that tie and rows
 * never used are reported. Only the ways of naming that occur are looked up, so that it is linear in cells and rows.
 */
export function resolveRates(matrix: Matrix, report: Report): Int32Array {
  const { bands, origins, rows, zones } = matrix
  const keys = new CellKeys(matrix)
  const byKey = rowsByKey(matrix, keys, report)
  const shapes = [...new Set(rows.map(shapeOf))].sort((a, b) => bits(b) - bits(a) || b - a)
  const used = new Uint8Array(rows.length)
  const ties = new Ties(matrix, report)
  const rateOf = Int32Array.from({ length: origins.length * zones.length * bands.length }, (_, cell) => {
    const band = cell % bands.length
    const zone = Math.floor(cell / bands.length) % zones.length
    const origin = Math.floor(cell / (bands.length * zones.length))
    let winner = -1
    let winning = 0
    for (const shape of shapes) {
      const index = byKey.get(keys.of(shape & ORIGIN ? origin : -1, shape & ZONE ? zone : -1, shape & BAND ? band : -1))
      if (index === undefined) continue
      if (winner < 0) {
        winner = index
        winning = shape
      } else if ((shape & ~winning) !== 0) {
        used[index] = 1
        ties.add({ winner, other: index, cell: { origin, zone, band } })
      }
    }
    if (winner >= 0) used[winner] = 1
    return winner
  })
  for (const index of byKey.values()) {
    const row = rows[index]?.row
    if (used[index] === 0 && row !== undefined) warnOfIdleRow(row, { axes: axesText(matrix), report })
  }
  return rateOf
}

function shapeOf({ band, origin, zone }: PlacedRow): number {
  return (origin < 0 ? 0 : ORIGIN) | (zone < 0 ? 0 : ZONE) | (band < 0 ? 0 : BAND)
}

function bits(shape: number): number {
  return (shape >> 2) + ((shape >> 1) & 1) + (shape & 1)
}

/** One number for what a row names. Rows may lie beyond the matrix. */
class CellKeys {
  readonly #zones: number
  readonly #bands: number

  constructor({ bands, rows, zones }: Matrix) {
    this.#zones = rows.reduce((most, { zone }) => Math.max(most, zone + 1), zones.length) + 1
    this.#bands = bands.length + 1
  }

  of(origin: number, zone: number, band: number): number {
    return ((origin + 1) * this.#zones + zone + 1) * this.#bands + band + 1
  }
}

function rowsByKey(matrix: Matrix, keys: CellKeys, report: Report): Map<number, number> {
  const { rows } = matrix
  const axes = axesText(matrix)
  const byKey = new Map<number, number>()
  rows.forEach(({ band, origin, row, zone }, index) => {
    const key = keys.of(origin, zone, band)
    const first = rows[byKey.get(key) ?? -1]
    if (first === undefined) byKey.set(key, index)
    else reportTwice(row, first.row, { axes, report })
  })
  return byKey
}

/** What rows name, in words. */
function axesText({ origins }: Matrix): string {
  return origins[0] === '' ? 'zone and band' : 'origin, zone and band'
}

interface Wording {
  readonly axes: string
  readonly report: Report
}

function reportTwice(row: RateRow, first: RateRow, { axes, report }: Wording): void {
  report.add(row.spot, 'error', 'R0153', () => ({
    message: `two rows give a rate for the same ${axes}, and neither is an exception of the other`,
    related: [related('the first one is here', first.spot)]
  }))
}

function warnOfIdleRow(row: RateRow, { axes, report }: Wording): void {
  report.add(row.spot, 'warning', 'R0155', () => ({
    message: `this row never applies: every ${axes} that it is for has a row of its own`
  }))
}

interface Tie {
  /** Indexes of two rows of which neither is an exception of the other. */
  readonly winner: number
  readonly other: number
  readonly cell: Omit<PlacedRow, 'row'>
}

/** Two rows that both apply, reported once for each pair, with the first cell in which they do. */
class Ties {
  readonly #matrix: Matrix
  readonly #report: Report
  readonly #seen = new Map<number, Set<number>>()

  constructor(matrix: Matrix, report: Report) {
    this.#matrix = matrix
    this.#report = report
  }

  add({ cell, other, winner }: Tie): void {
    const seen = this.#seen.getOrInsertComputed(winner, () => new Set())
    const [first, second] = [this.#matrix.rows[winner]?.row, this.#matrix.rows[other]?.row]
    if (first === undefined || second === undefined || seen.has(other)) return
    seen.add(other)
    const text = this.#text(cell)
    this.#report.add(second.spot, 'error', 'R0154', () => ({
      message: `two rows apply to ${text}: this one and the one in line ${placeOf(first.spot).line}; neither is more specific, so write a row for ${text}`,
      related: [related('the other row is here', first.spot)]
    }))
  }

  #text({ band, origin, zone }: Tie['cell']): string {
    const { bands, origins, zones } = this.#matrix
    const from = origins[origin] === '' ? '' : `${origins[origin]} to `
    return `${from}${zones[zone]}${bands[band] === '' ? '' : ` in band ${bands[band]}`}`
  }
}
