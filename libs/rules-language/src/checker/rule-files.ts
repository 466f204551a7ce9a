// The files of a set of rules: rule files parsed, CSV files found and read once.
import { UNITS } from '@farthing/billing-core/values'
import { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { quoted } from '../diagnostics/wording.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { writtenText } from '../lexer/written-name.ts'
import type { Match } from '../signature/match.ts'
import type { ColumnSet, TableSpec } from '../signature/signature.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import type { UnitWords } from '../signature/slot.ts'
import { tableWith } from '../signature/with-units.ts'
import { parseFile } from '../statement/parse-file.ts'
import { readCsv, readTable } from '../table/read-table.ts'
import { SourceText } from '../text/source-text.ts'
import type { Written } from '../vocabulary/declarations.ts'
import { slotSpot } from '../vocabulary/match-parts.ts'
import type { ReadRows, SourcedRow } from '../vocabulary/table-row.ts'
import type { Memory } from './memory.ts'
import type { Report } from './report.ts'

export const RULE_FILE = '.farthing'
const TABLE_FILE = '.csv'
/** Templates of documents belong to the rules: what a customer reads is versioned with what it costs. */
const TEMPLATE_FILE = '.hbs'

export class RuleFiles {
  readonly #files: ReadonlyMap<string, string>
  readonly #report: Report
  readonly #memory: Memory
  readonly #used = new Set<string>()
  readonly #taken = new Set<string>()
  /** Of the top-level statements. */
  readonly #named = new Map<Match, readonly NamedTable[]>()
  /** Lines with an error, by file. */
  readonly #wrong = new Map<string, Set<number>>()
  readonly #resolved = new Map<string, string>()
  #wrongWords: ReadonlySet<string> | null = null
  #units: UnitWords = UNITS

  constructor(files: ReadonlyMap<string, string>, report: Report, memory: Memory) {
    this.#files = files
    this.#report = report
    this.#memory = memory
  }

  /** The statements of every rule file, in order of the paths; the CSV files that they name are read too. */
  parse(catalogue: SignatureCatalogue): ReadonlyMap<string, readonly Match[]> {
    const paths = [...this.#files.keys()].filter(path => path.endsWith(RULE_FILE)).sort()
    this.#units = catalogue.units
    const parsed = paths.map(file => {
      this.#used.add(file)
      const text = this.#files.get(file) ?? ''
      const read = this.#memory.recall(`file ${file}`, [text, catalogue], () => {
        const { matches, diagnostics } = parseFile({ file, text }, catalogue)
        return { matches, diagnostics, tables: new Map(matches.map(match => [match, namedTables(match)])) }
      })
      this.#take(read.diagnostics)
      return { file, ...read }
    })
    for (const { tables } of parsed) {
      for (const [match, named] of tables) {
        this.#named.set(match, named)
        for (const table of named) this.#readNamed(table)
      }
    }
    return new Map(parsed.map(({ file, matches }) => [file, matches]))
  }

  /** Rule files, the CSV files that they name, what was looked up, and templates, by path, in order. */
  get used(): readonly (readonly [path: string, text: string])[] {
    const templates = [...this.#files.keys()].filter(path => path.endsWith(TEMPLATE_FILE))
    return [...this.#used, ...templates].sort().map(path => [path, this.#text(path) ?? ''] as const)
  }

  /** What was looked up elsewhere while the rules were read, as files. */
  get resolved(): ReadonlyMap<string, string> {
    return this.#resolved
  }

  has(path: string): boolean {
    return this.#files.has(path)
  }

  /** Adds a file that `look` makes of what `source` says; one that is among the files already stays as it is. */
  resolve(path: string, source: unknown, look: () => string): void {
    if (!this.#files.has(path)) this.#resolved.set(path, this.#memory.recall(`resolved ${path}`, [source], look))
  }

  #text(path: string): string | undefined {
    return this.#files.get(path) ?? this.#resolved.get(path)
  }

  /** Was something wrong in this statement, in its block, or in a CSV file that it names? */
  damaged(match: Match): boolean {
    const lines = this.#wrong.get(match.source.file)
    const first = match.source.lineOf(match.start)
    const last = match.source.lineOf(match.end)
    for (let line = first; lines !== undefined && line <= last; line++) if (lines.has(line)) return true
    return this.#namesDamaged(match)
  }

  /** Does the name stand in a line with an error, where its declaration may have been lost? */
  mayDeclare(name: string): boolean {
    this.#wrongWords ??= this.#wordsOfWrongLines()
    return this.#wrongWords.has(name)
  }

  readonly rows: ReadRows = (match, file, spec) => {
    const rows = [...readTable(match, this.#withOwn(spec))].map(row => ({ row, source: match.source }))
    const path = file === null ? null : besides(match.source.file, file.value)
    return path === null ? rows : [...rows, ...this.table(path, spec)]
  }

  /** The texts of the CSV files that a statement and those in its block name: with the statement they decide what `rows` gives. */
  textsNamedBy(match: Match): (string | undefined)[] {
    return this.#tablesOf(match).map(({ path }) => (path === null ? undefined : this.#files.get(path)))
  }

  #tablesOf(match: Match): readonly NamedTable[] {
    return this.#named.get(match) ?? namedTables(match)
  }

  #readNamed({ path, file, spec }: NamedTable): void {
    if (path === null) this.#outside(file)
    else if (!this.#files.has(path)) this.#missing(path, file)
    else this.table(path, spec)
  }

  /** The rows of a CSV file; the same array while its text is the same. */
  table<C extends ColumnSet>(path: string, spec: TableSpec<C>): SourcedRow<C>[] {
    const text = this.#text(path)
    if (text === undefined) return []
    const key = `table ${Object.keys(spec.columns).join(',')} ${path}`
    const read = this.#memory.recall(key, [text, this.#units], () => {
      const source = new SourceText(path, text)
      const problems = new DiagnosticList(source)
      const rows = [...readCsv(source, this.#withOwn(spec), problems)].map(row => ({ row, source }))
      return { rows, diagnostics: problems.toArray() }
    })
    this.#used.add(path)
    if (!this.#taken.has(key)) this.#take(read.diagnostics)
    this.#taken.add(key)
    return read.rows
  }

  #withOwn<C extends ColumnSet>(spec: TableSpec<C>): TableSpec<C> {
    return this.#units === UNITS ? spec : tableWith(this.#units, spec)
  }

  #outside({ value, spot }: Written<string>): void {
    const message = `${quoted(value)} leaves the rules folder: files that rules name stay inside it`
    this.#report.error(spot, 'R0122', message)
    this.#mark(spot.source.file, spot.source.lineOf(spot.start))
  }

  #missing(path: string, { value, spot }: Written<string>): void {
    this.#report.add(spot, 'error', 'R0121', () => {
      const files = [...this.#files.keys()]
      const isFolder = path === '' || files.some(file => file.startsWith(`${path}/`))
      const tables = files.filter(file => file.endsWith(TABLE_FILE)).map(file => pathFrom(spot.source.file, file))
      return {
        message: isFolder ? `${quoted(value)} is a folder; a CSV file is wanted` : `there is no file ${quoted(path)}`,
        nearest: nearest(value, tables),
        expected: tables.slice(0, 8).map(writtenText)
      }
    })
    this.#mark(spot.source.file, spot.source.lineOf(spot.start))
  }

  #take(diagnostics: readonly Diagnostic[]): void {
    this.#report.take(diagnostics)
    for (const { severity, file, line } of diagnostics) if (severity === 'error') this.#mark(file, line)
  }

  #mark(file: string, line: number): void {
    const lines = this.#wrong.get(file) ?? new Set()
    this.#wrong.set(file, lines)
    lines.add(line)
  }

  #wordsOfWrongLines(): Set<string> {
    const words = new Set<string>()
    for (const [file, lines] of this.#wrong) {
      const text = this.#files.get(file) ?? ''
      const source = this.#memory.recall(`text ${file}`, [text], () => new SourceText(file, text))
      for (const line of lines) {
        for (const [word] of source.lineText(line).matchAll(/[\p{L}\p{N}_-]+/gu)) words.add(word)
      }
    }
    return words
  }

  #namesDamaged(match: Match): boolean {
    return this.#tablesOf(match).some(({ path }) => path !== null && this.#wrong.has(path))
  }
}

/** A CSV file that a statement names in its slot `file`, with the columns of its table. */
interface NamedTable {
  readonly statement: Match
  /** Null when it leaves the rules' folder. */
  readonly path: string | null
  readonly file: Written<string>
  readonly spec: TableSpec
}

/** Of a statement and of those in its block. */
export function namedTables(match: Match): NamedTable[] {
  const { file } = match.slots
  const spec = match.signature.block?.table
  const below = match.children.flatMap(namedTables)
  if (typeof file !== 'string' || spec === undefined) return below
  const named = {
    statement: match,
    path: besides(match.source.file, file),
    file: { value: file, spot: slotSpot(match, 'file') },
    spec
  }
  return [named, ...below]
}

/** A path written in a rule file is relative to that file; null when it leaves the rules' folder. */
function besides(file: string, path: string): string | null {
  if (/^([/\\]|[a-z]:)/i.test(path)) return null
  const parts = file.split('/').slice(0, -1)
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null
    } else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

/** How a rule file names another file of the rules: the reverse of reading its path. */
export function pathFrom(ruleFile: string, path: string): string {
  const [from, to] = [ruleFile.split('/').slice(0, -1), path.split('/')]
  let common = 0
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common++
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/')
}
