// What a line says that stands for charges which replace each other: what should be, and what was billed, day after day.
import { compareDates, daysInWords, type Explanation, formatAmount, formatDecimal, type Step } from '../values/index.ts'
import type { Days } from './days.ts'
import type { ChargeDelta } from './target-charge.ts'

interface Part extends Days {
  /** Micro. */
  readonly amount: bigint
  readonly description: string
}

/** Periods of each side; a line of many says the first ones. */
const MOST_PARTS = 6

/** `head`: what the line is described by; its own computation stays, without a word to the customer. */
export function withOthers(head: ChargeDelta, others: readonly ChargeDelta[]): Explanation {
  const { currency, steps } = head.explanation
  const parts = [head, ...others]
  const due = parts.flatMap(duePart).toSorted(inTime)
  const billed = parts.flatMap(billedPart).toSorted(inTime)
  const said = `should be: ${partsInWords(due, currency)}; was billed: ${partsInWords(billed, currency)}`
  const told = [...due.map(part => stepOf('should be', part)), ...billed.map(part => stepOf('was billed', part))]
  const [first, ...rest] = told
  const unsaid = steps.map(({ said: _, ...step }): Step => step)
  return { ...head.explanation, steps: [...unsaid, ...(first === undefined ? [] : [{ ...first, said }]), ...rest] }
}

function duePart({ amount, covers, description, stood }: ChargeDelta): Part[] {
  return covers === null ? [] : [{ ...covers, amount: amount + (stood?.amount ?? 0n), description }]
}

function billedPart({ description, stood }: ChargeDelta): Part[] {
  return stood === null || stood.amount === 0n ? [] : [{ ...stood, description }]
}

function inTime(a: Part, b: Part): number {
  return compareDates(a.from, b.from) || compareDates(a.until, b.until)
}

function partsInWords(parts: readonly Part[], currency: string): string {
  const words = parts.map(
    ({ amount, from, until }) => `${formatAmount(amount, currency)} for ${daysInWords(from, until)}`
  )
  const rest = words.length - MOST_PARTS
  const shown = rest > 0 ? [...words.slice(0, MOST_PARTS), `and ${rest} more`] : words
  return shown.length === 0 ? 'nothing' : shown.join(', ')
}

function stepOf(word: string, { amount, description, from, until }: Part): Step {
  return { step: 'amount', detail: `${word} ${description} ${from} until ${until}`, result: formatDecimal(amount, 6) }
}
