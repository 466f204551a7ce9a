// Collects what the checker finds, each with its place; the words are the checks' own.
import type { RuleRef, SourcePlace } from '@farthing/billing-core/values'
import type { Diagnostic, Fix, RelatedPlace } from '../diagnostics/diagnostic.ts'
import { withForeignLetter } from '../diagnostics/foreign-letter.ts'
import { isOfNew, markOfNew } from '../diagnostics/of-new.ts'
import { grouped, limits } from '../limits.ts'
import type { Spot } from '../vocabulary/declarations.ts'
import type { CheckerCode } from './catalogue.ts'

/** More findings of one kind are counted: a deck of 100,000 rows may be wrong in every row. */
const LISTED_PER_CODE: number = limits.codeDiagnostics.most

export interface Finding {
  readonly code: CheckerCode
  readonly message: string
  readonly severity?: 'error' | 'warning'
  readonly expected?: readonly string[]
  readonly nearest?: string | undefined
  readonly fix?: Fix
  readonly related?: readonly RelatedPlace[]
}

type More = Omit<Finding, 'code' | 'severity' | 'message'>

interface Tally {
  count: number
  listed: number
  /** Of the last one. */
  spot: Spot
}

export class Report {
  /** Those that count against the limit of their code have one; what others found has none. */
  readonly #listed: { readonly found: Diagnostic; readonly code: CheckerCode | null }[] = []
  readonly #tallies = new Map<CheckerCode, Tally>()
  #errors = 0
  #errorsOfNew = 0
  /** Taken over and not listed. */
  #unlisted = 0
  readonly #listedPerCode: number

  constructor(listedPerCode = LISTED_PER_CODE) {
    this.#listedPerCode = listedPerCode
  }

  /** Errors that were counted and are not listed. */
  get unlistedErrors(): number {
    return this.#errors - this.#listed.filter(({ found }) => found.severity === 'error').length
  }

  /** Counts errors that somebody else found and did not list. */
  count(errors: number): void {
    this.#errors += errors
  }

  get errors(): number {
    return this.#errors
  }

  /** Those that make rules useless also when they were published. */
  get lastingErrors(): number {
    return this.#errors - this.#errorsOfNew
  }

  /** `word` is called only when the finding is listed. */
  add(
    spot: Spot,
    severity: 'error' | 'warning',
    code: CheckerCode,
    word: () => Omit<Finding, 'code' | 'severity'>
  ): void {
    if (severity === 'error') this.#errors++
    const tally = this.#tallyOf(code, spot)
    tally.count++
    tally.spot = spot
    if (tally.listed < this.#listedPerCode) {
      tally.listed++
      this.#listed.push({ found: diagnosticAt(spot, { ...word(), code, severity }), code })
    }
  }

  error(spot: Spot, code: CheckerCode, message: string, more: More = {}): void {
    this.add(spot, 'error', code, () => ({ message, ...more }))
  }

  /** What an earlier version of the product took: an error of new texts, and none of what was published. */
  errorOfNew(spot: Spot, code: CheckerCode, message: string, more: More = {}): void {
    this.#errorsOfNew++
    this.error(spot, code, message, more)
    const last = this.#listed.at(-1)
    if (last?.found.message === message) markOfNew(last.found)
  }

  warning(spot: Spot, code: CheckerCode, message: string, more: More = {}): void {
    this.add(spot, 'warning', code, () => ({ message, ...more }))
  }

  /** As `errorOfNew`, of what others found. */
  takeOfNew(diagnostics: readonly Diagnostic[]): void {
    for (const found of diagnostics) markOfNew(found)
    this.take(diagnostics)
  }

  /** Takes over what others found. */
  take(diagnostics: readonly Diagnostic[]): void {
    for (const found of diagnostics) {
      if (found.severity === 'error') {
        this.#errors++
        if (isOfNew(found)) this.#errorsOfNew++
      }
      if (this.#listed.length < limits.diagnostics.most) this.#listed.push({ found, code: null })
      else this.#unlisted++
    }
  }

  /** Takes over the report of a part, as if all in it had been reported here. */
  merge(part: Report): void {
    this.#errors += part.#errors
    this.#errorsOfNew += part.#errorsOfNew
    this.#unlisted += part.#unlisted
    for (const [code, { spot }] of part.#tallies) this.#tallyOf(code, spot)
    for (const { found, code } of part.#listed) {
      const tally = code === null ? undefined : this.#tallies.get(code)
      if (tally !== undefined && ++tally.listed > this.#listedPerCode) tally.listed = this.#listedPerCode
      else this.#listed.push({ found, code })
    }
    for (const [code, { count, spot }] of part.#tallies) {
      const tally = this.#tallyOf(code, spot)
      tally.count += count
      tally.spot = spot
    }
  }

  /** By file and place; a kind with more findings than are listed ends with a count. */
  diagnostics(): Diagnostic[] {
    const more = [...this.#tallies].flatMap(([code, { count, spot }]) => {
      if (count <= this.#listedPerCode) return []
      const message = `${count - this.#listedPerCode} more of ${code}, not listed`
      return [diagnosticAt(spot, { code: 'R0099', severity: 'warning', message })]
    })
    return [...this.#listed.map(({ found }) => found).sort(byPlace), ...more, ...this.#unlistedCount()]
  }

  #unlistedCount(): Diagnostic[] {
    const last = this.#listed.at(-1)?.found
    if (this.#unlisted === 0 || last === undefined) return []
    const { file, line, column, endLine, endColumn } = last
    const message = `${grouped(this.#unlisted)} more problems in other files, not listed`
    return [{ code: 'R0099', severity: 'warning', message, file, line, column, endLine, endColumn }]
  }

  #tallyOf(code: CheckerCode, spot: Spot): Tally {
    return this.#tallies.getOrInsertComputed(code, () => ({ count: 0, listed: 0, spot }))
  }
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column
}

export function placeOf(spot: Spot): SourcePlace {
  return spot.source.place(spot.start)
}

/** `rule`: 'plan mobile-40 > rent'. */
export function ruleAt(spot: Spot, rule: string): RuleRef {
  const { file, line, column } = placeOf(spot)
  return { rule, file, line, column }
}

export function related(message: string, spot: Spot): RelatedPlace {
  return { message, place: placeOf(spot) }
}

function diagnosticAt(spot: Spot, finding: Finding): Diagnostic {
  const from = placeOf(spot)
  const to = spot.source.place(Math.max(spot.start, spot.end))
  const { code, message, severity = 'error', expected, nearest, fix, related: others } = finding
  return {
    code,
    severity,
    message: withForeignLetter(message, spot.source, { start: spot.start, end: spot.end, nearest }),
    file: from.file,
    line: from.line,
    column: from.column,
    endLine: to.line,
    endColumn: to.column,
    ...(expected === undefined || expected.length === 0 ? {} : { expected }),
    ...(nearest === undefined ? {} : { nearest }),
    ...(fix === undefined ? {} : { fix }),
    ...(others === undefined ? {} : { related: others })
  }
}
