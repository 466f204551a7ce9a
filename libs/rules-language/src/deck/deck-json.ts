// A difference of decks for programs: the command and the API tell the same.
import type { DeckRow } from './deck-row.ts'
import type { DeckChange, DeckCounts, DeckDifference } from './diff-decks.ts'

export interface DeckDifferenceJson {
  readonly counts: DeckCounts
  readonly changes: readonly DeckChangeJson[]
  readonly shadowed: readonly ShadowedRowJson[]
}

export interface DeckChangeJson extends Omit<DeckChange, 'basisPoints' | 'before' | 'after'> {
  readonly percent: number | null
  readonly before: DeckRowJson | null
  readonly after: DeckRowJson | null
}

/** Its place, and what each column says, as written. */
export interface DeckRowJson {
  readonly file: string
  readonly line: number
  readonly says: Readonly<Record<string, string>>
}

export interface ShadowedRowJson extends Pick<DeckRow, 'key' | 'file' | 'line'> {
  readonly deck: string
  readonly because: string
}

export function deckJson({ counts, changes, shadowed }: DeckDifference): DeckDifferenceJson {
  return {
    counts,
    changes: changes.map(({ basisPoints, before, after, ...change }) => ({
      ...change,
      percent: basisPoints === null ? null : basisPoints / 100,
      before: rowJson(before),
      after: rowJson(after)
    })),
    shadowed: shadowed.map(({ deck, row: { key, file, line }, because }) => ({ deck, key, file, line, because }))
  }
}

function rowJson(row: DeckRow | null): DeckRowJson | null {
  if (row === null) return null
  const { file, line, says } = row
  return { file, line, says: Object.fromEntries([...says].map(([name, { text }]) => [name, text])) }
}
