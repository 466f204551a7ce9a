// `sample-fee 1.50`: a fee once, on the day a subscription ends.
import { defineStatement, formatDecimal } from '@farthing/plugin-sdk'
import type { ChargeInput, ChargeType, RulePiece, TargetCharge } from '@farthing/plugin-sdk'

export interface SampleFee {
  /** Micro of the account's currency. */
  readonly amount: bigint
}

export const sampleFeeStatement = defineStatement({
  id: 'sample-fee.fee',
  in: ['plan'],
  pattern: 'sample-fee <amount>',
  slots: { amount: { kind: 'money', doc: 'the fee' } },
  doc: 'A fee that is charged once, when a subscription ends on this plan.',
  example: 'sample-fee 1.50',
  lower: (match, context) => ({ ok: true, value: { amount: context.micro(match.slots.amount) } satisfies SampleFee })
})

/** Pure: what should have been charged in all, up to `through`. The bill is the difference to what was billed before. */
export const sampleFeeCharge: ChargeType<SampleFee> = {
  code: 'sample-fee',
  statement: 'sample-fee.fee',
  ledger: 'revenue',
  targets(input) {
    const { terminated } = input.subscription
    if (terminated === null || Temporal.PlainDate.compare(terminated, input.through) > 0) return []
    return input.pieces
      .filter(({ until }) => until === null || Temporal.PlainDate.compare(until, terminated) >= 0)
      .map(piece => feeFor(piece, terminated, input))
  }
}

function feeFor(piece: RulePiece<SampleFee>, ended: Temporal.PlainDate, input: ChargeInput): TargetCharge {
  const { value, at, version, ordinal, name, title } = piece
  const amount = formatDecimal(value.amount, 6)
  return {
    // The same charge always has the same key, however the bill is reached: named by the event, not by its day.
    // Another charge has another key: two of one key for the same days are refused, and the account is parked.
    key: `sample-fee:${input.subscription.id}:${ordinal}:end`,
    type: 'sample-fee',
    subscription: input.subscription.id,
    series: String(ordinal),
    ledger: 'revenue',
    category: 'sample-fee',
    from: ended,
    until: ended.add({ days: 1 }),
    quantity: '1',
    exact: value.amount,
    description: `${title}: sample fee`,
    explanation: {
      rule: at,
      version,
      inputs: { plan: name, ended: ended.toString(), price: `${amount} ${input.currency}` },
      steps: [{ step: 'amount', detail: 'once, at the end of the subscription', result: amount }],
      amount,
      currency: input.currency
    },
    version
  }
}
