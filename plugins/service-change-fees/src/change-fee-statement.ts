// `fee 5.00 for each suspension`
import { defineStatement, isOf } from '@farthing/plugin-sdk'
import type { Diagnostic, LowerContext, LowerResult, Match } from '@farthing/plugin-sdk'
import { changeFeeAtWork } from './change-fee-at-work.ts'
import { CHANGES, type ServiceChange } from './service-changes.ts'

export interface ChangeFee {
  /** Micro of the account's currency; zero for none. */
  readonly amount: bigint
  readonly change: ServiceChange['kind']
  /** The kinds of suspension; left out: whatever no other fee of the plan names. */
  readonly because?: readonly string[]
}

const DOC = [
  'A fee on the day of each change of one kind. The start of a subscription and its end are no changes, nor are features that come or go with them.',
  'Who is suspended because of something else while suspended is suspended once more. A fee that names kinds of suspension is asked instead of the one that names none.',
  'A move to another account is paid by the account that gives the subscription away.',
  'A change of the bill day is paid once by the account, by the plan of the subscription that began first of those whose plans ask for it.'
].join(' ')

export const changeFeeStatement = defineStatement({
  id: 'service-change-fees.fee',
  in: ['plan'],
  pattern: '(fee <amount> | no fee) for each <change> [because of <kinds>]',
  slots: {
    amount: { kind: 'money', optional: true, doc: 'the fee' },
    change: {
      kind: 'choice',
      of: CHANGES,
      doc: 'what is changed; a change of plan and a move to another account are charged by the plan of the last day before, the others by the plan of the day'
    },
    kinds: {
      kind: 'names',
      refersTo: 'suspension',
      optional: true,
      doc: 'of a suspension, its kinds; of a resumption, those of the suspension that it ends'
    }
  },
  doc: DOC,
  example: 'fee 5.00 for each suspension',
  charges: ['service-change', 'service-move', 'bill-day-change'],
  worked: changeFeeAtWork,
  lower(match, context): LowerResult {
    const { amount, change, kinds } = match.slots
    const fee: ChangeFee = {
      ...{ amount: amount === undefined ? 0n : context.micro(amount), change },
      ...(kinds !== undefined && { because: kinds })
    }
    const wrong = wrongFee(match, fee, context)
    if (wrong !== null) return { ok: false, diagnostics: [wrong] }
    return { ok: true, value: fee, ofNew: exceptionOfNone(match, fee, context) }
  }
})

type Fee = Match<(typeof changeFeeStatement)['slots']>

function wrongFee(match: Fee, fee: ChangeFee, context: LowerContext): Diagnostic | null {
  const { because, change } = fee
  const at = match.slots.amount === undefined ? match : match.slotSpan('amount')
  if (because !== undefined && change !== 'suspension' && change !== 'resumption') {
    const message = `a ${change} is because of nothing that rules name: leave out because of, or write suspension or resumption`
    return context.error(match, match.slotSpan('kinds'), message)
  }
  const twice = context.before.find(other => isOf(other, changeFeeStatement) && saysSame(other.slots, fee))
  if (twice !== undefined) {
    const what = `${change}${because === undefined ? '' : ` because of ${because.join(', ')}`}`
    return context.error(match, at, `line ${twice.place.line} has a fee for each ${what} already: keep one of them`)
  }
  if (match.slots.amount === undefined && because === undefined)
    return context.error(match, at, 'no fee is asked where none is written: leave the statement out')
  if (match.slots.amount === undefined || fee.amount > 0n) return null
  const instead = because === undefined ? 'leave the statement out' : 'write no fee, or leave the statement out'
  return context.error(match, at, `a fee of nothing charges nothing: ${instead}`)
}

function exceptionOfNone(match: Fee, { because, change }: ChangeFee, { beside, error }: LowerContext): Diagnostic[] {
  if (match.slots.amount !== undefined || because === undefined || beside === null) return []
  if (beside.some(other => isOf(other, changeFeeStatement) && saysSame(other.slots, { change, amount: 0n }))) return []
  const message = `no fee for each ${change} is written from which this could be excepted: leave the statement out`
  return [error(match, match, message)]
}

function saysSame({ change, kinds }: Fee['slots'], fee: ChangeFee): boolean {
  if (change !== fee.change) return false
  return kinds === undefined ? fee.because === undefined : kinds.some(kind => fee.because?.includes(kind))
}
