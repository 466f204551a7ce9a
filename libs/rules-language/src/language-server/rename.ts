// Renames a thing everywhere: in statements, in tables and in CSV files, and only when the rules stay as right as they were.
import type { Diagnostic, Edit } from '../diagnostics/diagnostic.ts'
import { quoted } from '../diagnostics/wording.ts'
import { nounOf } from '../diagnostics/wording.ts'
import { isWord } from '../lexer/written-name.ts'
import type { Span } from '../signature/match.ts'
import type { NamedPlace } from './named-places.ts'
import { nameAt, placesOfName } from './navigation.ts'
import type { FileOffset, RulesWorkspace } from './rules-workspace.ts'

export type Renamed =
  | { readonly ok: true; readonly edits: ReadonlyMap<string, readonly Edit[]> }
  | { readonly ok: false; readonly reason: string }

/** The name that would be renamed, with its place; null when no name stands there. */
export function renamable(
  workspace: RulesWorkspace,
  at: FileOffset
): { readonly span: Span; readonly name: string } | null {
  const place = nameAt(workspace, at)
  return place === null ? null : { span: place.spot, name: place.name }
}

export function renameAt(workspace: RulesWorkspace, at: FileOffset, to: string): Renamed {
  const place = nameAt(workspace, at)
  if (place === null) return { ok: false, reason: 'no name stands here' }
  const places = placesOfName(workspace, place)
  const problem = nameProblem(to) ?? declaredAlready(workspace, place, to)
  if (problem !== null) return { ok: false, reason: problem }
  const { diagnostics } = workspace.checked
  let broken = ''
  for (const inQuotes of isWord(to) ? [false, true] : [true]) {
    const edits = editsOf(places, to, inQuotes)
    const after = workspace.checkWith(edited(workspace, edits))
    if (countErrors(after.diagnostics) <= countErrors(diagnostics)) return { ok: true, edits }
    broken = firstNewError(diagnostics, after.diagnostics)
  }
  return { ok: false, reason: `the rules would be wrong with ${nounOf(place.kind)} ${quoted(to)}: ${broken}` }
}

const LONGEST = 100

function nameProblem(to: string): string | null {
  if (to.trim() === '' || to !== to.trim()) return 'a name is not blank, and no space stands around it'
  if (to.length > LONGEST) return `a name has at most ${LONGEST} characters`
  return /[\p{Cc}\p{Cs}\\]/u.test(to) ? 'a name has no control characters and no backslash' : null
}

function declaredAlready(workspace: RulesWorkspace, place: NamedPlace, to: string): string | null {
  if (to === place.name) return 'that is its name already'
  const [other] = placesOfName(workspace, { ...place, name: to })
  if (other === undefined) return null
  const { file, line } = other.spot.source.place(other.spot.start)
  return `${nounOf(place.kind)} ${to} is there already, in ${file}:${line}`
}

function editsOf(places: readonly NamedPlace[], to: string, inQuotes: boolean): Map<string, Edit[]> {
  const edits = new Map<string, Edit[]>()
  for (const { spot } of places) {
    const { source, start, end } = spot
    const text = source.file.endsWith('.csv') ? csvField(to) : inQuotes ? JSON.stringify(to) : to
    const wasQuoted = source.text[start] === '"' && !source.file.endsWith('.csv')
    edits.getOrInsertComputed(source.file, () => []).push({ start, end, text: wasQuoted ? JSON.stringify(to) : text })
  }
  return edits
}

function csvField(name: string): string {
  return /[",;\t]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name
}

function edited(workspace: RulesWorkspace, edits: ReadonlyMap<string, readonly Edit[]>): Map<string, string> {
  return new Map([...edits].map(([file, ofFile]) => [file, applyEdits(workspace.source(file).text, ofFile)]))
}

/** The text with all edits made; they do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = []
  let at = 0
  for (const { start, end, text: written } of edits.toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(at, start), written)
    at = end
  }
  return [...parts, text.slice(at)].join('')
}

/** A name moves what stands behind it, so an error is the same when its line and code are. */
function firstNewError(before: readonly Diagnostic[], after: readonly Diagnostic[]): string {
  const known = new Map<string, number>()
  for (const one of errorsOf(before)) known.set(errorKey(one), (known.get(errorKey(one)) ?? 0) + 1)
  const fresh = errorsOf(after).find(one => {
    const left = known.get(errorKey(one)) ?? 0
    known.set(errorKey(one), left - 1)
    return left <= 0
  })
  if (fresh === undefined) throw new RangeError('there are more errors, and none is new')
  return `${fresh.file}:${fresh.line}:${fresh.column} ${fresh.code} ${fresh.message}`
}

function errorKey({ file, line, code }: Diagnostic): string {
  return `${code} ${file}:${line}`
}

function errorsOf(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error')
}

function countErrors(diagnostics: readonly Diagnostic[]): number {
  return errorsOf(diagnostics).length
}
