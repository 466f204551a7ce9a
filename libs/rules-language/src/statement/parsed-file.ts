// What parsing one file yields.
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Match } from '../signature/match.ts'

export interface SourceFile {
  /** Relative to the rules folder, with forward slashes. */
  readonly file: string
  readonly text: string
}

/** Statements that were recognised, also when others in the file were not. At most 200 diagnostics, then one that counts the rest. */
export interface ParsedFile {
  readonly matches: readonly Match[]
  readonly diagnostics: readonly Diagnostic[]
}
