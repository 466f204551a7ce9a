// A fee on the day of each change of a subscription, by the plan that asks for it.
import { compareDates, containsDate } from '@farthing/plugin-sdk'
import type { ChargeInput, ChargeType, RulePiece, TargetCharge } from '@farthing/plugin-sdk'
import type { ChangeFee } from './change-fee-statement.ts'
import { feeOfChange } from './fee-of-change.ts'
import { movesAway, type ServiceChange, serviceChanges } from './service-changes.ts'

const STATEMENT = 'service-change-fees.fee'

export const changeFeeCharge: ChargeType<ChangeFee> = {
  code: 'service-change',
  statement: STATEMENT,
  ledger: 'revenue',
  ofWholeLife: true,
  targets: input => fees('service-change', serviceChanges(input.subscription, input.deeds), input)
}

/** Of the days of the account alone: who has the subscription from the day of the move on does not pay for it. */
export const moveFeeCharge: ChargeType<ChangeFee> = {
  code: 'service-move',
  statement: STATEMENT,
  ledger: 'revenue',
  targets: input => fees('service-move', movesAway(input.account.id, input.subscription), input)
}

function fees(
  type: string,
  changes: readonly ServiceChange[],
  { currency, pieces, subscription: { id }, through }: ChargeInput<ChangeFee>
): TargetCharge[] {
  const groups = Map.groupBy(changes, ({ kind, feature }) => named(kind, feature))
  return [...groups].flatMap(([name, alike]) =>
    alike.flatMap((change, index) => {
      if (compareDates(change.on, through) > 0) return []
      const whose = { type, of: id, series: `${name}:${index + 1}`, subscription: id, currency }
      const asked = pieces.filter(piece => piece.value.change === change.kind && containsDate(piece, change.asked))
      return feesFor(change, asked).map(piece => feeOfChange(piece, { ...change, ...whose }))
    })
  )
}

/** Those for its kind of suspension, and where there are none those for the rest. */
function feesFor(
  { suspension }: ServiceChange,
  pieces: readonly RulePiece<ChangeFee>[]
): readonly RulePiece<ChangeFee>[] {
  const own = pieces.filter(({ value }) => suspension !== undefined && value.because?.includes(suspension))
  const found = own.length > 0 ? own : pieces.filter(({ value }) => value.because === undefined)
  return found.filter(({ value }) => value.amount > 0n)
}

function named(kind: ServiceChange['kind'], feature: string | null): string {
  return feature === null ? kind : `${kind}:${feature}`
}
