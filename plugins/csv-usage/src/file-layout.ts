// What `usage format` says of a carrier's files, as plain data: it is kept with the rules and read by CarrierFile.
import type { BaseUnit, Dialling } from '@farthing/plugin-sdk'
import type { DateFormat } from './date-format.ts'

/** Of a carrier's file. */
export const MOST_COLUMNS = 256

export interface FileLayout {
  /** The name by which files are imported. */
  readonly code: string
  readonly title: string
  readonly separator: string
  /** '' where nothing is quoted. */
  readonly quote: string
  /** In order. Null: as each file's header names them. */
  readonly columns: readonly string[] | null
  /** Whether the first line of a file names its columns. */
  readonly hasHeader: boolean
  /** IANA zone of local times; null: the operator's. */
  readonly zone: string | null
  readonly numbers: NumberMarks
  readonly telephone: TelephoneForm
  /** Columns that together name an event; empty: what is read or listed of the line does. */
  readonly id: readonly string[]
  readonly service: Told
  readonly subscriber: Told
  readonly to: NumberColumn | null
  readonly from: NumberColumn | null
  readonly started: { readonly columns: readonly string[]; readonly format: DateFormat | null }
  readonly quantity: QuantityTold
  readonly value: string | null
  readonly currency: Told | null
  readonly filters: readonly Filter[]
  /** Lines that say what must be in the file: one of each. */
  readonly totals: readonly TotalsLine[]
  /** How the lines of a use are told that comes in parts; null: each line is one. */
  readonly parts: PartsTold | null
}

export interface PartsTold {
  /** Of the numbers. */
  readonly column: string
  /** Number of the first part. */
  readonly first: number
  /** In the place of a number: the line is no part. */
  readonly wholes: readonly string[]
  /** Column that tells the last part from the others, and what stands there. */
  readonly last: string
  readonly values: readonly string[]
}

export interface TotalsLine {
  readonly beginning: string
  /** Under which it is counted. */
  readonly reason: string
  /** What its number of lines counts: those of usage, or all that are not empty, header and totals among them. */
  readonly counts: 'records' | 'lines'
  /** In which field it says how many there are; fields count from 1. */
  readonly count: number
  /** Where the sums of all quantities and values stand; null: nowhere. */
  readonly quantity: number | null
  readonly value: number | null
}

export interface NumberMarks {
  readonly decimal: '.' | ','
  /** Between thousands; '' where nothing stands. */
  readonly thousands: string
}

/** How telephone numbers are written: as the operator's subscribers dial, with their country code, or as they dial in another country. */
export type TelephoneForm =
  | { readonly kind: 'dialled' }
  | { readonly kind: 'with-country' }
  | ({ readonly kind: 'of-country' } & Dialling)

export interface NumberColumn {
  readonly column: string
  /** What is taken off its beginning; '' for nothing. */
  readonly without: string
}

/** The same for every line, or read from a column, word by word where `words` say what each means. */
export type Told =
  | { readonly kind: 'constant'; readonly text: string }
  | ({ readonly kind: 'column'; readonly words: Words | null } & NumberColumn)

export type Words = Readonly<Record<string, string>>

export type QuantityTold =
  /** The same for every line. */
  | { readonly kind: 'constant'; readonly ticks: number; readonly unit: BaseUnit }
  | { readonly kind: 'measured'; readonly column: string; readonly unit: Told }
  /** 'hours' of 01:02:03, 'minutes' of 62:03. */
  | { readonly kind: 'clock'; readonly column: string; readonly first: 'hours' | 'minutes' }

/** Lines that are no usage, with the reason under which they are counted. */
export type Filter =
  | {
      readonly kind: 'skip' | 'keep'
      readonly column: string
      readonly values: readonly string[]
      readonly reason: string
    }
  | { readonly kind: 'beginning'; readonly beginnings: readonly string[]; readonly reason: string }

/** Each column that it reads, once. */
export function columnsRead({
  currency,
  filters,
  from,
  id,
  parts,
  quantity,
  service,
  started,
  subscriber,
  to,
  value
}: FileLayout): string[] {
  const told = [service, subscriber, currency, quantity.kind === 'measured' ? quantity.unit : null]
  return [
    ...new Set([
      ...id,
      ...told.flatMap(one => (one?.kind === 'column' ? [one.column] : [])),
      ...[to, from].flatMap(one => (one === null ? [] : [one.column])),
      ...started.columns,
      ...(quantity.kind === 'constant' ? [] : [quantity.column]),
      ...(value === null ? [] : [value]),
      ...(parts === null ? [] : [parts.column, parts.last]),
      ...filters.flatMap(filter => (filter.kind === 'beginning' ? [] : [filter.column]))
    ])
  ]
}
