// One line of a deck: what it is for, and what it says.
import type { SlotValue } from '../signature/slot-value.ts'

/** A row of a rate table or of a zone table. */
export interface DeckRow {
  /** What the row is for, by column: prefix, zone, band; `*` for every one. The order of the columns in the file does not matter. */
  readonly key: Readonly<Record<string, string>>
  /** The key as one text: the same for rows that are for the same. */
  readonly id: string
  /** What it says, by column, blank cells left out: price, setup, increment; of a zone table the zone of a prefix. */
  readonly says: ReadonlyMap<string, DeckValue>
  readonly file: string
  /** 1-based. */
  readonly line: number
}

export interface DeckValue {
  /** As it is written. */
  readonly text: string
  readonly value: SlotValue | '*'
}

/** The rows of one table, or of all tables of one version of a tariff. */
export interface Deck {
  /** 'tariff voice-standard from 2026-01-01', 'zones world'; '' for a CSV file by itself. */
  readonly name: string
  readonly rows: readonly DeckRow[]
}

export function rowId(key: DeckRow['key']): string {
  let id = ''
  for (const column in key) id += `${column} ${key[column]}\n`
  return id
}
