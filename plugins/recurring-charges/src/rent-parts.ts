// What stands in a rent: other prices at first, and another one while the subscription is suspended.
import { defineStatement } from '@farthing/plugin-sdk'
import type { Diagnostic, LowerContext, Match, Signature, SlotSet } from '@farthing/plugin-sdk'
import { type rentErrors } from './rent-errors.ts'
import type { Rent, RentStep } from './rent.ts'

const amount = { kind: 'money', optional: true, doc: 'the price of a full period' } as const

const STEP_DOC = [
  'A price for the first days, instead of the rent. Several follow one another in the order written; then the rent is charged.',
  'The days are counted from the first day that the subscription was on the plan, or had the feature: a suspension does not stop them, and who leaves and comes back does not begin anew.'
].join(' ')

export const stepStatement = defineStatement({
  id: 'recurring-charges.step',
  in: ['rent'],
  pattern: '(free | at <amount>) for <length>',
  slots: { amount, length: { kind: 'period', doc: 'how long: 14 days, 3 months' } },
  doc: STEP_DOC,
  example: 'free for 14 days',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

const SUSPENDED_DOC = [
  'The price for days on which the subscription is suspended, instead of the rent; never more than the day would cost otherwise.',
  'Without it the rent goes on.'
].join(' ')

export const suspendedStatement = defineStatement({
  id: 'recurring-charges.suspended',
  in: ['rent'],
  pattern: '(free | at <amount>) while suspended',
  slots: { amount },
  doc: SUSPENDED_DOC,
  example: 'free while suspended',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

type Prices = Pick<Rent, 'steps' | 'suspended'>

/** What they say, beside a rent of `rent` micro; or what of it says nothing. */
export function rentParts(
  children: readonly Match[],
  rent: bigint,
  context: LowerContext
): { readonly prices: Prices; readonly diagnostics: readonly Diagnostic[] } {
  const steps = children.flatMap(child => (isOf(child, stepStatement) ? [child] : []))
  const suspended = children.flatMap(child => (isOf(child, suspendedStatement) ? [child] : []))
  const micro = ({ slots }: Match<{ amount: typeof amount }>): bigint =>
    slots.amount ? context.micro(slots.amount) : 0n
  const prices: Prices = {
    steps: steps.map((step): RentStep => ({ amount: micro(step), length: step.slots.length })),
    suspended: suspended[0] === undefined ? null : micro(suspended[0])
  }
  const next = (index: number): bigint => prices.steps[index + 1]?.amount ?? rent
  const idle = [
    ...steps.filter((step, index) => micro(step) === next(index)),
    ...suspended.filter(each => micro(each) >= rent && prices.steps.every(step => micro(each) >= step.amount))
  ]
  return {
    prices,
    diagnostics: [...steps, ...suspended].flatMap(part => {
      if (part.slots.amount !== undefined && micro(part) === 0n) return [refuse(part, 'R0491', context)]
      return idle.some(each => each === part) ? [refuse(part, 'R0492', context)] : []
    })
  }
}

function isOf<S extends SlotSet>(match: Match, { id }: Signature<S>): match is Match & Match<S> {
  return match.signature.id === id
}

const MESSAGES = {
  R0491: 'this price is nothing: write free',
  R0492: 'this price changes nothing: what it would replace costs no more'
} as const satisfies Record<keyof typeof rentErrors, string>

function refuse(
  part: Match<{ amount: typeof amount }>,
  code: keyof typeof MESSAGES,
  context: LowerContext
): Diagnostic {
  const at = part.slots.amount === undefined ? part : part.slotSpan('amount')
  return context.error(part, at, MESSAGES[code], { code })
}
