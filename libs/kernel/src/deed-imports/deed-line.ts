// One line of a file of deeds, as CSV or as JSON: which account, on which day, and the deed's own fields as they were written.
import { FieldScanner, type ScanFault } from '@farthing/plugin-sdk'
import { holdsUnstorable } from '../persistence/index.ts'

const MOST_COLUMNS = 64
/** Names under which files have what every deed is told. */
const MEANT: Readonly<Record<string, string>> = {
  number: 'account',
  'account-number': 'account',
  date: 'day',
  effective: 'day',
  'tax-category': 'category'
}

const FAULTS: Readonly<Record<ScanFault, string>> = {
  'unclosed-quote': 'a quotation mark is not closed on this line, and a field holds no line break',
  'text-after-quote': 'text follows a closed quotation mark: double the marks inside a field',
  'too-many-fields': `there are more than ${MOST_COLUMNS}`
}

/** By name: an empty cell, a null or an empty text is left out. */
export type SaidOfDeed = Readonly<Record<string, unknown>>

export type ReadDeedLine =
  | { readonly ok: true; readonly said: SaidOfDeed }
  | { readonly ok: false; readonly reason: 'malformed'; readonly detail: string }

export type DeedLines =
  | { readonly ok: true; readonly hasHeader: boolean; read(line: string): ReadDeedLine }
  | { readonly ok: false; readonly problem: string }

/** `first`: the first line of the file: a JSON object, or the names of the columns. `fields`: those of the deed. */
export function openDeedLines(first: string | null, fields: readonly string[]): DeedLines {
  if (first === null || first.trim() === '') return { ok: false, problem: 'the file has no first line that is text' }
  const text = first.replace(/^\uFEFF/, '')
  if (text.trimStart().startsWith('{')) return { ok: true, hasHeader: false, read: readJson }
  const scanner = new FieldScanner(MOST_COLUMNS)
  const count = scanner.scan(text)
  if (count < 0) return { ok: false, problem: 'the first line is neither a JSON object nor the names of columns' }
  const names = Array.from({ length: count }, (_, index) => meant(scanner.text(index)))
  const known = ['account', 'subscription', 'day', ...fields]
  const strange = names.find(name => !known.includes(name))
  if (strange !== undefined)
    return { ok: false, problem: `there is no column "${strange.slice(0, 40)}"; there may be: ${known.join(', ')}` }
  const twice = saidTwice(names)
  if (twice !== undefined) return { ok: false, problem: `two columns are called ${twice}` }
  if (!names.includes('account')) return { ok: false, problem: 'no column is called account' }
  return { ok: true, hasHeader: true, read: line => readCells(line, names, scanner) }
}

function readCells(line: string, names: readonly string[], scanner: FieldScanner): ReadDeedLine {
  const count = scanner.scan(line)
  if (count < 0) return malformed(`the fields cannot be told apart: ${FAULTS[scanner.fault ?? 'unclosed-quote']}`)
  if (count !== names.length) return malformed(`it has ${count} fields, and the header ${names.length}`)
  const cells = names.map((name, index) => [name, Buffer.from(scanner.text(index).trim()).toString()] as const)
  return { ok: true, said: Object.fromEntries(cells.filter(([, text]) => text !== '')) }
}

function readJson(line: string): ReadDeedLine {
  let value: unknown
  try {
    value = JSON.parse(line.replace(/^\uFEFF/, ''))
  } catch {
    return malformed('it is no JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return malformed('it is no JSON object')
  if (holdsUnstorable(value)) return malformed('it holds a NUL character or half of a surrogate pair: leave it out')
  const nested = Object.entries(value).find(([, each]) => typeof each === 'object' && each !== null)
  if (nested !== undefined) return malformed(`"${nested[0].slice(0, 40)}" is an object or a list, where a text belongs`)
  const said = Object.entries(value).flatMap(([name, each]) =>
    each === null || each === '' ? [] : [[meant(name), each] as const]
  )
  const twice = saidTwice(Object.keys(value).map(meant))
  if (twice !== undefined) return malformed(`it says ${twice.slice(0, 40)} twice`)
  return { ok: true, said: Object.fromEntries(said) }
}

function saidTwice(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index)
}

/** 'Tax category', 'tax_category' and 'category' are one. */
function meant(name: string): string {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
  return Object.hasOwn(MEANT, plain) ? (MEANT[plain] ?? plain) : plain
}

function malformed(detail: string): ReadDeedLine {
  return { ok: false, reason: 'malformed', detail }
}
