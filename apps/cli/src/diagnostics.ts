import { join } from 'node:path'
import { renderDiagnostic, type Diagnostic } from '@farthing/rules-language'
import type { RulesFolder } from '@farthing/kernel/rules-folder'

const MOST = 200

/** Diagnostics as a person reads them, files as paths that a terminal can open. */
export function showDiagnostics(
  diagnostics: readonly Diagnostic[],
  { folder, files }: RulesFolder,
  colour: boolean
): string {
  const shown = diagnostics
    .slice(0, MOST)
    .map(found =>
      renderDiagnostic({ ...found, file: join(folder, found.file) }, files.get(found.file) ?? '', { colour })
    )
  const more = diagnostics.length > MOST ? [`... and ${diagnostics.length - MOST} more`] : []
  return [...shown, ...more].map(text => `${text.trimEnd()}\n\n`).join('')
}
