// Pockets in an example -> facts.
import type { ExampleFact, ExampleFilling } from '../rule-set/example.ts'
import type { Match } from '../signature/match.ts'
import { grantOfUnitStatement, grantStatement, topUpStatement } from './example-pocket-statements.ts'
import { isOf } from './match-parts.ts'

export function lowerExamplePocket(match: Match): ExampleFact | null {
  if (isOf(match, topUpStatement)) {
    const { amount, method = null } = match.slots
    return { do: 'top-up', amount: amount.micro, method, ...termsOf(match.slots) }
  }
  if (isOf(match, grantStatement)) {
    const { amount, reason } = match.slots
    return { do: 'grant', amount: amount.micro, quantity: null, reason, ...termsOf(match.slots) }
  }
  if (isOf(match, grantOfUnitStatement)) {
    const { quantity, reason } = match.slots
    return { do: 'grant', amount: null, quantity, reason, ...termsOf(match.slots) }
  }
  return null
}

interface PocketTerms {
  readonly priority?: number | undefined
  readonly services?: readonly string[] | undefined
  readonly until?: Temporal.PlainDate | undefined
}

function termsOf({ priority, services, until }: PocketTerms): ExampleFilling {
  return { priority: priority ?? null, services: services ?? null, until: until ?? null }
}
