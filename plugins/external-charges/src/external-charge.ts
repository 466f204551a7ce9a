// What other systems charged, each on the day that they say.
import { containsDate, deedValues, formatDecimal, oneOffCharge } from '@farthing/plugin-sdk'
import { compareDates } from '@farthing/plugin-sdk'
import type { AccountChargeInput, AccountChargeType, DeedDone, RulePiece, TargetCharge } from '@farthing/plugin-sdk'
import { receiveCharge } from './receive-charge.ts'
import { type Source, sourceStatement } from './source-statement.ts'

export const externalCharge: AccountChargeType<Source> = {
  code: 'external-charge',
  per: 'account',
  statement: sourceStatement.id,
  ledger: 'revenue',
  targets(input) {
    return input.history.deeds.flatMap(done => {
      if (done.deed !== receiveCharge.name || compareDates(done.effective, input.through) > 0) return []
      const { source } = deedValues(receiveCharge, done.fields)
      const piece = input.pieces.find(each => each.value.name === source && containsDate(each, done.effective))
      return piece === undefined ? [] : [chargeFor(done, piece, input)]
    })
  }
}

function chargeFor(
  done: DeedDone,
  { at, value, version }: RulePiece<Source>,
  { currency }: AccountChargeInput
): TargetCharge {
  const received = deedValues(receiveCharge, done.fields)
  const amount = formatDecimal(received.amount, 6)
  const series = `${received.source} ${received.id}`
  return oneOffCharge(done.effective, {
    // a correction says the same id, and the bill shows what differs
    key: `external-charge:${done.subscription ?? 'account'}:${series}`,
    type: 'external-charge',
    subscription: done.subscription,
    series,
    category: received.category ?? value.category,
    exact: received.amount,
    description: received.description,
    rule: at,
    inputs: { source: received.source, id: received.id, received: done.effective.toString() },
    steps: [{ step: 'amount', detail: `as ${received.source} charged it`, result: amount }],
    currency,
    version
  })
}
