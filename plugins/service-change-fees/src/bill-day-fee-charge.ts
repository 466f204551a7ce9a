// A change of the bill day is the account's: it costs one fee, however many of its plans ask for one, and none where it comes with a parent's.
import { compareDates, containsDate, isHeldOn } from '@farthing/plugin-sdk'
import type { AccountChargeInput, AccountChargeType, RulePiece, TargetCharge } from '@farthing/plugin-sdk'
import type { ChangeFee } from './change-fee-statement.ts'
import { feeOfChange } from './fee-of-change.ts'

const KIND = 'change of bill day'

export const billDayFeeCharge: AccountChargeType<ChangeFee> = {
  code: 'bill-day-change',
  per: 'account',
  statement: 'service-change-fees.fee',
  ledger: 'revenue',
  targets(input) {
    const [, ...days] = input.history.billDays
    const changes = days.filter(({ follows }) => follows === undefined)
    return changes.flatMap(({ from: on }, index): TargetCharge[] => {
      const piece = compareDates(on, input.through) > 0 ? undefined : askedOn(on, input)
      if (piece === undefined) return []
      const whose = { type: 'bill-day-change', of: 'account', series: `${KIND}:${index + 1}`, subscription: null }
      return [feeOfChange(piece, { ...whose, kind: KIND, on, feature: null, currency: input.currency })]
    })
  }
}

/** By the plan of the subscription that began first, of those that ask. */
function askedOn(
  on: Temporal.PlainDate,
  { subscriptions }: AccountChargeInput<ChangeFee>
): RulePiece<ChangeFee> | undefined {
  for (const { pieces, subscription } of subscriptions) {
    if (!isHeldOn(subscription, on)) continue
    const found = pieces.find(piece => piece.value.change === KIND && containsDate(piece, on))
    if (found !== undefined) return found
  }
  return undefined
}
