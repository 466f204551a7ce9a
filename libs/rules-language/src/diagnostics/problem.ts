// A problem found at offsets of one text, and the diagnostic it becomes.
import type { Span } from '../signature/match.ts'
import type { SourceText } from '../text/source-text.ts'
import type { Diagnostic, DiagnosticCode, Fix, RelatedPlace } from './diagnostic.ts'
import { withForeignLetter } from './foreign-letter.ts'
import { markOfNew } from './of-new.ts'

export interface Problem extends Span {
  readonly code: DiagnosticCode
  readonly message: string
  readonly severity?: 'error' | 'warning'
  readonly expected?: readonly string[]
  readonly nearest?: string
  readonly fix?: Fix
  readonly related?: readonly RelatedPlace[]
  /** Not asked of texts that were published. */
  readonly ofNew?: true
}

/** Places the problem in its file. */
export function diagnose(source: SourceText, problem: Problem): Diagnostic {
  const from = source.place(problem.start)
  const to = source.place(Math.max(problem.start, problem.end))
  const found: Diagnostic = {
    code: problem.code,
    severity: problem.severity ?? 'error',
    message: withForeignLetter(problem.message, source, problem),
    file: source.file,
    line: from.line,
    column: from.column,
    endLine: to.line,
    endColumn: to.column,
    ...(problem.expected?.length ? { expected: problem.expected } : {}),
    ...(problem.nearest === undefined ? {} : { nearest: problem.nearest }),
    ...(problem.fix ? { fix: problem.fix } : {}),
    ...(problem.related?.length ? { related: problem.related } : {})
  }
  if (problem.ofNew) markOfNew(found)
  return found
}

/** A fix that replaces one range. */
export function replaceBy(title: string, span: Span, text: string): Fix {
  return { title, edits: [{ start: span.start, end: span.end, text }] }
}
