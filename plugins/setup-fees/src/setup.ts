// `setup 10.00`: a fee once, on the day a subscription starts; a change of plan does not ask for it again.
import {
  addDays,
  compareDates,
  dateText,
  defineStatement,
  END_OF_TIME,
  formatDecimal,
  sameDate
} from '@farthing/plugin-sdk'
import type { ChargeInput, ChargeType, RulePiece, TargetCharge } from '@farthing/plugin-sdk'

export interface Setup {
  /** Micro of the operator's currency. */
  readonly amount: bigint
}

export const setupStatement = defineStatement({
  id: 'setup-fees.setup',
  in: ['plan'],
  pattern: 'setup <amount>',
  slots: { amount: { kind: 'money', doc: 'the fee' } },
  doc: 'A fee that is charged once, when a subscription starts on this plan.',
  example: 'setup 10.00',
  lower: (match, context) => ({ ok: true, value: { amount: context.micro(match.slots.amount) } satisfies Setup })
})

export const setupCharge: ChargeType<Setup> = {
  code: 'setup',
  statement: 'setup-fees.setup',
  ledger: 'revenue',
  targets(input) {
    const { started } = input.subscription
    if (compareDates(started, input.through) > 0) return []
    return input.pieces.filter(piece => sameDate(piece.from, started)).map(piece => chargeFor(piece, input))
  }
}

function chargeFor({ value, at, version, ordinal, plan, title }: RulePiece<Setup>, input: ChargeInput): TargetCharge {
  const { id, started } = input.subscription
  const amount = formatDecimal(value.amount, 6)
  return {
    // Keyed by the event, not by its day: a start that is moved back or forth is still the one start.
    key: `setup:${id}:${ordinal}:start`,
    type: 'setup',
    subscription: id,
    series: String(ordinal),
    ledger: 'revenue',
    category: 'setup',
    from: started,
    until: addDays(started, 1),
    periodUntil: END_OF_TIME,
    quantity: '1',
    exact: value.amount,
    description: `${title}: setup`,
    explanation: {
      rule: at,
      version,
      inputs: { plan, started: dateText(started), price: `${amount} ${input.currency}` },
      steps: [{ step: 'setup', detail: 'once, at the start of the subscription', result: amount }],
      amount,
      currency: input.currency
    },
    version
  }
}
