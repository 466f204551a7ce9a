// Which statements a code speaks of: those in which the examples of the code are wrong.
import type { Diagnostic, DiagnosticCode } from '../diagnostics/diagnostic.ts'
import type { Match } from '../signature/match.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import { parseFile } from '../statement/parse-file.ts'
import { SourceText } from '../text/source-text.ts'
import { exampleFiles } from './code-example.ts'
import type { ErrorPage } from './error-pages.ts'

/** From here on codes are about what statements mean; before, they are about how anything is written. */
const FIRST_OF_MEANING = 'R0100'

/** Ids of statements by code. */
export function relatedStatements(
  pages: readonly ErrorPage[],
  catalogue: SignatureCatalogue
): ReadonlyMap<DiagnosticCode, readonly string[]> {
  return new Map(
    pages
      .filter(({ code }) => code >= FIRST_OF_MEANING)
      .map(({ code, example, found }) => {
        const files = exampleFiles(example.wrong)
        const ids = found.flatMap(
          diagnostic => statementAt(diagnostic, files.get(diagnostic.file) ?? '', catalogue) ?? []
        )
        return [code, [...new Set(ids)]]
      })
  )
}

/** What is missing from all files stands at the start of the first one, and in no statement. */
function statementAt(
  { file, line, column, endColumn }: Diagnostic,
  text: string,
  catalogue: SignatureCatalogue
): string | null {
  if (!file.endsWith('.farthing') || endColumn === column) return null
  const offset = new SourceText(file, text).lineStart(line) + column - 1
  return innermost(parseFile({ file, text }, catalogue).matches, offset)
}

function innermost(matches: readonly Match[], offset: number): string | null {
  const match = matches.find(({ start, end }) => start <= offset && offset < end)
  return match === undefined ? null : (innermost(match.children, offset) ?? match.signature.id)
}
