// The header of a generic usage file: names in any order, and which column holds what.
import { FieldScanner, nearest, UnreadNames } from '@farthing/plugin-sdk'

export const MOST_COLUMNS = 64

export interface CsvColumns {
  readonly count: number
  /** -1: not in the file. */
  readonly id: number
  readonly to: number
  readonly from: number
  readonly service: number
  readonly subscriber: number
  readonly startedAt: number
  readonly quantity: number
  readonly unit: number
  readonly value: number
  readonly currency: number
  /** Those by which a line without an id is known, by name and in order of it. */
  readonly identity: readonly (readonly [name: string, place: number])[]
}

export const NO_HEADER = 'the file has no header line in UTF-8: it is empty, or written in another coding'

const needed = ['service', 'subscriber', 'started_at', 'quantity', 'unit']
const known = ['id', 'to', 'from', 'value', 'currency', ...needed]
const example = 'id,service,subscriber,to,started_at,quantity,unit'

export type ReadHeader =
  | { readonly ok: true; readonly columns: CsvColumns; readonly notes: readonly string[] }
  | { readonly ok: false; readonly problem: string }

/** Columns of other names are not read, so that a partner may send more; `notes` say which. */
export function readHeader(header: string | null): ReadHeader {
  const names = header === null ? [] : namesOf(header)
  if (names.length === 0) return refused(NO_HEADER)
  const missing = needed.filter(name => !names.includes(name))
  if (missing.length === needed.length) return refused('the first line names none of the columns')
  if (missing.length > 0) return refused(`the header lacks ${lacking(missing, names)}`)
  const twice = known.find(name => names.indexOf(name) !== names.lastIndexOf(name))
  if (twice !== undefined) return refused(`the header names ${twice} twice`)
  if (names.includes('currency') && !names.includes('value')) return refused('the header names currency, and no value')
  return { ok: true, columns: columnsOf(names), notes: notesOn(names) }
}

/** Each with the name in the header that may have been meant. */
function lacking(missing: readonly string[], names: readonly string[]): string {
  const unread = names.filter(name => !known.includes(name))
  const meant = new Map(missing.map(name => [name, nearest(name, unread)]))
  const told = missing.map(name => (meant.get(name) ? `${name} (is \`${meant.get(name)}\` meant to be it?)` : name))
  const others = unread.filter(name => name !== '' && ![...meant.values()].includes(name))
  return told.join(', ') + (others.length === 0 ? '' : `; nobody reads its ${others.slice(0, 5).join(', ')}`)
}

function notesOn(names: readonly string[]): readonly string[] {
  const absent = known.filter(name => !names.includes(name))
  const unread = new UnreadNames({ one: 'column', many: 'columns' }, absent)
  for (const name of names) if (!known.includes(name)) unread.add(name || '(without a name)')
  return unread.notes()
}

function namesOf(header: string): string[] {
  const fields = new FieldScanner(MOST_COLUMNS)
  const count = fields.scan(header)
  return Array.from({ length: Math.max(count, 0) }, (_, index) => fields.text(index).trim().toLowerCase())
}

function columnsOf(names: readonly string[]): CsvColumns {
  return {
    count: names.length,
    id: names.indexOf('id'),
    to: names.indexOf('to'),
    from: names.indexOf('from'),
    service: names.indexOf('service'),
    subscriber: names.indexOf('subscriber'),
    startedAt: names.indexOf('started_at'),
    quantity: names.indexOf('quantity'),
    unit: names.indexOf('unit'),
    value: names.indexOf('value'),
    currency: names.indexOf('currency'),
    identity: known
      .filter(name => name !== 'id' && names.includes(name))
      .sort()
      .map(name => [name, names.indexOf(name)])
  }
}

function refused(problem: string): ReadHeader {
  return {
    ok: false,
    problem: `${problem}: begin the file with a line like ${example}, separated by commas, in any order`
  }
}
