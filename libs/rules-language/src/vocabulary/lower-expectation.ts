// `expect ...` -> what must be true.
import { formatDecimal, type RuleRef } from '@farthing/billing-core/values'
import type { ExpectedLine, Expectation } from '../rule-set/example.ts'
import type { Match } from '../signature/match.ts'
import type { Expression } from '../slots/expression.ts'
import {
  expectAmountStatement,
  expectChargeEqualsStatement,
  expectChargeStatement,
  expectInvoiceStatement,
  expectInvoiceTotalStatement,
  expectLineStatement,
  expectPeriodLineStatement,
  expectRefusalStatement
} from './expectation-statements.ts'
import type { ExampleContext } from './lower-example.ts'
import { childOf, isOf, slotSpot } from './match-parts.ts'

export function lowerExpectation(match: Match, at: RuleRef, context: ExampleContext): Expectation | null {
  if (isOf(match, expectChargeStatement))
    return { expect: 'charge', amount: charge(match, match.slots.charge, context) }
  if (isOf(match, expectChargeEqualsStatement)) {
    const amount = context.micro({ value: match.slots.amount, spot: slotSpot(match, 'amount') })
    const sum = charge(match, match.slots.charge, context)
    if (sum !== amount) {
      context.error(match, 'amount', `the left side comes to ${formatDecimal(sum)}, not ${formatDecimal(amount)}`)
    }
    return { expect: 'charge', amount }
  }
  if (match.signature.id === expectInvoiceStatement.id) return invoice(match, at, context)
  if (isOf(match, expectAmountStatement)) {
    const amount = context.micro({ value: match.slots.amount, spot: slotSpot(match, 'amount') })
    return { expect: match.has('total') ? 'total' : 'balance', amount }
  }
  if (isOf(match, expectRefusalStatement)) {
    return { expect: match.has('refused') ? 'refused' : 'quarantined', reason: match.slots.reason }
  }
  return null
}

function charge(match: Match, sum: Expression, context: ExampleContext): bigint {
  if (sum.micro !== null)
    return context.micro({ value: { micro: sum.micro, currency: sum.currency }, spot: slotSpot(match, 'charge') })
  context.error(match, 'charge', `\`${sum.text}\` has more than six decimals: write the amount itself`)
  return 0n
}

function invoice(match: Match, at: RuleRef, context: ExampleContext): Expectation {
  const lines: ExpectedLine[] = []
  for (const child of match.children) {
    const sign = child.has('credit') ? 'credit' : 'charge'
    const place: RuleRef = { rule: at.rule, ...child.place }
    if (isOf(child, expectPeriodLineStatement)) {
      const { title, dates } = child.slots
      const amount = context.micro({ value: child.slots.amount, spot: slotSpot(child, 'amount') })
      lines.push({ sign, title, from: dates.from, until: dates.until, amount, at: place })
    } else if (isOf(child, expectLineStatement)) {
      const amount = context.micro({ value: child.slots.amount, spot: slotSpot(child, 'amount') })
      lines.push({ sign, title: child.slots.title, from: null, until: null, amount, at: place })
    }
  }
  const total = childOf(match, expectInvoiceTotalStatement)
  const amount =
    total === undefined ? null : context.micro({ value: total.slots.amount, spot: slotSpot(total, 'amount') })
  return { expect: 'invoice', lines, total: amount }
}
