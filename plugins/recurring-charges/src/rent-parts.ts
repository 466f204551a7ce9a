// What stands in a rent: other prices at first, and others while the subscription is suspended.
import { childrenOf, defineStatement, suspendedPrices, suspendedStatement } from '@farthing/plugin-sdk'
import type { Diagnostic, LowerContext, Match } from '@farthing/plugin-sdk'
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

export const suspendedRent = suspendedStatement('recurring-charges.suspended', 'rent', 'the rent')

type Prices = Pick<Rent, 'steps' | 'suspended'>

/** What they say, beside a rent of `rent` micro; or what of it says nothing. */
export function rentParts(
  match: Match,
  rent: bigint,
  context: LowerContext
): { readonly prices: Prices; readonly diagnostics: readonly Diagnostic[] } {
  const steps = childrenOf(match, stepStatement)
  const lines = childrenOf(match, suspendedRent)
  const micro = ({ slots }: Match<{ amount: typeof amount }>): bigint =>
    slots.amount ? context.micro(slots.amount) : 0n
  const amounts = steps.map(micro)
  const suspended = suspendedPrices(lines, [rent, ...amounts], context)
  const refusals = steps.flatMap((step, index): Diagnostic[] => {
    if (step.slots.amount !== undefined && micro(step) === 0n) return [refuse(step, 'R0491', context)]
    return micro(step) === (amounts[index + 1] ?? rent) ? [refuse(step, 'R0492', context)] : []
  })
  return {
    prices: {
      steps: steps.map((step): RentStep => ({ amount: micro(step), length: step.slots.length })),
      suspended: suspended.prices
    },
    diagnostics: [
      ...refusals,
      ...suspended.faults.map(({ at, fault, line, message }) => {
        return context.error(line, at, message, { code: CODES[fault] })
      })
    ]
  }
}

const CODES = { nothing: 'R0491', idle: 'R0492', twice: 'R0648' } as const satisfies Record<
  string,
  keyof typeof rentErrors
>

const MESSAGES = {
  R0491: 'this price is nothing: write free',
  R0492: 'this price changes nothing: what it would replace costs no more'
} as const

function refuse(
  part: Match<{ amount: typeof amount }>,
  code: keyof typeof MESSAGES,
  context: LowerContext
): Diagnostic {
  const at = part.slots.amount === undefined ? part : part.slotSpan('amount')
  return context.error(part, at, MESSAGES[code], { code })
}
