// What an editor offers to mend: the fix of a diagnostic, or the known word nearest to the unknown one.
import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts'
import { replaceBy } from '../diagnostics/problem.ts'
import type { Span } from '../signature/match.ts'
import type { SourceText } from '../text/source-text.ts'
import type { RulesWorkspace } from './rules-workspace.ts'

export interface QuickFix extends Fix {
  readonly mends: Diagnostic
}

/** For the diagnostics that touch a part of a file. */
export function quickFixes(workspace: RulesWorkspace, path: string, { start, end }: Span): QuickFix[] {
  const source = workspace.source(path)
  return (workspace.diagnostics().get(path) ?? []).flatMap(found => {
    const span = spanOf(found, source)
    const fix = span.start <= end && span.end >= start ? fixOf(found, span, source) : undefined
    return fix === undefined ? [] : [{ ...fix, mends: found }]
  })
}

export function spanOf({ line, column, endLine, endColumn }: Diagnostic, source: SourceText): Span {
  return { start: source.offset(line, column), end: source.offset(endLine, endColumn) }
}

/** A name written in quotation marks stays in them. */
function fixOf({ fix, nearest }: Diagnostic, span: Span, { text }: SourceText): Fix | undefined {
  if (fix !== undefined || nearest === undefined) return fix
  const written = text.slice(span.start, span.end)
  if (/\s/.test(written.trim()) && !written.startsWith('"')) return undefined
  return replaceBy(`write ${nearest}`, span, written.startsWith('"') ? JSON.stringify(nearest) : nearest)
}
