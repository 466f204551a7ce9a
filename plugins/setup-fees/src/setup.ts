// `setup 10.00`: a fee once, on the day a subscription starts, or when it comes to the plan; and when a feature is turned on.
import { compareDates, dateText, defineStatement, formatDecimal, oneOffCharge, sameDate } from '@farthing/plugin-sdk'
import type { ChargeInput, ChargeType, LowerResult, RulePiece, TargetCharge } from '@farthing/plugin-sdk'
import { setupAtWork } from './setup-at-work.ts'

export interface Setup {
  /** Micro of the account's currency. */
  readonly amount: bigint
  /** A change to the plan is no start of the subscription, but it is a time that the subscription comes to the plan. */
  readonly when: 'start' | 'the first time' | 'each time'
}

const SETUP_DOC = [
  'A fee in a plan is charged once, when a subscription starts on it: a change of plan does not ask for it. With the first time it is charged when the subscription comes to the plan for the first time, by a change too; with each time whenever it comes.',
  'A fee in a feature is charged each time that it is turned on, or only the first time.'
].join(' ')

export const setupStatement = defineStatement({
  id: 'setup-fees.setup',
  in: ['plan', 'feature'],
  pattern: 'setup <amount> [, the first time | , each time]',
  slots: { amount: { kind: 'money', doc: 'the fee' } },
  doc: SETUP_DOC,
  example: 'setup 10.00',
  charges: ['setup'],
  worked: setupAtWork,
  lower(match, context) {
    const refuse = (message: string): LowerResult => {
      return { ok: false, diagnostics: [context.error(match, match.slotSpan('amount'), message)] }
    }
    const amount = context.micro(match.slots.amount)
    const [first, each] = [match.has('the first time'), match.has('each time')]
    if (amount === 0n) return refuse('a setup of nothing charges nothing: leave the statement out')
    if (each && context.within === 'feature')
      return refuse('a feature asks for its setup each time that it is turned on: leave the clause out')
    const usual = context.within === 'feature' ? 'each time' : 'start'
    return { ok: true, value: { amount, when: first ? 'the first time' : each ? 'each time' : usual } satisfies Setup }
  }
})

export const setupCharge: ChargeType<Setup> = {
  code: 'setup',
  statement: 'setup-fees.setup',
  ledger: 'revenue',
  ofWholeLife: true,
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
  readonly numbered?: true
  readonly series: string
  readonly why: string
  readonly said: string
}

const ONCE = { why: 'once, at the start of the subscription', said: 'once, at the start' }
const TURNED_ON = { why: 'each time it is turned on', said: 'once, for turning it on' }
const ARRIVED = { why: 'when the subscription comes to the plan', said: 'once, for the change' }

function startOf({ from, kind, name, ordinal, series, value }: RulePiece<Setup>, input: ChargeInput): Start | null {
  const { features, segments, started } = input.subscription
  if (value.when === 'start') {
    return sameDate(from, started) ? { key: `${ordinal}:start`, series: String(ordinal), ...ONCE } : null
  }
  const times =
    kind === 'plan'
      ? segments.filter(({ plan }, index) => plan === name && segments[index - 1]?.plan !== name)
      : features.filter(({ feature }) => feature === name)
  const time = times.findIndex(stretch => sameDate(stretch.from, from)) + 1
  if (time === 0 || (time > 1 && value.when === 'the first time')) return null
  const words = kind === 'feature' ? TURNED_ON : sameDate(from, started) ? ONCE : ARRIVED
  return { key: `${series}:${time}`, numbered: true, series: `${series} ${time}`, ...words }
}

function chargeFor(piece: RulePiece<Setup>, { key, said, why, ...start }: Start, input: ChargeInput): TargetCharge {
  const { value, at, version, kind, name, title, from } = piece
  const { id } = input.subscription
  const amount = formatDecimal(value.amount, 6)
  return oneOffCharge(from, {
    ...start,
    key: `setup:${id}:${key}`,
    type: 'setup',
    subscription: id,
    category: 'setup',
    exact: value.amount,
    description: `${title}: setup`,
    rule: at,
    inputs: { [kind]: name, started: dateText(from), price: `${amount} ${input.currency}` },
    steps: [{ step: 'setup', detail: why, result: amount, said }],
    currency: input.currency,
    version
  })
}
