// Is an expectation of an example met by the life as it stands?
import { balances } from '@farthing/billing-core'
import {
  formatAmount,
  formatHeld,
  type HeldAmount,
  isCurrency,
  type Quantity,
  toTicks
} from '@farthing/billing-core/values'
import type { ExampleExpectationStep, Expectation } from '@farthing/rules-language'
import { lifeHistory } from '../life/life-history.ts'
import type { LifeState } from '../life/life-state.ts'
import { ratedUses } from '../life/use-service.ts'
import { chargeDifference } from './check-charge.ts'
import { anyInvoice, invoiceDifference, totalDifference } from './check-invoice.ts'
import { remainingDifference, restrictionDifference, serviceDifference } from './check-service.ts'
import { type ExampleFailure, type Unmet, unmet } from './example-report.ts'
import type { FactBefore } from './fact-before.ts'

/** Null when it is met. */
export function checkExpectation(
  step: ExampleExpectationStep,
  state: LifeState,
  before: FactBefore
): ExampleFailure | null {
  const failure = differenceOf(step.expectation, state, before)
  return failure === null ? null : { at: step.at, ...failure }
}

function differenceOf(expectation: Expectation, state: LifeState, before: FactBefore): Unmet | null {
  switch (expectation.expect) {
    case 'charge':
      return chargeDifference(expectation.amount, state)
    case 'invoice':
      return invoiceDifference(expectation, state, before)
    case 'no-invoice':
      return anyInvoice(state, before)
    case 'total':
      return totalDifference(expectation.amount, state, before)
    case 'balance':
      return amountDifference('balance', expectation.amount, heldOrOwed(state, ['receivable', 'unallocated']), state)
    case 'bond':
      return amountDifference('bond', expectation.amount, -heldOrOwed(state, ['bond']), state)
    case 'pockets':
      return pocketsDifference({ unit: state.account.currency, parts: expectation.amount }, state)
    case 'pockets-of':
      return pocketsDifference(partsOf(expectation.quantity), state)
    case 'commission':
      return amountDifference(commissionWords(expectation.of), expectation.amount, earned(expectation.of, state), state)
    case 'message':
      return messageDifference(expectation, state, before)
    case 'service':
      return serviceDifference(expectation, state, before)
    case 'restricted':
      return restrictionDifference(expectation, state, before)
    case 'remaining':
      return remainingDifference(expectation, state, before)
    case 'refused':
    case 'retained':
    case 'quarantined':
    case 'parked':
      return reasonDifference(expectation, reasonsOf(state, before)[expectation.expect])
  }
}

function amountDifference(what: string, expected: bigint, actual: bigint, state: LifeState): Unmet | null {
  if (actual === expected) return null
  const [want, have] = [expected, actual].map(amount => formatAmount(amount, state.account.currency))
  return unmet(`expected the ${what} to be ${want}, and it is ${have}`)
}

function pocketsDifference({ parts: expected, unit }: HeldAmount, state: LifeState): Unmet | null {
  const pockets = state.pockets.filter(each => each.unit === unit)
  const held = pockets.reduce((sum, { balance }) => sum + balance, 0n)
  if (held === expected) return null
  const text = (parts: bigint): string => (isCurrency(unit) ? formatAmount(parts, unit) : formatHeld(parts, unit))
  const each = pockets.map(({ balance, number, reason }) => `${text(balance)} in pocket ${number} (${reason})`)
  return unmet(`expected the pockets to hold ${text(expected)}, and they hold ${[text(held), ...each].join('; ')}`)
}

function partsOf(quantity: Quantity): HeldAmount {
  return { unit: quantity.unit, parts: BigInt(toTicks(quantity)) }
}

function commissionWords(of: string | null): string {
  return of === null ? 'commission' : `commission of ${of}`
}

/** By partner or layer. */
function earned(of: string | null, { commissions }: LifeState): bigint {
  const own = commissions.entries.filter(({ layer, partner }) => of === null || of === layer || of === partner)
  return own.reduce((sum, { amount }) => sum + amount, 0n)
}

/** In the sign of the ledger: what the account owes is positive. */
function heldOrOwed(state: LifeState, names: readonly string[]): bigint {
  const { currency, id } = state.account
  const ledger = balances(state.journal)
  return names.reduce((sum, name) => sum + (ledger.get(`${name}:${id}`)?.get(currency) ?? 0n), 0n)
}

function messageDifference(
  { name, sent }: Extract<Expectation, { expect: 'message' }>,
  state: LifeState,
  before: FactBefore
): Unmet | null {
  const messages = state.messages.slice(before.messages)
  const isOf = ({ kind, text }: LifeState['messages'][number]): boolean =>
    kind === 'notice' ? text.startsWith(`"${name}"`) : kind === name
  if (messages.some(isOf) === sent) return null
  const told = messages.map(({ kind, on, text }) => `${kind} on ${on.toString()}: ${text}`)
  if (!sent) return unmet(`expected no message ${name}, and there is ${told.find(text => text.startsWith(name)) ?? ''}`)
  return unmet(`expected a message ${name}; ${told.length === 0 ? 'there is none' : `there are ${told.join('; ')}`}`)
}

type Reason = { readonly reason: string; readonly detail: string } | undefined

/** Why the fact before came to nothing, in the ways in which it can. */
export function reasonsOf(
  state: LifeState,
  before: FactBefore
): Record<'refused' | 'retained' | 'quarantined' | 'parked', Reason> {
  const id = `fact-${String(before.number).padStart(6, '0')}`
  const forbidden = state.refused.find(({ fact }) => fact === before.number)
  const dropped = lifeHistory(state)?.dropped.find(({ fact }) => fact.id === id)
  const problem = state.problems.find(({ fact }) => fact === before.number)
  const use = ratedUses(state).find(({ fact }) => fact.number === before.number)
  const held = state.requests.find(({ fact }) => fact.number === before.number)
  return {
    retained: held && { reason: held.reason, detail: held.rule.rule },
    refused: forbidden ?? dropped ?? (problem && { reason: `no-such-${problem.field}`, detail: problem.problem }),
    quarantined: use?.reason ? { reason: use.reason, detail: use.detail ?? '' } : undefined,
    parked: state.parked[before.parked]
  }
}

function reasonDifference(
  { expect, reason }: Extract<Expectation, { expect: 'refused' | 'retained' | 'quarantined' | 'parked' }>,
  actual: Reason
): Unmet | null {
  if (actual?.reason === reason) return null
  const what = expect === 'parked' ? 'the account' : 'the line before'
  const came = actual === undefined ? 'it was not' : `the reason is ${actual.reason}: ${actual.detail}`
  return unmet(`expected ${what} to be ${expect}, ${reason}; ${came}`)
}
