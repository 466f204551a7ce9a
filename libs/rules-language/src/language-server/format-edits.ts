// Formatting as edits of lines, so that an editor moves nothing that stays as it is: its cursor, marks and folds keep their places.
import type { Edit } from '../diagnostics/diagnostic.ts'
import { formatFile } from '../formatter/format-file.ts'
import type { Span } from '../signature/match.ts'
import { applyEdits } from './rename.ts'
import type { RulesWorkspace } from './rules-workspace.ts'

/** The edits that format a rule file, or only those that touch a part of it. */
export function formatEdits(workspace: RulesWorkspace, path: string, within?: Span): Edit[] {
  const { text } = workspace.source(path)
  const format = (from: string): string => formatFile({ file: path, text: from }, workspace.catalogue)
  const formatted = format(text)
  const edits = lineEdits(text, formatted)
  if (within === undefined) return edits
  const kept = edits.filter(({ start, end }) => start <= within.end && end >= within.start)
  // what one edit takes away, another may put back: a part of them must say what all of them say
  const isWhole = kept.length === edits.length || kept.length === 0 || format(applyEdits(text, kept)) === formatted
  return isWhole ? kept : edits
}

/** Lines further apart than this are not looked for: the formatter moves nothing far. */
const FARTHEST = 50

/** Turns one text into the other, whole lines at a time. */
export function lineEdits(from: string, to: string): Edit[] {
  const [left, right] = [linesOf(from), linesOf(to)]
  const edits: Edit[] = []
  let [i, j, start] = [0, 0, 0]
  while (i < left.length || j < right.length) {
    const [skipLeft, skipRight] = nextCommon(left, right, i, j)
    const end = start + left.slice(i, i + skipLeft).join('').length
    const text = right.slice(j, j + skipRight).join('')
    if (skipLeft > 0 || skipRight > 0) edits.push({ start, end, text })
    start = end + (left[i + skipLeft] ?? '').length
    i += skipLeft + 1
    j += skipRight + 1
  }
  return edits
}

/** How many lines of each side come before the nearest one that both have; all of them when none is near. */
function nextCommon(left: readonly string[], right: readonly string[], i: number, j: number): [number, number] {
  for (let distance = 0; distance <= FARTHEST; distance++) {
    for (let skip = 0; skip <= distance; skip++) {
      const line = left[i + skip]
      if (line !== undefined && line === right[j + distance - skip]) return [skip, distance - skip]
    }
  }
  return [left.length - i, right.length - j]
}

/** With their ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? []
}
