// The files of a set of rules: rule files parsed, CSV files found and read once.
import { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { quoted } from '../diagnostics/wording.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Match } from '../signature/match.ts'
import type { ColumnSet, TableSpec } from '../signature/signature.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import { parseFile } from '../statement/parse-file.ts'
import { readCsv, readTable } from '../table/read-table.ts'
import { SourceText } from '../text/source-text.ts'
import type { Written } from '../vocabulary/declarations.ts'
import type { ReadRows, SourcedRow } from '../vocabulary/table-row.ts'
import type { Report } from './report.ts'

export const RULE_FILE = '.farthing'
/** Templates of documents belong to the rules: what a customer reads is versioned with what it costs. */
const TEMPLATE_FILE = '.hbs'

export class RuleFiles {
  readonly #files: ReadonlyMap<string, string>
  readonly #report: Report
  readonly #used = new Set<string>()
  readonly #tables = new Map<string, unknown>()
  /** Lines with an error, by file. */
  readonly #wrong = new Map<string, Set<number>>()
  #wrongWords: ReadonlySet<string> | null = null

  constructor(files: ReadonlyMap<string, string>, report: Report) {
    this.#files = files
    this.#report = report
  }

  /** Every statement of every rule file, in order of the paths. */
  parse(catalogue: SignatureCatalogue): Match[] {
    const paths = [...this.#files.keys()].filter(path => path.endsWith(RULE_FILE)).sort()
    return paths.flatMap(file => {
      this.#used.add(file)
      const parsed = parseFile({ file, text: this.#files.get(file) ?? '' }, catalogue)
      this.#take(parsed.diagnostics)
      return parsed.matches
    })
  }

  /** Rule files, the CSV files that they name, and templates, by path, in order. */
  get used(): readonly (readonly [path: string, text: string])[] {
    const templates = [...this.#files.keys()].filter(path => path.endsWith(TEMPLATE_FILE))
    return [...this.#used, ...templates].sort().map(path => [path, this.#files.get(path) ?? ''] as const)
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
    const rows = [...readTable(match, spec)].map(row => ({ row, source: match.source }))
    return file === null ? rows : [...rows, ...this.#csv(match, file, spec)]
  }

  #csv<C extends ColumnSet>(match: Match, file: Written<string>, spec: TableSpec<C>): SourcedRow<C>[] {
    const path = besides(match.source.file, file.value)
    if (path === null) {
      this.#outside(file)
      return []
    }
    const text = this.#files.get(path)
    if (text === undefined) {
      this.#missing(path, file)
      return []
    }
    const key = `${Object.keys(spec.columns).join(',')} ${path}`
    const known = this.#tables.get(key)
    if (known !== undefined) return known as SourcedRow<C>[]
    this.#used.add(path)
    const source = new SourceText(path, text)
    const problems = new DiagnosticList(source)
    const rows = [...readCsv(source, spec, problems)].map(row => ({ row, source }))
    this.#take(problems.toArray())
    this.#tables.set(key, rows)
    return rows
  }

  #outside({ value, spot }: Written<string>): void {
    const message = `${quoted(value)} leaves the rules folder: files that rules name stay inside it`
    this.#report.error(spot, 'R0122', message)
    this.#mark(spot.source.file, spot.source.lineOf(spot.start))
  }

  #missing(path: string, { spot }: Written<string>): void {
    this.#report.add(spot, 'error', 'R0121', () => {
      const known = [...this.#files.keys()].filter(one => !one.endsWith(RULE_FILE))
      return { message: `there is no file ${path}`, nearest: nearest(path, known), expected: known.slice(0, 8) }
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
      const source = new SourceText(file, this.#files.get(file) ?? '')
      for (const line of lines) {
        for (const [word] of source.lineText(line).matchAll(/[\p{L}\p{N}_-]+/gu)) words.add(word)
      }
    }
    return words
  }

  #namesDamaged(match: Match): boolean {
    const { file } = match.slots
    if (typeof file === 'string' && this.#wrong.has(besides(match.source.file, file) ?? '')) return true
    return match.children.some(child => this.#namesDamaged(child))
  }
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
