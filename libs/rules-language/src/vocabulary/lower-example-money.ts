// Money in an example -> facts.
import type { ExampleFact } from '../rule-set/example.ts'
import type { Match } from '../signature/match.ts'
import {
  failedPaymentStatement,
  itemStatement,
  payStatement,
  refundStatement,
  reversalStatement
} from './example-money-statements.ts'
import { isOf } from './match-parts.ts'

export function lowerExampleMoney(match: Match): ExampleFact | null {
  if (isOf(match, itemStatement)) {
    const { amount, category = null, of = null, text } = match.slots
    return { do: match.has('charge') ? 'charge' : 'credit', amount: amount.micro, text, category, of }
  }
  if (isOf(match, payStatement)) {
    const { amount, invoice = null, method = null, reference = null } = match.slots
    return { do: 'pay', amount: amount?.micro ?? null, invoice, method, reference }
  }
  if (isOf(match, failedPaymentStatement)) {
    const { amount, invoice = null, method = null, reason = null } = match.slots
    return { do: 'fail', amount: amount?.micro ?? null, invoice, method, reason }
  }
  if (isOf(match, refundStatement)) {
    const { amount, method = null, reason, reference = null } = match.slots
    return { do: 'refund', amount: amount?.micro ?? null, method, reason, reference }
  }
  if (isOf(match, reversalStatement)) return { do: 'reverse', reference: match.slots.reference ?? null }
  return null
}
