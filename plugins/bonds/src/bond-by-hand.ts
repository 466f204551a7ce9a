// What was topped up and given back by hand, each on its day, as money held and no revenue.
import { compareDates, deedValues, formatDecimal, oneOffCharge } from '@farthing/plugin-sdk'
import type { AccountChargeInput, AccountChargeType, DeedDone, TargetCharge } from '@farthing/plugin-sdk'
import { refundBond, topUpBond } from './bond-deeds.ts'

export const bondByHand: AccountChargeType = {
  code: 'bond-by-hand',
  per: 'account',
  statement: null,
  ledger: 'bond',
  targets: input =>
    input.history.deeds.flatMap(done => {
      const isOne = done.deed === topUpBond.name || done.deed === refundBond.name
      return isOne && compareDates(done.effective, input.through) <= 0 ? [chargeFor(done, input)] : []
    })
}

function chargeFor(done: DeedDone, input: AccountChargeInput): TargetCharge {
  const isTopUp = done.deed === topUpBond.name
  const { amount } = deedValues(topUpBond, done.fields)
  const exact = isTopUp ? amount : -amount
  const result = formatDecimal(exact, 6)
  const version = input.versionAt(done.effective)
  return oneOffCharge(done.effective, {
    key: `bond-by-hand:${done.id}`,
    type: 'bond-by-hand',
    subscription: null,
    series: done.id,
    ledger: 'bond',
    category: 'bond',
    exact,
    description: isTopUp ? 'Bond topped up' : 'Bond returned',
    rule: { rule: `${done.deed} entered by hand`, file: `fact ${done.id}`, line: 1, column: 1 },
    inputs: { on: done.effective.toString() },
    steps: [{ step: 'amount', detail: isTopUp ? 'held for the customer' : 'given back', result }],
    currency: input.currency,
    version
  })
}
