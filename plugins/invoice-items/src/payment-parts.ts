// When what was bought is paid: at once, or a first payment, instalments a month apart, and the rest where service ends before the last.
import { compareDates, roundTo, split } from '@farthing/plugin-sdk'
import type { Rounding } from '@farthing/plugin-sdk'

type Day = Temporal.PlainDate

export interface Agreed {
  readonly bought: Day
  /** All that is to be paid, micro. */
  readonly total: bigint
  readonly instalments: number
  /** Paid on the day when the rest is paid in instalments, micro; zero for none. */
  readonly first: bigint
  /** The day on which what is not due yet is due at once; null: no such day is known, or nothing was said of one. */
  readonly end: Day | null
}

export interface PaymentPart {
  /** Names it among the parts: '1', '2', 'first', 'rest'. */
  readonly name: string
  readonly due: Day
  /** Micro. */
  readonly exact: bigint
  /** What the customer reads behind the title: '2 of 3'; '' when all is paid at once. */
  readonly words: string
  /** Which instalments it is; '' where its words say it. */
  readonly of: string
  /** What was paid first, where instalments follow it, micro; zero for none, and of the first payment itself. */
  readonly before: bigint
}

export function paymentParts(agreed: Agreed, rounding: Rounding): PaymentPart[] {
  const { bought, end, instalments } = agreed
  const total = roundTo(agreed.total, rounding)
  if (instalments === 1) return [{ name: '1', due: bought, exact: total, words: '', of: '', before: 0n }]
  const wanted = roundTo(agreed.first, rounding)
  const first = wanted < total ? wanted : total
  const shares = Array.from({ length: instalments }, () => 1n)
  const amounts = first === total && first > 0n ? [] : split(total - first, shares, rounding.step)
  const later = amounts.map((exact, index): PaymentPart => {
    const words = `${index + 1} of ${instalments}`
    // after a first payment the instalments begin a month later, also where rounding leaves nothing of it
    return {
      name: String(index + 1),
      due: bought.add({ months: agreed.first > 0n ? index + 1 : index }),
      exact,
      words,
      of: '',
      before: first
    }
  })
  const begin: PaymentPart = { name: 'first', due: bought, exact: first, words: 'first payment', of: '', before: 0n }
  return [...(first > 0n ? [begin] : []), ...(end === null ? later : endedOn(end, later))]
}

/** What was to be due after that day is due on it, as one. */
function endedOn(end: Day, parts: readonly PaymentPart[]): PaymentPart[] {
  const due = parts.filter(part => compareDates(part.due, end) <= 0)
  const rest = parts.slice(due.length)
  const [next] = rest
  if (next === undefined) return due
  const exact = rest.reduce((sum, part) => sum + part.exact, 0n)
  const of = rest.map(({ words }) => words)
  const which = of.length === 1 ? of.join('') : `${of[0]} to ${of.at(-1)}`
  return [...due, { name: 'rest', due: end, exact, words: 'the rest', of: which, before: next.before }]
}
