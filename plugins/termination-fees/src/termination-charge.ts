// The fee on the day a subscription ends, by how long it lasted.
import {
  addDays,
  compareDates,
  containsDate,
  dateText,
  formatDecimal,
  holdsOn,
  oneOffCharge,
  timesWords
} from '@farthing/plugin-sdk'
import type { ChargeInput, ChargeType, RulePiece, TargetCharge } from '@farthing/plugin-sdk'
import type { TerminationFee } from './termination-statement.ts'

type Day = Temporal.PlainDate

export const terminationCharge: ChargeType<TerminationFee> = {
  code: 'termination',
  statement: 'termination-fees.fee',
  ledger: 'revenue',
  ofWholeLife: true,
  targets(input) {
    const { started, terminated } = input.subscription
    if (terminated === null || compareDates(terminated, input.through) > 0) return []
    // the plan and its version are those of the last day with service
    const last = addDays(terminated, -1)
    return input.pieces
      .filter(piece => containsDate(piece, last) && holdsOn(piece.value, started, terminated))
      .map(piece => feeFor(piece, terminated, input))
  }
}

function feeFor(piece: RulePiece<TerminationFee>, ended: Day, { currency, subscription }: ChargeInput): TargetCharge {
  const { at, name, title, value, version } = piece
  const amount = formatDecimal(value.amount, 6)
  const detail = ['once, for ending', ...timesWords(value)].join(' ')
  return oneOffCharge(ended, {
    // a subscription ends once: an end that is dated anew is the same charge, one on another plan is that plan's
    key: `termination:${subscription.id}:${name}`,
    type: 'termination',
    subscription: subscription.id,
    series: `end of ${name}`,
    category: 'termination',
    exact: value.amount,
    description: `${title}: termination fee`,
    rule: at,
    inputs: {
      plan: name,
      started: dateText(subscription.started),
      ended: dateText(ended),
      price: `${amount} ${currency}`
    },
    steps: [{ step: 'amount', detail, result: amount, said: detail }],
    currency,
    version
  })
}
