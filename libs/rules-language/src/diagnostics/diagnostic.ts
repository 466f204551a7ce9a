// What a file's author is told: data first, wording rendered from it by render-diagnostic.ts.
import type { SourcePlace } from '@farthing/billing-core/values'

/** Replaces `text.slice(start, end)` by `text`; offsets are UTF-16 units from the start of the file. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** One change that would mend the problem, offered to the author and to editors. */
export interface Fix {
  readonly title: string
  readonly edits: readonly Edit[]
}

/** Another place that belongs to the same problem: the first of two, the brace that is never closed. */
export interface RelatedPlace {
  readonly message: string
  readonly place: SourcePlace
}

export type DiagnosticCode = `R${string}`

/** Lines and columns are 1-based; `endColumn` is the column after the last character. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  /** What could have stood here, in words, most likely first. */
  readonly expected?: readonly string[]
  /** The known word nearest to what was written. */
  readonly nearest?: string
  readonly fix?: Fix
  readonly related?: readonly RelatedPlace[]
}
