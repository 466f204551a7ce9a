// Rows of a deck that can never win, as far as the deck alone can tell: the whole set of rules is told by `farthing check`.
import { limits } from '../limits.ts'
import { type Deck, type DeckRow, rowId } from './deck-row.ts'

export interface ShadowedRow {
  readonly deck: string
  readonly row: DeckRow
  /** Why it never wins, in words. */
  readonly because: string
}

export function shadowedRows(deck: Deck): ShadowedRow[] {
  const first = new Map<string, DeckRow>()
  const shadowed: ShadowedRow[] = []
  for (const row of deck.rows) {
    const earlier = first.get(row.id)
    if (earlier === undefined) first.set(row.id, row)
    else shadowed.push({ deck: deck.name, row, because: `${earlier.file}:${earlier.line} is for the same` })
  }
  const rows = [...first.values()]
  return [...shadowed, ...coveredPrefixes(deck.name, rows), ...coveredByBands(deck.name, rows)]
}

const LONGEST_PREFIX = limits.prefixDigits.most

/** Ten longer prefixes, or those below them, take every number that begins with this one. */
function coveredPrefixes(deck: string, rows: readonly DeckRow[]): ShadowedRow[] {
  const known = new Set(rows.flatMap(({ key }) => key['prefix'] ?? []))
  const withLonger = new Set<string>()
  for (const prefix of known) if (prefix.length > 1) withLonger.add(prefix.slice(0, -1))
  const isCovered = (prefix: string): boolean => {
    if (prefix.length >= LONGEST_PREFIX) return false
    return [...'0123456789'].every(digit => known.has(prefix + digit) || isCovered(prefix + digit))
  }
  return rows.flatMap(row => {
    const { prefix } = row.key
    if (prefix === undefined || !withLonger.has(prefix) || !isCovered(prefix)) return []
    return [{ deck, row, because: `longer prefixes take every number that begins with ${prefix}` }]
  })
}

/** A zone with a row of its own for each band of the deck has none left for `*`. */
function coveredByBands(deck: string, rows: readonly DeckRow[]): ShadowedRow[] {
  const forAll = rows.filter(({ key }) => key['band'] === '*')
  const bands = new Set(rows.flatMap(({ key: { band } }) => (band === undefined || band === '*' ? [] : band)))
  if (bands.size === 0 || forAll.length === 0) return []
  const ids = new Set(rows.map(({ id }) => id))
  const because = `every band has a row of its own: ${[...bands].join(', ')}`
  return forAll.flatMap(row => {
    const own = [...bands].every(band => ids.has(rowId({ ...row.key, band })))
    return own ? [{ deck, row, because }] : []
  })
}
