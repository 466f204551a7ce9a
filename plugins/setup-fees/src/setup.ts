// `setup 10.00`: a fee once, on the day a subscription starts (a change of plan does not ask for it again), and each time a feature is turned on.
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
import { setupAtWork } from './setup-at-work.ts'

export interface Setup {
  /** Micro of the operator's currency. */
  readonly amount: bigint
}

export const setupStatement = defineStatement({
  id: 'setup-fees.setup',
  in: ['plan', 'feature'],
  pattern: 'setup <amount>',
  slots: { amount: { kind: 'money', doc: 'the fee' } },
  doc: 'A fee that is charged once, when a subscription starts on this plan, or each time this feature is turned on.',
  example: 'setup 10.00',
  worked: setupAtWork,
  lower(match, context) {
    const setup: Setup = { amount: context.micro(match.slots.amount) }
    if (setup.amount > 0n) return { ok: true, value: setup }
    const message = 'a setup of nothing charges nothing: leave the statement out'
    return { ok: false, diagnostics: [context.error(match, match.slotSpan('amount'), message)] }
  }
})

export const setupCharge: ChargeType<Setup> = {
  code: 'setup',
  statement: 'setup-fees.setup',
  ledger: 'revenue',
  targets(input) {
    const due = input.pieces.filter(({ from }) => compareDates(from, input.through) <= 0)
    return due.flatMap(piece => {
      const event = startOf(piece, input)
      return event === null ? [] : [chargeFor(piece, event, input)]
    })
  }
}

/**
 * A charge is keyed by its event, not by its day: a start that is moved back or forth is still the one start. Null for a
 * piece that only goes on with what was there the day before.
 */
interface Start {
  readonly key: string
  readonly series: string
  readonly why: string
  readonly said: string
}

const TURNED_ON = { why: 'each time it is turned on', said: 'once, for turning it on' }

function startOf({ from, kind, name, ordinal, series }: RulePiece, { subscription }: ChargeInput): Start | null {
  if (kind === 'plan') {
    if (!sameDate(from, subscription.started)) return null
    const why = 'once, at the start of the subscription'
    return { key: `${ordinal}:start`, series: String(ordinal), why, said: 'once, at the start' }
  }
  const times = subscription.features.filter(({ feature }) => feature === name)
  const time = times.findIndex(stretch => sameDate(stretch.from, from)) + 1
  return time === 0 ? null : { key: `${series}:${time}`, series: `${series} ${time}`, ...TURNED_ON }
}

function chargeFor(piece: RulePiece<Setup>, { key, said, series, why }: Start, input: ChargeInput): TargetCharge {
  const { value, at, version, kind, name, title, from } = piece
  const { id } = input.subscription
  const amount = formatDecimal(value.amount, 6)
  return {
    key: `setup:${id}:${key}`,
    type: 'setup',
    subscription: id,
    series,
    ledger: 'revenue',
    category: 'setup',
    from,
    until: addDays(from, 1),
    periodUntil: END_OF_TIME,
    quantity: '1',
    exact: value.amount,
    description: `${title}: setup`,
    explanation: {
      rule: at,
      version,
      inputs: { [kind]: name, started: dateText(from), price: `${amount} ${input.currency}` },
      steps: [{ step: 'setup', detail: why, result: amount, said }],
      amount,
      currency: input.currency
    },
    version
  }
}
