// A line of a note: what it takes of a line of its invoice, or charges more of it, or beside it.
import type { LineShare } from './line-share.ts'

/** `line` is that of the invoice; 0 where it is none of its. */
export interface NoteLine extends LineShare {
  readonly description: string
  readonly label: string | null
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
}

/** Each kind is numbered by itself. */
export const NOTE_SERIES = { 'credit-note': 'CN', 'debit-note': 'DN', 'write-off': 'WO' } as const

/** What a debit note charges of a line is taken of it below zero. */
export function negatedLine(line: NoteLine): NoteLine {
  return { ...line, amount: -line.amount, net: -line.net, taxes: line.taxes.map(tax => -tax) }
}

/** How the invoice shows a line. */
export type LineWords = Pick<NoteLine, 'line' | 'description' | 'label' | 'from' | 'until'>

/** Shares of lines in the words of the invoice. */
export function notedLines(shares: readonly LineShare[], shown: readonly LineWords[]): NoteLine[] {
  const lines = new Map(shown.map(each => [each.line, each]))
  return shares.map(share => {
    const { description = '', from = null, label = null, until = null } = lines.get(share.line) ?? {}
    return { ...share, description, label, from, until }
  })
}
