// What an earlier version of the product took, and a later one refuses: an error of new texts, and none of what was published.
import type { Diagnostic } from './diagnostic.ts'

const OF_NEW = new WeakSet<Diagnostic>()

export function markOfNew(found: Diagnostic): void {
  OF_NEW.add(found)
}

export function isOfNew(found: Diagnostic): boolean {
  return OF_NEW.has(found)
}
