// `discount loyal "Loyalty" 10% off, of rent`: what may be granted.
import { compareDates, defineStatement, MICRO, namedAbove, namedOnce } from '@farthing/plugin-sdk'
import { discountAtWork } from './discount-at-work.ts'
import { discountErrors } from './discount-errors.ts'

/** `percent`: millionths of one percent. `amount`: micro, for a whole cycle. */
export type TakenOff =
  | { readonly kind: 'percent'; readonly percent: bigint }
  | { readonly kind: 'fixed'; readonly amount: bigint }

export interface Discount {
  readonly name: string
  /** What the customer reads. */
  readonly title: string
  readonly off: TakenOff
  /** Categories or types of charges; null: the whole bill. */
  readonly of: readonly string[] | null
  /** Micro of a cycle; null without a limit. */
  readonly most: bigint | null
  /** Months from the day of the grant; null for ever. */
  readonly months: number | null
  /** Cycles, that of the grant counted; null for ever. */
  readonly cycles: number | null
  readonly from: Temporal.PlainDate | null
  /** Exclusive. */
  readonly until: Temporal.PlainDate | null
  /** Lower ones take off first. */
  readonly order: number
  readonly alone: boolean
}

export const discountStatement = defineStatement({
  id: 'discounts.discount',
  in: ['file', 'plan', 'feature'],
  pattern:
    'discount <name> <title> (<percent> off | takes <amount> off per cycle) [, of <of>] [, at most <most> per cycle] [, for <months> months] [, first <cycles> cycles] [, from <from>] [, until <until>] [, order <order>] [, alone]',
  slots: {
    name: { kind: 'name', doc: 'what it is granted by' },
    title: { kind: 'text', doc: 'what stands on the invoice, before what it is taken off' },
    percent: { kind: 'percent', optional: true, doc: 'of each charge' },
    amount: { kind: 'money', optional: true, doc: 'of all charges of a cycle together' },
    of: {
      kind: 'names',
      mayReferTo: 'category',
      optional: true,
      doc: 'categories or types of the charges; all of the bill when left out'
    },
    most: { kind: 'money', optional: true, doc: 'what it takes off a cycle at the most' },
    months: { kind: 'count', min: 1, max: 120, optional: true, doc: 'how long a grant lasts, from its day on' },
    cycles: { kind: 'count', min: 1, max: 120, optional: true, doc: 'in how many cycles, that of the grant counted' },
    from: {
      kind: 'date',
      optional: true,
      doc: 'the first day of which charges are discounted, whenever it is granted'
    },
    until: { kind: 'date', optional: true, doc: 'the first day of which they are not any more' },
    order: { kind: 'count', optional: true, doc: 'lower ones take off first; 0 when left out' }
  },
  doc: 'A discount: in a plan or feature a subscription has it for as long as that; in a file by itself an account or a subscription may be granted it. It takes off a part of each charge, or an amount of each cycle, in proportion to the days of a charge on which it is held. Several follow one another, each on what is left; one that stands alone takes off nothing on days on which another has, and leaves nothing of its days to those after it.',
  example: 'discount loyal "Loyalty" 10% off, of rent, first 3 cycles',
  charges: ['discount'],
  worked: discountAtWork,
  errors: discountErrors,
  lower(match, context) {
    const twice = namedAbove(match, context, 'discount', 'R0548')
    if (twice.length > 0) return { ok: false, diagnostics: twice }
    const { amount, cycles, from, months, most, name, of, order, percent, title, until } = match.slots
    const refuse = (
      slot: 'percent' | 'amount' | 'most' | 'until',
      message: string,
      code: keyof typeof discountErrors
    ) => ({ ok: false, diagnostics: [context.error(match, match.slotSpan(slot), message, { code })] }) as const
    if (percent !== undefined && (percent === 0n || percent > 100n * MICRO))
      return refuse('percent', 'a discount takes off more than nothing and at most all: above 0%, up to 100%', 'R0546')
    if (amount !== undefined && context.micro(amount) === 0n)
      return refuse('amount', 'a discount of nothing takes off nothing: leave it out', 'R0546')
    if (most !== undefined && context.micro(most) === 0n)
      return refuse('most', 'at most nothing is no discount: leave it out', 'R0546')
    if (from !== undefined && until !== undefined && compareDates(from, until) >= 0)
      return refuse('until', `it ends before it begins on ${from}: there is no day on which it holds`, 'R0547')
    const off: TakenOff =
      percent === undefined
        ? { kind: 'fixed', amount: amount === undefined ? 0n : context.micro(amount) }
        : { kind: 'percent', percent }
    const limits = { months: months ?? null, cycles: cycles ?? null, from: from ?? null, until: until ?? null }
    const value: Discount = {
      ...{ name, title, off, of: of ?? null, most: most === undefined ? null : context.micro(most) },
      ...{ ...limits, order: order ?? 0, alone: match.has('alone') }
    }
    return { ok: true, value }
  },
  together: namedOnce('discount', 'R0548')
})
