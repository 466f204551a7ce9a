// `expect ...` -> what must be true.
import { formatDecimal, type RuleRef } from '@farthing/billing-core/values'
import type { ExpectedLine, ExpectedTax, Expectation } from '../rule-set/example.ts'
import type { Match } from '../signature/match.ts'
import type { Expression } from '../slots/expression.ts'
import {
  expectAmountStatement,
  expectCommissionStatement,
  expectChargeEqualsStatement,
  expectChargeStatement,
  expectInvoiceDueStatement,
  expectInvoiceStatement,
  expectInvoiceNetStatement,
  expectInvoiceNumberStatement,
  expectInvoiceTaxStatement,
  expectInvoiceTotalStatement,
  expectLineStatement,
  expectMessageStatement,
  expectNothingStatement,
  expectPeriodLineStatement,
  expectPocketsStatement,
  expectRefusalStatement,
  expectRemainingStatement,
  expectRestrictionStatement,
  expectServiceStatement
} from './expectation-statements.ts'
import type { ExampleContext } from './lower-example.ts'
import { childOf, isOf } from './match-parts.ts'

export function lowerExpectation(match: Match, at: RuleRef, context: ExampleContext): Expectation | null {
  if (isOf(match, expectChargeStatement))
    return { expect: 'charge', amount: charge(match, match.slots.charge, context) }
  if (isOf(match, expectChargeEqualsStatement)) {
    const amount = match.slots.amount.micro
    const sum = charge(match, match.slots.charge, context)
    if (sum !== amount) {
      context.error(match, 'amount', `the left side comes to ${formatDecimal(sum)}, not ${formatDecimal(amount)}`)
    }
    return { expect: 'charge', amount }
  }
  if (match.signature.id === expectInvoiceStatement.id) return invoice(match, at)
  if (isOf(match, expectAmountStatement)) {
    const { micro: amount } = match.slots.amount
    if (match.has('pockets')) return { expect: 'pockets', amount }
    return { expect: match.has('total') ? 'total' : match.has('bond') ? 'bond' : 'balance', amount }
  }
  if (isOf(match, expectPocketsStatement)) return { expect: 'pockets-of', quantity: match.slots.quantity }
  if (isOf(match, expectCommissionStatement)) {
    return { expect: 'commission', amount: match.slots.amount.micro, of: match.slots.whose ?? null }
  }
  return outcome(match)
}

function outcome(match: Match): Expectation | null {
  if (isOf(match, expectRefusalStatement)) {
    const expect = REASONED.find(word => match.has(word)) ?? 'refused'
    return { expect, reason: match.slots.reason }
  }
  if (isOf(match, expectNothingStatement)) {
    const { name } = match.slots
    return name === undefined ? { expect: 'no-invoice' } : { expect: 'message', name, sent: false }
  }
  if (isOf(match, expectMessageStatement)) return { expect: 'message', name: match.slots.name, sent: true }
  if (isOf(match, expectServiceStatement)) {
    const state = match.has('active') ? 'active' : match.has('suspended') ? 'suspended' : 'terminated'
    return { expect: 'service', state, suspension: match.slots.suspension ?? null, of: match.slots.of ?? null }
  }
  return standing(match)
}

const REASONED = ['retained', 'quarantined', 'parked'] as const

function standing(match: Match): Expectation | null {
  if (isOf(match, expectRestrictionStatement)) {
    const { what = null, of = null } = match.slots
    return { expect: 'restricted', state: match.has('barred') ? 'barred' : 'throttled', what, of }
  }
  if (isOf(match, expectRemainingStatement)) {
    const { quantity = null, service, everything = service ?? '', of = null } = match.slots
    return { expect: 'remaining', service: everything, quantity, of }
  }
  return null
}

function charge(match: Match, sum: Expression, context: ExampleContext): bigint {
  if (sum.micro !== null) return sum.micro
  context.error(match, 'charge', `\`${sum.text}\` has more than six decimals: write the amount itself`)
  return 0n
}

function taxesIn(match: Match): ExpectedTax[] {
  return match.children.flatMap(child =>
    isOf(child, expectInvoiceTaxStatement) ? [{ title: child.slots.title, amount: child.slots.amount.micro }] : []
  )
}

function invoice(match: Match, at: RuleRef): Expectation {
  const lines: ExpectedLine[] = []
  for (const child of match.children) {
    const sign = child.has('credit') ? 'credit' : 'charge'
    const place: RuleRef = { rule: at.rule, ...child.place }
    if (isOf(child, expectPeriodLineStatement)) {
      const { title, dates } = child.slots
      const amount = child.slots.amount.micro
      lines.push({ sign, title, from: dates.from, until: dates.until, amount, at: place })
    } else if (isOf(child, expectLineStatement)) {
      const amount = child.slots.amount.micro
      lines.push({ sign, title: child.slots.title, from: null, until: null, amount, at: place })
    }
  }
  const net = childOf(match, expectInvoiceNetStatement)?.slots.amount.micro ?? null
  const total = childOf(match, expectInvoiceTotalStatement)
  const amount = total === undefined ? null : total.slots.amount.micro
  const due = childOf(match, expectInvoiceDueStatement)?.slots.due ?? null
  const number = childOf(match, expectInvoiceNumberStatement)?.slots.number ?? null
  return { expect: 'invoice', number, lines, taxes: taxesIn(match), net, total: amount, due }
}
