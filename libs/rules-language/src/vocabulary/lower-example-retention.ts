// What becomes of a request at the retention desk -> facts of a life.
import type { ExampleFact } from '../rule-set/example.ts'
import type { Match } from '../signature/match.ts'
import { acceptOfferStatement, letGoStatement } from './example-retention-statements.ts'
import { isOf } from './match-parts.ts'

/** Null for every other line. */
export function lowerExampleRetention(match: Match): ExampleFact | null {
  if (isOf(match, acceptOfferStatement)) {
    const { of = null, offer } = match.slots
    return { do: 'accept-offer', offer, of }
  }
  return isOf(match, letGoStatement) ? { do: 'let-go', of: match.slots.of ?? null } : null
}
