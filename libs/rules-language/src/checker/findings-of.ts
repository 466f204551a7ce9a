// What the checker finds in a text, as lines 'a.farthing:7:1 R0140 message'; for specs.
import { compileRules } from '../rule-set/compile-rules.ts'

export interface CheckedText {
  readonly title: string
  /** Of a.farthing. */
  readonly text: string
  /** Files beside it. */
  readonly files?: Readonly<Record<string, string>>
  readonly found: readonly string[]
}

/** Findings other than that nothing uses a thing (R0112): the texts of specs are small. */
export function findingsOf({ text, files = {} }: CheckedText): string[] {
  const result = compileRules({ files: new Map(Object.entries({ 'a.farthing': text, ...files })), signatures: [] })
  const notable = result.diagnostics.filter(({ code }) => code !== 'R0112')
  return notable.map(({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`)
}
