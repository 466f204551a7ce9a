// Texts that no database column holds as they came: with a NUL character, or with half of a surrogate pair.
import { holdsUnstorable, isStorable } from '@farthing/kernel'
import type { Issue } from './invalid-request.ts'

const MOST_ISSUES = 20

/** Where a value holds such texts, in keys too. Walks without recursion: a request may be nested as deep as it likes. */
export function unstorableTexts(value: unknown, place: readonly PropertyKey[]): Issue[] {
  if (!holdsUnstorable(value)) return []
  const issues: Issue[] = []
  const open: { readonly value: unknown; readonly path: readonly PropertyKey[] }[] = [{ value, path: place }]
  for (let next = open.pop(); next !== undefined && issues.length < MOST_ISSUES; next = open.pop()) {
    const { value: part, path } = next
    if (typeof part === 'string') {
      if (!isStorable(part))
        issues.push({ path, message: 'holds a NUL character or half of a surrogate pair: leave it out' })
    } else if (typeof part === 'object' && part !== null) {
      const within = path.length < DEEPEST_PATH
      for (const [key, inner] of Object.entries(part)) {
        if (!isStorable(key))
          issues.push({ path, message: 'has a name with a NUL character or half of a surrogate pair' })
        open.push({ value: inner, path: within ? [...path, Array.isArray(part) ? Number(key) : key] : path })
      }
    }
  }
  return issues
}

/** Beyond this a place is told by its beginning. */
const DEEPEST_PATH = 12
