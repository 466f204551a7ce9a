// Every diagnostic has a known code and a place that lies inside its file, and so have its fix and its related places.
import {
  catalogue,
  checkerCatalogue,
  type CompileResult,
  type Diagnostic,
  renderDiagnostic,
  type Signature,
  SourceText
} from '@farthing/rules-language'

type Files = ReadonlyMap<string, string>

/** What is wrong with the diagnostics; null when nothing is. */
export function placeProblem(
  { ok, diagnostics }: CompileResult,
  files: Files,
  signatures: readonly Signature[]
): string | null {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  if (ok !== (errors === 0)) return `ok is ${ok} with ${errors} errors`
  const sources = new Map<string, SourceText>()
  for (const found of diagnostics) {
    const source = sources.get(found.file) ?? new SourceText(found.file, files.get(found.file) ?? '')
    sources.set(found.file, source)
    const problem = problemOf(found, source, { files, signatures })
    if (problem !== null) return `${problem}: ${JSON.stringify(found)}`
  }
  return null
}

interface Checked {
  readonly files: Files
  readonly signatures: readonly Signature[]
}

function problemOf(found: Diagnostic, source: SourceText, { files, signatures }: Checked): string | null {
  const { code, message, file, line, column, endLine, endColumn, fix, related = [] } = found
  if (!isKnown(code, signatures)) return 'the code is not in the catalogue'
  if (message === '' || message.length > 2_000) return 'the message is empty or endless'
  if (files.size > 0 && !files.has(file)) return 'there is no such file'
  if (!isInside(source, line, column)) return 'the place is not in the file'
  if (!isInside(source, endLine, endColumn)) return 'the end is not in the file'
  if (endLine < line || (endLine === line && endColumn < column)) return 'the end comes before the beginning'
  for (const { start, end } of fix?.edits ?? []) {
    if (!(start >= 0 && start <= end && end <= source.text.length)) return 'the fix is not in the file'
  }
  for (const { place } of related) {
    const other = place.file === file ? source : new SourceText(place.file, files.get(place.file) ?? '')
    if (!isInside(other, place.line, place.column)) return 'a related place is not in its file'
  }
  const shown = renderDiagnostic(found, source)
  if (!shown.includes(code)) return 'it is shown without its code'
  return UPSETS_TERMINALS.test(shown) ? 'it is shown with characters that upset a terminal' : null
}

/** The kernel's, or one that a plugin's statement declares. */
function isKnown(code: Diagnostic['code'], signatures: readonly Signature[]): boolean {
  return (
    [catalogue, checkerCatalogue].some(codes => Object.hasOwn(codes, code)) ||
    signatures.some(({ errors = {} }) => Object.hasOwn(errors, code))
  )
}

const UPSETS_TERMINALS = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u

/** The place after the last character of a line, its end included, still belongs to it. */
function isInside(source: SourceText, line: number, column: number): boolean {
  if (!(Number.isInteger(line) && Number.isInteger(column) && line >= 1 && line <= source.lineCount)) return false
  const end = line < source.lineCount ? source.lineStart(line + 1) : source.text.length
  return column >= 1 && source.lineStart(line) + column - 1 <= end
}
