import { join } from 'node:path'
import { renderDiagnostic, SourceText, type Diagnostic } from '@farthing/rules-language'
import type { RulesFolder } from '@farthing/kernel/rules-folder'

const MOST = 200

/** Diagnostics as a person reads them, files as paths that a terminal can open. */
export function showDiagnostics(
  diagnostics: readonly Diagnostic[],
  { folder, files }: Pick<RulesFolder, 'folder' | 'files'>,
  colour: boolean
): string {
  const sources = new Map<string, SourceText>()
  const sourceOf = (file: string): SourceText => {
    const known = sources.get(file) ?? new SourceText(file, files.get(file) ?? '')
    sources.set(file, known)
    return known
  }
  const shown = diagnostics
    .slice(0, MOST)
    .map(found => renderDiagnostic(inFolder(found, folder), sourceOf(found.file), { colour }))
  const more = diagnostics.length > MOST ? [`... and ${diagnostics.length - MOST} more`] : []
  return [...shown, ...more].map(text => `${text.trimEnd()}\n\n`).join('')
}

function inFolder(found: Diagnostic, folder: string): Diagnostic {
  const related = found.related?.map(({ message, place }) => ({
    message,
    place: { ...place, file: join(folder, place.file) }
  }))
  return { ...found, file: join(folder, found.file), ...(related && { related }) }
}
