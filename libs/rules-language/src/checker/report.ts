// Collects what the checker finds, each with its place; the words are the checks' own.
import type { RuleRef, SourcePlace } from '@farthing/billing-core/values'
import type { Diagnostic, Fix, RelatedPlace } from '../diagnostics/diagnostic.ts'
import type { Spot } from '../vocabulary/declarations.ts'
import type { CheckerCode } from './catalogue.ts'

/** Findings of one kind that are listed; more are counted. A deck of 100,000 rows may be wrong in every row. */
const LISTED_PER_CODE = 50

export interface Finding {
  readonly code: CheckerCode
  readonly message: string
  readonly severity?: 'error' | 'warning'
  readonly expected?: readonly string[]
  readonly nearest?: string | undefined
  readonly fix?: Fix
  readonly related?: readonly RelatedPlace[]
}

export class Report {
  readonly #listed: Diagnostic[] = []
  readonly #counts = new Map<CheckerCode, { count: number; spot: Spot }>()
  #errors = 0

  get errors(): number {
    return this.#errors
  }

  /** `word` is called only when the finding is listed. */
  add(
    spot: Spot,
    severity: 'error' | 'warning',
    code: CheckerCode,
    word: () => Omit<Finding, 'code' | 'severity'>
  ): void {
    if (severity === 'error') this.#errors++
    const seen = this.#counts.get(code)
    this.#counts.set(code, { count: (seen?.count ?? 0) + 1, spot })
    if ((seen?.count ?? 0) < LISTED_PER_CODE) this.#listed.push(diagnosticAt(spot, { ...word(), code, severity }))
  }

  error(
    spot: Spot,
    code: CheckerCode,
    message: string,
    more: Omit<Finding, 'code' | 'severity' | 'message'> = {}
  ): void {
    this.add(spot, 'error', code, () => ({ message, ...more }))
  }

  warning(
    spot: Spot,
    code: CheckerCode,
    message: string,
    more: Omit<Finding, 'code' | 'severity' | 'message'> = {}
  ): void {
    this.add(spot, 'warning', code, () => ({ message, ...more }))
  }

  /** Takes over what others found. */
  take(diagnostics: readonly Diagnostic[]): void {
    for (const diagnostic of diagnostics) if (diagnostic.severity === 'error') this.#errors++
    this.#listed.push(...diagnostics)
  }

  /** By file and place; a kind with more findings than are listed ends with a count. */
  diagnostics(): Diagnostic[] {
    const counts = [...this.#counts].filter(([, { count }]) => count > LISTED_PER_CODE)
    const more = counts.map(([code, { count, spot }]) => {
      const message = `${count - LISTED_PER_CODE} more of ${code}, not listed`
      return diagnosticAt(spot, { code: 'R0099', severity: 'warning', message })
    })
    return [...this.#listed.toSorted(byPlace), ...more]
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
    message,
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
