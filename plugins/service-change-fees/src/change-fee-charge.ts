// A fee on the day of each change, by the plan that asks for it.
import { compareDates, containsDate, dateText, formatDecimal, oneOffCharge } from '@farthing/plugin-sdk'
import type { ChargeInput, ChargeType, RulePiece, TargetCharge } from '@farthing/plugin-sdk'
import type { ChangeFee } from './change-fee-statement.ts'
import { type ServiceChange, serviceChanges } from './service-changes.ts'

export const changeFeeCharge: ChargeType<ChangeFee> = {
  code: 'service-change',
  statement: 'service-change-fees.fee',
  ledger: 'revenue',
  ofWholeLife: true,
  targets(input) {
    const groups = Map.groupBy(serviceChanges(input.subscription), ({ kind, feature }) => named(kind, feature))
    return [...groups].flatMap(([name, changes]) =>
      changes.flatMap((change, index) => {
        if (compareDates(change.on, input.through) > 0) return []
        return input.pieces
          .filter(piece => piece.value.change === change.kind && containsDate(piece, change.asked))
          .map(piece => feeFor(piece, { ...change, key: `${name}:${index + 1}` }, input))
      })
    )
  }
}

function named(kind: ServiceChange['kind'], feature: string | null): string {
  return feature === null ? kind : `${kind}:${feature}`
}

function feeFor(
  { at, name, title, value, version }: RulePiece<ChangeFee>,
  { feature, key, kind, on }: ServiceChange & { readonly key: string },
  { currency, subscription: { id } }: ChargeInput
): TargetCharge {
  const amount = formatDecimal(value.amount, 6)
  const words = feature === null ? kind : kind.replace('feature', feature)
  return oneOffCharge(on, {
    // by what is changed and how often it was, not by the day: a change that is dated anew is the same one
    key: `service-change:${id}:${key}`,
    numbered: true,
    type: 'service-change',
    subscription: id,
    series: key,
    category: 'service-change',
    exact: value.amount,
    description: `${title}: ${words}`,
    rule: at,
    inputs: { plan: name, change: words, on: dateText(on), price: `${amount} ${currency}` },
    steps: [{ step: 'amount', detail: `once for each ${kind}`, result: amount, said: `once, for the ${words}` }],
    currency,
    version
  })
}
