// A line of an invoice as a sentence, from the trace that explains it: 'Mobile S, 1 – 31 Mar 2026: 29.90 for the month, 17 of 31 days: 16.40'.
import { daysInWords, type Explanation, formatAmount, isGeneratedId } from '../values/index.ts'

export interface SaidLine {
  readonly description: string
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate
  /** Micro: rounded, and before rounding. */
  readonly amount: bigint
  readonly exact: bigint
  readonly explanation: Pick<Explanation, 'steps' | 'currency'>
  /** The line of an earlier invoice that it corrects, by its number, or its id while it has none. */
  readonly corrects: { readonly invoice: string; readonly line: number } | null
}

/** Phrases of a line; a bill of many rules says the first ones. */
const MOST_PHRASES = 6

/**
 * Why the line is there and where its amount comes from, in what its steps say to a customer: '29.90 for the month, 17 of
 * 31 days'. Steps that say nothing leave the first one's detail, or that of the part of a period. May be ''.
 */
export function lineReason({ corrects, explanation: { steps } }: Pick<SaidLine, 'explanation' | 'corrects'>): string {
  const said = steps.flatMap(step => step.said ?? [])
  const unsaid = steps.find(({ step }) => step === 'proration') ?? steps[0]
  const all = said.length > 0 || unsaid === undefined ? said : [unsaid.detail]
  const rest = all.length - MOST_PHRASES
  const phrases = rest > 0 ? [...all.slice(0, MOST_PHRASES), `and ${rest} more`] : all
  const corrected = corrects === null ? [] : [correctedLine(corrects)]
  return [...phrases, ...corrected].join(', ')
}

/** A draft has no number to name it by. */
function correctedLine({ invoice, line }: NonNullable<SaidLine['corrects']>): string {
  return isGeneratedId(invoice) ? `corrects line ${line} of a draft` : `corrects ${invoice} line ${line}`
}

/** The whole line: what, when, why, how much; and what it was before rounding, where that is another amount. */
export function lineSentence(line: SaidLine): string {
  const { amount, description, exact, explanation, from, until } = line
  const reason = lineReason(line)
  const shown = formatAmount(amount, explanation.currency)
  const rounded = exact === amount ? '' : ` (rounded from ${formatAmount(exact, explanation.currency)})`
  return `${description}, ${daysInWords(from, until)}: ${reason === '' ? '' : `${reason}: `}${shown}${rounded}`
}
