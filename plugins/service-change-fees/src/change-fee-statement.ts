// `fee 5.00 for each suspension`
import { defineStatement } from '@farthing/plugin-sdk'
import { changeFeeAtWork } from './change-fee-at-work.ts'
import { CHANGES, type ServiceChange } from './service-changes.ts'

export interface ChangeFee {
  /** Micro of the account's currency. */
  readonly amount: bigint
  readonly change: ServiceChange['kind']
}

export const changeFeeStatement = defineStatement({
  id: 'service-change-fees.fee',
  in: ['plan'],
  pattern: 'fee <amount> for each <change>',
  slots: {
    amount: { kind: 'money', doc: 'the fee' },
    change: {
      kind: 'choice',
      of: CHANGES,
      doc: 'what is changed; a change of plan and a move to another account are charged by the plan of the last day before, the others by the plan of the day'
    }
  },
  doc: 'A fee on the day of each change of one kind. The start of a subscription and its end are no changes, nor are features that come or go with them. A move to another account is paid by the account that gives the subscription away. A change of the bill day is paid once by the account, by the plan of the subscription that began first of those whose plans ask for it.',
  example: 'fee 5.00 for each suspension',
  charges: ['service-change', 'service-move', 'bill-day-change'],
  worked: changeFeeAtWork,
  lower(match, context) {
    const fee: ChangeFee = { amount: context.micro(match.slots.amount), change: match.slots.change }
    const twice = context.before.find(
      ({ signature, slots }) => signature.id === match.signature.id && slots['change'] === fee.change
    )
    if (twice === undefined && fee.amount > 0n) return { ok: true, value: fee }
    const message =
      twice === undefined
        ? 'a fee of nothing charges nothing: leave the statement out'
        : `line ${twice.place.line} has a fee for each ${fee.change} already: keep one of them`
    return { ok: false, diagnostics: [context.error(match, match.slotSpan('amount'), message)] }
  }
})
