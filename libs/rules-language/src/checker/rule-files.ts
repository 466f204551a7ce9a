// The files of a set of rules: rule files parsed, CSV files found and read once.
import { UNITS } from '@farthing/billing-core/values'
import { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { isOfNew } from '../diagnostics/of-new.ts'
import { quoted } from '../diagnostics/wording.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { writtenText } from '../lexer/written-name.ts'
import type { Match, MatrixCell } from '../signature/match.ts'
import type { ColumnSet, TableSpec } from '../signature/signature.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import type { UnitWords } from '../signature/slot.ts'
import { tableWith } from '../signature/with-units.ts'
import { parseFile } from '../statement/parse-file.ts'
import { fillMatrices } from '../table/fill-matrices.ts'
import { readMatrixFile } from '../table/read-matrix-file.ts'
import { readCsv, readTable } from '../table/read-table.ts'
import { SourceText } from '../text/source-text.ts'
import type { Written } from '../vocabulary/declarations.ts'
import type { ReadRows, SourcedRow } from '../vocabulary/table-row.ts'
import type { Memory } from './memory.ts'
import { besides, type NamedTable, namedTables, pathFrom, tablesOf } from './named-tables.ts'
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
        return { matches, diagnostics, tables: tablesOf(matches) }
      })
      this.#take(read.diagnostics)
      return { file, ...read }
    })
    return new Map(parsed.map(read => [read.file, this.#withTables(read)]))
  }

  /** Reads the CSV files that the statements name. */
  #withTables({ file, matches, tables }: ParsedRules): readonly Match[] {
    const named = [...tables.values()].flat()
    for (const table of named) this.#readNamed(table)
    const matrices = named.filter(({ spec }) => spec.matrix !== undefined)
    const cells = new Map(matrices.map(table => [table.statement, this.#cellsOf(table)]))
    const filled = this.#memory.recall(`matrices of ${file}`, [matches, ...cells.values()], () => {
      const whole = fillMatrices(matches, cells)
      return { matches: whole, tables: whole === matches ? tables : tablesOf(whole) }
    })
    for (const [match, ofMatch] of filled.tables) this.#named.set(match, ofMatch)
    return filled.matches
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
    else if (spec.matrix === undefined) this.table(path, spec)
  }

  /** The rows of a CSV file; the same array while its text is the same. */
  table<C extends ColumnSet>(path: string, spec: TableSpec<C>): SourcedRow<C>[] {
    const key = `table ${Object.keys(spec.columns).join(',')} ${path}`
    return this.#readOnce(key, { path, with: this.#units }, (source, problems) =>
      [...readCsv(source, this.#withOwn(spec), problems)].map(row => ({ row, source }))
    )
  }

  /** The cells of a matrix in a CSV file; the same array while its text is the same. */
  #cellsOf({ path, spec, statement: { signature } }: NamedTable): readonly MatrixCell[] {
    if (path === null) return NO_CELLS
    return this.#readOnce(`matrix ${signature.id} ${path}`, { path, with: signature }, (source, problems) =>
      readMatrixFile(source, spec, problems)
    )
  }

  /** What `read` makes of a CSV file: the same array for the same text and the same `with`. Its problems are taken over once. */
  #readOnce<T extends readonly unknown[]>(
    key: string,
    file: { readonly path: string; readonly with: unknown },
    read: (source: SourceText, problems: DiagnosticList) => T
  ): T {
    const text = this.#text(file.path) ?? ''
    const kept = this.#memory.recall(key, [text, file.with], () => {
      const source = new SourceText(file.path, text)
      const problems = new DiagnosticList(source)
      return { made: read(source, problems), diagnostics: problems.toArray() }
    })
    if (this.#text(file.path) !== undefined) this.#used.add(file.path)
    if (!this.#taken.has(key)) this.#take(kept.diagnostics)
    this.#taken.add(key)
    return kept.made
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
    for (const found of diagnostics) {
      // what was published keeps its value
      if (found.severity === 'error' && !isOfNew(found)) this.#mark(found.file, found.line)
    }
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

const NO_CELLS: readonly MatrixCell[] = []

/** A rule file as it was parsed, with what its top-level statements name. */
interface ParsedRules {
  readonly file: string
  readonly matches: readonly Match[]
  readonly tables: ReadonlyMap<Match, readonly NamedTable[]>
}
