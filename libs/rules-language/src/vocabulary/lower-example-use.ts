// Usage in an example -> facts.
import { fromTicks } from '@farthing/billing-core/values'
import type { ExampleFact } from '../rule-set/example.ts'
import type { Match } from '../signature/match.ts'
import { callStatement, sendStatement, useStatement } from './example-usage-statements.ts'
import { isOf, slotText } from './match-parts.ts'

export function lowerExampleUse(match: Match): ExampleFact | null {
  if (isOf(match, callStatement)) {
    const { duration: quantity, of = null, value } = match.slots
    return { do: 'use', service: 'voice', quantity, ...numbersOf(match), value: value?.micro ?? null, of }
  }
  if (isOf(match, sendStatement)) {
    const { messages: quantity = fromTicks(1, 'message'), of = null, value } = match.slots
    return { do: 'use', service: 'sms', quantity, ...numbersOf(match), value: value?.micro ?? null, of }
  }
  if (isOf(match, useStatement)) {
    const { of = null, quantity, service, value } = match.slots
    return { do: 'use', service, quantity, ...numbersOf(match), value: value?.micro ?? null, of }
  }
  return null
}

/** Numbers keep their plus signs and their leading zeros: they are normalised like those from a switch. */
function numbersOf(match: Match): { readonly to: string; readonly from: string } {
  const { caller, number, of } = match.slots
  const from = caller === undefined ? String(of ?? '') : slotText(match, 'caller')
  return { to: number === undefined ? '' : slotText(match, 'number'), from }
}
