// Lines of a contract that do nothing, or make leaving free: each is better left out.
import { childrenOf } from '@farthing/plugin-sdk'
import type { Diagnostic, LowerContext, Match, SlotSet } from '@farthing/plugin-sdk'
import type { Contract } from './contract.ts'
import {
  endingStatement,
  exitLimitStatement,
  exitShareStatement,
  exitStatement,
  noticeStatement,
  setupStatement
} from './contract-parts.ts'
import { isAlwaysSooner, isEverSooner } from './exit-times.ts'
import { amountOf } from './lower-exits.ts'

export function idleLines(match: Match, contract: Contract, context: LowerContext): Diagnostic[] {
  return [
    ...ofNothing(match, context),
    ...limitOfNone(match, context),
    ...aboveItsLimit(match, context),
    ...tooLate(match, contract, context),
    ...tooLong(match, contract, context)
  ]
}

function ofNothing(match: Match, context: LowerContext): Diagnostic[] {
  const refuse = <S extends SlotSet>(part: Match<S>, slot: keyof S & string): Diagnostic => {
    const what = slot === 'most' ? 'at most nothing is no fee' : 'a fee of nothing charges nothing'
    return context.error(part, part.slotSpan(slot), `${what}: leave it out`, { code: 'R0614' })
  }
  const nothing = (money: Parameters<typeof amountOf>[0]): boolean => amountOf(money, context) === 0n
  return [
    ...[...childrenOf(match, setupStatement), ...childrenOf(match, endingStatement)].flatMap(part =>
      nothing(part.slots.amount) ? [refuse(part, 'amount')] : []
    ),
    ...childrenOf(match, exitStatement).flatMap(part => [
      ...(nothing(part.slots.amount) ? [refuse(part, 'amount')] : []),
      ...(nothing(part.slots.most) ? [refuse(part, 'most')] : [])
    ]),
    ...childrenOf(match, exitShareStatement).flatMap(part => [
      ...(part.slots.share === 0n ? [refuse(part, 'share')] : []),
      ...(nothing(part.slots.most) ? [refuse(part, 'most')] : [])
    ]),
    ...childrenOf(match, exitLimitStatement).flatMap(part => (nothing(part.slots.most) ? [refuse(part, 'most')] : []))
  ]
}

function limitOfNone(match: Match, context: LowerContext): Diagnostic[] {
  if (childrenOf(match, exitStatement).length > 0 || childrenOf(match, exitShareStatement).length > 0) return []
  const message = 'leaving early costs nothing here, of which this could be the most: leave it out'
  return childrenOf(match, exitLimitStatement).flatMap(part =>
    context.micro(part.slots.most) === 0n ? [] : [context.error(part, part, message, { code: 'R0655' })]
  )
}

/** One of nothing is told of as such. */
function aboveItsLimit(match: Match, context: LowerContext): Diagnostic[] {
  const { error, micro } = context
  return childrenOf(match, exitStatement).flatMap(part => {
    const most = amountOf(part.slots.most, context)
    if (most === null || most === 0n || micro(part.slots.amount) <= most) return []
    const message = 'nobody is asked for so much: its own limit is less'
    return [error(part, part.slotSpan('amount'), message, { code: 'R0658' })]
  })
}

/** After the end of the longest term that may be agreed; one that renews has no end. */
function tooLate(match: Match, { most, renewal }: Contract, { error }: LowerContext): Diagnostic[] {
  if (renewal !== null) return []
  const exits = [...childrenOf(match, exitStatement), ...childrenOf(match, exitShareStatement)]
  return exits.flatMap(part => {
    const { after } = part.slots
    if (after === undefined || isEverSooner(after, { unit: 'month', count: most })) return []
    const message = `it holds on no day: ${overAfter(most)}`
    return [error(part, part.slotSpan('after'), message, { code: 'R0656' })]
  })
}

/** Signed for the longest term that may be agreed, it would have to be given before; one that renews is left at the end of a later term. */
function tooLong(match: Match, { most, notice, renewal }: Contract, { error }: LowerContext): Diagnostic[] {
  if (renewal !== null || notice === null || !isAlwaysSooner({ unit: 'month', count: most }, notice)) return []
  const message = `nobody can give so long a notice: ${overAfter(most)}`
  return childrenOf(match, noticeStatement).map(part => error(part, part.slotSpan('count'), message, { code: 'R0657' }))
}

function overAfter(months: number): string {
  return `the contract is over ${months === 1 ? '1 month' : `${months} months`} after signing`
}
