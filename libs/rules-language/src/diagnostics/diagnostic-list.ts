// Collects the problems of one file; beyond a limit it only counts, so that a hostile file stays cheap to report.
import type { SourceText } from '../text/source-text.ts'
import type { Diagnostic } from './diagnostic.ts'
import { diagnose, type Problem } from './problem.ts'
import { limits } from '../limits.ts'

export class DiagnosticList {
  readonly source: SourceText
  readonly #limit: number
  readonly #listed: Diagnostic[] = []
  #unlisted = 0

  constructor(source: SourceText, limit: number = limits.fileDiagnostics.most) {
    this.source = source
    this.#limit = limit
  }

  /** Is the list full? Wording a further problem would be work for nothing. */
  get full(): boolean {
    return this.#listed.length >= this.#limit
  }

  get count(): number {
    return this.#listed.length + this.#unlisted
  }

  add(problem: Problem): void {
    if (this.full) this.#unlisted++
    else this.#listed.push(diagnose(this.source, problem))
  }

  /** Words the problem only when there is room for it. */
  addLazily(word: () => Problem): void {
    if (this.full) this.#unlisted++
    else this.add(word())
  }

  /** In the order of the text, with one last entry that counts what is not listed. */
  toArray(): Diagnostic[] {
    const listed = this.#listed.toSorted((a, b) => a.line - b.line || a.column - b.column)
    if (this.#unlisted === 0) return listed
    const end = this.source.text.length
    const message = `${this.#unlisted} more problem${this.#unlisted === 1 ? '' : 's'} in this file, not listed`
    return [...listed, diagnose(this.source, { code: 'R0099', message, start: end, end })]
  }
}
