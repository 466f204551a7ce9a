// Usage in an example -> facts.
import { fromTicks } from '@farthing/billing-core/values'
import type { ExampleFact } from '../rule-set/example.ts'
import type { Match } from '../signature/match.ts'
import { callStatement, sendStatement, useStatement } from './example-usage-statements.ts'
import { isOf, slotText } from './match-parts.ts'

export function lowerExampleUse(match: Match): ExampleFact | null {
  if (isOf(match, callStatement)) {
    const { duration: quantity, of = null, value } = match.slots
    return { do: 'use', service: 'voice', quantity, to: calledNumber(match), value: value?.micro ?? null, of }
  }
  if (isOf(match, sendStatement)) {
    const { messages: quantity = fromTicks(1, 'message'), of = null, value } = match.slots
    return { do: 'use', service: 'sms', quantity, to: calledNumber(match), value: value?.micro ?? null, of }
  }
  if (isOf(match, useStatement)) {
    const { of = null, quantity, service, value } = match.slots
    return { do: 'use', service, quantity, to: calledNumber(match), value: value?.micro ?? null, of }
  }
  return null
}

/** The number keeps its plus sign and its leading zeros: it is normalised like one from a switch. */
function calledNumber(match: Match): string {
  return match.slots['number'] === undefined ? '' : slotText(match, 'number')
}
