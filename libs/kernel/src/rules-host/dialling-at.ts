import type { Dialling } from '@farthing/rules-language'
import { type RuleBooks, rulesNow } from '@farthing/simulator'

/** How numbers are written by the operator's rules of a moment, or the first to come; null while none say so. */
export function diallingAt(books: RuleBooks, at: Temporal.Instant): Dialling | null {
  return rulesNow(books, at)?.operator.dialling ?? null
}
