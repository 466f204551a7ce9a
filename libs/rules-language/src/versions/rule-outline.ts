// The statements and rows of a set of rules as a flat list, each with the name by which it is found again in another version.
import type { SourcePlace } from '@farthing/billing-core/values'
import type { Match } from '../signature/match.ts'
import type { Signature } from '../signature/signature.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import { parseFile } from '../statement/parse-file.ts'
import { csvLines } from '../table/split-csv.ts'
import { splitRow } from '../table/split-row.ts'
import { SourceText } from '../text/source-text.ts'

export interface RuleEntry {
  /** Of the blocks around it, the outermost first, and of its own kind: entries of one key may replace each other. */
  readonly key: string
  /** For people: 'plan mobile-40 > rent', 'tariff voice-standard > rates > national | peak'. */
  readonly name: string
  /** Keys of the blocks around it. */
  readonly within: readonly string[]
  /** As written, blanks and comments apart. */
  readonly text: string
  readonly place: SourcePlace
}

/** Columns that say what something costs or how it is measured; the others say what it is for. */
const VALUE_KINDS = new Set(['money', 'price', 'increment'])

interface Around {
  readonly keys: readonly string[]
  readonly names: readonly string[]
}

/** Files that are no rules, such as templates, are entries of their own. */
export function ruleOutline(files: ReadonlyMap<string, string>, catalogue: SignatureCatalogue): RuleEntry[] {
  const values = valueColumns(catalogue.signatures)
  return [...files].flatMap(([file, text]) => {
    if (file.endsWith('.csv')) return csvEntries(new SourceText(file, text), values)
    const place = { file, line: 1, column: 1 }
    if (!file.endsWith('.farthing')) return [{ key: `file ${file}`, name: file, within: [], text, place }]
    const outside = { keys: [], names: [] }
    return parseFile({ file, text }, catalogue).matches.flatMap(match => matchEntries(match, outside, values))
  })
}

function valueColumns(signatures: Iterable<Signature>): ReadonlySet<string> {
  const columns = [...signatures].flatMap(({ block }) => Object.entries(block?.table?.columns ?? {}))
  return new Set(columns.filter(([, { slot }]) => VALUE_KINDS.has(slot.kind)).map(([name]) => name))
}

function matchEntries(match: Match, around: Around, values: ReadonlySet<string>): RuleEntry[] {
  const { signature, place } = match
  const text = headText(match)
  const title = titleOf(match, text)
  const from = match.children.find(({ signature: { id } }) => id === 'kernel.from')
  const dated = from === undefined ? '' : ` ${headText(from)}`
  const key = [...around.keys, `${signature.id} ${title}${dated}`].join('\n')
  const own = { key, name: [...around.names, title].join(' > '), within: around.keys, text, place }
  const inside = { keys: [...around.keys, key], names: [...around.names, title] }
  return [
    own,
    ...match.children.flatMap(child => matchEntries(child, inside, values)),
    ...rowEntries(match, inside, values)
  ]
}

/** A block by its first two words, `plan mobile-40`; what stands in one by the first, `rent`. */
function titleOf({ signature: { block } }: Match, text: string): string {
  const words = text.match(/"(?:\\.|[^"\\])*"|\S+/g) ?? []
  return words.slice(0, block === undefined ? 1 : 2).join(' ')
}

function headText({ source, start, end, children, rows }: Match): string {
  const inside = [...children, ...rows].reduce((first, each) => Math.min(first, each.start), end)
  const head = source.text.slice(start, inside).replaceAll(/("(?:\\.|[^"\\])*")|#[^\n]*/g, '$1')
  const block = inside < end ? head.lastIndexOf('{') : head.search(/\{\s*\}?\s*$/)
  return (block < 0 ? head : head.slice(0, block)).replaceAll(/\s+/g, ' ').trim()
}

function rowEntries({ source, rows }: Match, around: Around, values: ReadonlySet<string>): RuleEntry[] {
  const cells = rows.map(({ start, end }) => {
    const { bounds } = splitRow(source.text, start, end)
    return Array.from({ length: bounds.length / 2 }, (_, at) => source.text.slice(bounds[2 * at], bounds[2 * at + 1]))
  })
  const lines = cells.map((line, index) => ({ cells: line, place: source.place(rows[index]?.start ?? 0) }))
  return lineEntries(lines, around, values)
}

function csvEntries(source: SourceText, values: ReadonlySet<string>): RuleEntry[] {
  const lines = Array.from(csvLines(source.text), ({ texts, start }) => ({
    cells: texts,
    place: source.place(start)
  }))
  return lineEntries(lines, { keys: [`file ${source.file}`], names: [source.file] }, values)
}

interface Line {
  readonly cells: readonly string[]
  readonly place: SourcePlace
}

/** The first line names the columns. Where none of them is a value, the first column tells rows apart. */
function lineEntries([header, ...lines]: readonly Line[], around: Around, values: ReadonlySet<string>): RuleEntry[] {
  const columns = (header?.cells ?? []).map(name => name.toLowerCase())
  const naming = columns.map((name, index) =>
    columns.some(each => values.has(each)) ? !values.has(name) : index === 0
  )
  return lines.map(({ cells, place }) => {
    const named = cells.filter((_, index) => naming[index])
    const told = cells.flatMap((cell, index) => (naming[index] || cell === '' ? [] : [`${columns[index]} ${cell}`]))
    return {
      key: [...around.keys, `row ${JSON.stringify(named)}`].join('\n'),
      name: [...around.names, named.join(' | ')].join(' > '),
      within: around.keys,
      text: told.join(', '),
      place
    }
  })
}
