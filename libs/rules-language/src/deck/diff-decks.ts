// Two decks side by side: what rose, fell, is new, is gone, was changed otherwise, or can never win.
import type { MoneyLiteral } from '../signature/slot-value.ts'
import { compareAmounts, type ComparablePrice, comparePrices, type PriceStep } from './compare-prices.ts'
import type { Deck, DeckRow, DeckValue } from './deck-row.ts'
import { shadowedRows, type ShadowedRow } from './shadowed-rows.ts'

export type DeckChangeKind = 'up' | 'down' | 'changed' | 'new' | 'gone'

export interface DeckChange {
  readonly kind: DeckChangeKind
  readonly deck: string
  readonly key: DeckRow['key']
  readonly before: DeckRow | null
  readonly after: DeckRow | null
  /**
   * Of a price that rose or fell: by how much for what the old price is per ('-0.05'), of a percentage by how many points;
   * '' when one of the two is free. Of a setup or minimum, when the price is as it was: by how much.
   */
  readonly by: string
  /** In hundredths of a percent; null when one of the two prices is free, or the old setup or minimum was nothing. */
  readonly basisPoints: number | null
  /** Columns that say something else: price, setup, increment. */
  readonly columns: readonly string[]
}

export interface DeckCounts extends Readonly<Record<DeckChangeKind | 'unchanged' | 'shadowed', number>> {
  readonly before: number
  readonly after: number
  /** Rows whose price is not, or not only, what changed, by column. */
  readonly columns: Readonly<Record<string, number>>
}

export interface DeckDifference {
  readonly counts: DeckCounts
  /** In the order of the new deck, those that are gone last. */
  readonly changes: readonly DeckChange[]
  /** Rows of the new deck that never decide anything. */
  readonly shadowed: readonly ShadowedRow[]
}

/** Decks are the same deck when they have the same name; rows when they are for the same. Takes time in proportion to the rows. */
export function diffDecks(before: readonly Deck[], after: readonly Deck[]): DeckDifference {
  const old = new Map(before.map(deck => [deck.name, byKey(deck)]))
  const changes: DeckChange[] = []
  let unchanged = 0
  for (const deck of after) {
    const rows = old.get(deck.name)
    for (const [key, row] of byKey(deck)) {
      const change = changeOf(deck.name, rows?.get(key) ?? null, row)
      if (change === null) unchanged++
      else changes.push(change)
      rows?.delete(key)
    }
  }
  for (const [name, rows] of old) for (const row of rows.values()) changes.push(rowAlone('gone', name, row))
  const shadowed = after.flatMap(shadowedRows)
  return { counts: countsOf({ before, after, changes, unchanged, shadowed }), changes, shadowed }
}

/** The first of rows for the same; later ones are shadowed. */
function byKey({ rows }: Deck): Map<string, DeckRow> {
  const found = new Map<string, DeckRow>()
  for (const row of rows) {
    if (!found.has(row.id)) found.set(row.id, row)
  }
  return found
}

function rowAlone(kind: 'new' | 'gone', deck: string, row: DeckRow): DeckChange {
  const sides = kind === 'new' ? { before: null, after: row } : { before: row, after: null }
  return { kind, deck, key: row.key, ...sides, by: '', basisPoints: null, columns: [] }
}

function changeOf(deck: string, before: DeckRow | null, after: DeckRow): DeckChange | null {
  if (before === null) return rowAlone('new', deck, after)
  const names = new Set([...before.says.keys(), ...after.says.keys()])
  const columns = [...names].filter(name => !isSame(before.says.get(name), after.says.get(name)))
  if (columns.length === 0) return null
  const steps = COSTS.filter(({ column }) => columns.includes(column)).map(({ column, compare }) =>
    compare(before.says.get(column)?.value, after.says.get(column)?.value)
  )
  const { direction, by, basisPoints } = oneWay(steps) ?? { direction: 'same', by: '', basisPoints: null }
  const kind = direction === 'same' ? 'changed' : direction
  return { kind, deck, key: after.key, before, after, by, basisPoints, columns }
}

/** The first of steps that all go up, or all go down; else null. */
function oneWay(steps: readonly (PriceStep | null)[]): PriceStep | null {
  const [first = null, ...others] = steps
  return first !== null && others.every(step => step?.direction === first.direction) ? first : null
}

type Comparison = (before: DeckValue['value'] | undefined, after: DeckValue['value'] | undefined) => PriceStep | null

/** Columns of which more is dearer, the one that says by how much a row rose or fell first. */
const COSTS: readonly { readonly column: string; readonly compare: Comparison }[] = [
  { column: 'price', compare: (was, is) => (isPrice(was) && isPrice(is) ? comparePrices(was, is) : null) },
  ...['setup', 'minimum'].map(column => ({ column, compare: compareIfAmounts }))
]

function compareIfAmounts(...[was, is]: Parameters<Comparison>): PriceStep | null {
  return isAmountOrBlank(was) && isAmountOrBlank(is) ? compareAmounts(was, is) : null
}

function isAmountOrBlank(value: unknown): value is MoneyLiteral | undefined {
  return value === undefined || (typeof value === 'object' && value !== null && 'currency' in value)
}

function isPrice(value: unknown): value is ComparablePrice {
  return typeof value === 'object' && value !== null && 'kind' in value && COMPARABLE.has(value.kind)
}

const COMPARABLE: ReadonlySet<unknown> = new Set(['free', 'per', 'percent'])

/** 0.250 is 0.25, and 60s is 1 min. */
function isSame(one: DeckValue | undefined, other: DeckValue | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  if (one.text === other.text) return true
  if (isPrice(one.value) && isPrice(other.value)) return comparePrices(one.value, other.value)?.direction === 'same'
  return plain(one.value) === plain(other.value)
}

function plain(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part))
}

interface Counted extends Omit<DeckDifference, 'counts'> {
  readonly before: readonly Deck[]
  readonly after: readonly Deck[]
  readonly unchanged: number
}

function countsOf({ before, after, changes, unchanged, shadowed }: Counted): DeckCounts {
  const rowsOf = (decks: readonly Deck[]): number => decks.reduce((sum, { rows }) => sum + rows.length, 0)
  const kinds = { up: 0, down: 0, changed: 0, new: 0, gone: 0 }
  const columns = new Map<string, number>()
  for (const change of changes) {
    kinds[change.kind]++
    for (const column of change.columns) {
      if (column !== 'price' || change.kind === 'changed') columns.set(column, (columns.get(column) ?? 0) + 1)
    }
  }
  return {
    before: rowsOf(before),
    after: rowsOf(after),
    ...kinds,
    unchanged,
    shadowed: shadowed.length,
    columns: Object.fromEntries(columns)
  }
}

/** The changes of one kind that moved furthest by percent: prices from or to free first, amounts that were nothing last. */
export function biggestChanges({ changes }: DeckDifference, kind: 'up' | 'down', most: number): DeckChange[] {
  const size = ({ basisPoints, by }: DeckChange): number => Math.abs(basisPoints ?? (by === '' ? Infinity : 0))
  return changes
    .filter(change => change.kind === kind)
    .sort((a, b) => (size(a) === size(b) ? 0 : size(b) - size(a)))
    .slice(0, most)
}
