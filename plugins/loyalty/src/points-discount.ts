// The discount that points were redeemed for: once, on the next invoice.
import { compareDates, containsDate, deedValues, formatDecimal, oneOffCharge } from '@farthing/plugin-sdk'
import type { AccountChargeInput, AccountChargeType, DeedDone, TargetCharge } from '@farthing/plugin-sdk'
import { redeemPoints } from './loyalty-deeds.ts'
import type { Loyalty } from './loyalty.ts'
import { loyaltyStatement } from './loyalty-statement.ts'

const CODE = 'points-discount'

export const pointsDiscount: AccountChargeType<Loyalty> = {
  code: CODE,
  per: 'account',
  statement: loyaltyStatement.id,
  ledger: 'revenue',
  targets: input => input.history.deeds.flatMap(done => discountFor(done, input))
}

function discountFor(done: DeedDone, input: AccountChargeInput<Loyalty>): TargetCharge[] {
  const { deed, effective, fields, id } = done
  if (deed !== redeemPoints.name || compareDates(effective, input.through) > 0) return []
  const { loyalty, points, reward: kind } = deedValues(redeemPoints, fields)
  const piece = input.pieces.find(each => each.value.name === loyalty && containsDate(each, effective))
  const reward = piece?.value.rewards.find(each => each.kind === 'discount')
  if (kind !== 'discount' || piece === undefined || reward === undefined || reward.amount === null) return []
  const exact = -(reward.amount * BigInt(points) * piece.value.one) / reward.parts
  const { currency } = input
  const words = `${points} points redeemed`
  return [
    oneOffCharge(effective, {
      ...{ key: `${CODE}::${id}`, type: CODE, subscription: null, series: id, category: 'promotion', exact },
      ...{ description: piece.value.title, rule: reward.at, version: piece.version, currency },
      inputs: { loyalty, points: String(points), on: effective.toString() },
      steps: [{ step: 'amount', detail: words, result: formatDecimal(exact, 6), said: words }]
    })
  ]
}
