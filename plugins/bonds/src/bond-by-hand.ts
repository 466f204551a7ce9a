// What was topped up, given back and drawn by hand, each on its day, as money held and no revenue.
import { compareDates, formatDecimal, oneOffCharge } from '@farthing/plugin-sdk'
import type { AccountChargeInput, AccountChargeType, DeedDone, TargetCharge } from '@farthing/plugin-sdk'
import { changeByHand, DRAW, REFUND, TOP_UP } from './held-by-hand.ts'

export const bondByHand: AccountChargeType = {
  code: 'bond-by-hand',
  per: 'account',
  statement: null,
  ledger: 'bond',
  targets: input =>
    input.history.deeds.flatMap(done => {
      const exact = changeByHand(done)
      return exact !== null && compareDates(done.effective, input.through) <= 0 ? [chargeFor(done, exact, input)] : []
    })
}

const WORDS: ReadonlyMap<string, readonly [description: string, reason: string]> = new Map([
  [TOP_UP, ['Bond topped up', 'held for the customer']],
  [REFUND, ['Bond returned', 'given back']],
  [DRAW, ['Bond drawn', 'pays what the customer owes']]
])

function chargeFor(done: DeedDone, exact: bigint, input: AccountChargeInput): TargetCharge {
  const [description, detail] = WORDS.get(done.deed) ?? [done.deed, '']
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
    description,
    rule: { rule: `${done.deed} entered by hand`, file: `fact ${done.id}`, line: 1, column: 1 },
    inputs: { on: done.effective.toString() },
    steps: [{ step: 'amount', detail, result }],
    currency: input.currency,
    version
  })
}
