// Is an expectation of an example met by the life as it stands?
import { accountHistory, balances, nextBillDate } from '@farthing/billing-core'
import { formatAmount, formatDecimal } from '@farthing/billing-core/values'
import type { ExampleExpectationStep, Expectation } from '@farthing/rules-language'
import { previewBill } from '../life/bill-account.ts'
import type { IssuedInvoice, LifeState } from '../life/life-state.ts'
import { ratedUses } from '../life/use-service.ts'
import { compareInvoice } from './compare-invoice.ts'
import type { DifferenceRow, ExampleFailure } from './example-report.ts'

/** The fact that stands before an expectation: its number, and whether it asked for a bill. */
export interface FactBefore {
  readonly number: number
  readonly isBill: boolean
}

/** Null when it is met. */
export function checkExpectation(
  step: ExampleExpectationStep,
  state: LifeState,
  before: FactBefore
): ExampleFailure | null {
  const failure = differenceOf(step.expectation, state, before)
  return failure === null ? null : { at: step.at, ...failure }
}

type Difference = { readonly message: string; readonly table: readonly DifferenceRow[] } | null

function differenceOf(expectation: Expectation, state: LifeState, before: FactBefore): Difference {
  switch (expectation.expect) {
    case 'charge':
      return chargeDifference(expectation.amount, state)
    case 'invoice':
      return invoiceDifference(expectation, lastInvoice(state, before), state.account.currency)
    case 'total':
      return amountDifference(
        'the total of the last invoice',
        expectation.amount,
        lastInvoice(state, before)?.invoice.total,
        state
      )
    case 'balance':
      return amountDifference('the balance', expectation.amount, balanceOf(state), state)
    case 'refused':
      return reasonDifference('refused', expectation.reason, refusalOf(state, before.number))
    case 'quarantined':
      return reasonDifference(
        'quarantined',
        expectation.reason,
        ratedUses(state).find(({ fact }) => fact.number === before.number)?.reason
      )
  }
}

function said(message: string): Difference {
  return { message, table: [] }
}

function chargeDifference(expected: bigint, state: LifeState): Difference {
  const use = ratedUses(state).at(-1)
  if (use === undefined) return said('there is no usage before it')
  if (use.billable === null) return said(`the usage was quarantined, ${use.reason}: ${use.detail}`)
  const startedOn = use.fact.at.toZonedDateTimeISO(state.account.zone).toPlainDate()
  const bill = previewBill(state, nextBillDate(state.account.billDay, startedOn))
  if (!bill.ok) return said(`the account was parked, ${bill.reason}: ${bill.detail}`)
  // What a bill does not mention is charged as it was rated: no allowance covered any of it.
  const amount = BigInt(bill.usage.find(({ id }) => id === use.record.id)?.amount ?? use.billable.amount)
  if (amount === expected) return null
  return said(`expected a charge of ${formatDecimal(expected, 6)}, and it is ${formatDecimal(amount, 6)}`)
}

/** After a line that bills, what came of that bill, which may be nothing; else the last invoice there is. */
function lastInvoice(state: LifeState, before: FactBefore): IssuedInvoice | null {
  const last = state.invoices.at(-1) ?? null
  return before.isBill && !isOf(last, state.lastBill) ? null : last
}

function isOf(issued: IssuedInvoice | null, day: Temporal.PlainDate | null): boolean {
  return issued !== null && day !== null && issued.invoice.billDate.equals(day)
}

function invoiceDifference(
  expected: Extract<Expectation, { expect: 'invoice' }>,
  issued: IssuedInvoice | null,
  currency: string
): Difference {
  const table = compareInvoice(expected.lines, issued?.invoice ?? null, currency)
  const [name, total] =
    issued === null
      ? ['the bill, on which there is nothing,', 0n]
      : [`invoice ${issued.number} of ${issued.invoice.billDate.toString()}`, issued.invoice.total]
  if (table.some(({ status }) => status !== 'same')) {
    return { message: issued === null ? 'there is nothing on the bill' : `${name} has other lines`, table }
  }
  if (expected.total === null || expected.total === total) return null
  const [want, have] = [expected.total, total].map(amount => formatAmount(amount, currency))
  return { message: `expected a total of ${want}, and ${name} comes to ${have}`, table }
}

function amountDifference(what: string, expected: bigint, actual: bigint | undefined, state: LifeState): Difference {
  if (actual === expected) return null
  const { currency } = state.account
  if (actual === undefined)
    return said(`expected ${what} to be ${formatAmount(expected, currency)}, and there is no invoice`)
  return said(`expected ${what} to be ${formatAmount(expected, currency)}, and it is ${formatAmount(actual, currency)}`)
}

function reasonDifference(what: string, expected: string, actual: string | null | undefined): Difference {
  if (actual === expected) return null
  return said(
    `expected the line before to be ${what}, ${expected}; ${actual ? `the reason is ${actual}` : 'it was not'}`
  )
}

/** Why the fact has no effect, or undefined when it has one. */
export function refusalOf(state: LifeState, number: number): string | undefined {
  const id = `fact-${String(number).padStart(6, '0')}`
  const history = accountHistory(state.account.id, state.facts)
  return history?.dropped.find(({ fact }) => fact.id === id)?.reason
}

/** What the account owes less what is held for it. */
function balanceOf(state: LifeState): bigint {
  const { currency, id } = state.account
  const ledger = balances(state.journal)
  const of = (name: string): bigint => ledger.get(`${name}:${id}`)?.get(currency) ?? 0n
  return of('receivable') + of('unallocated')
}
