// Groups an invoice's lines for display: by subscription, then by what was charged.
import type { InvoiceLine } from './invoice.ts'

export interface LineSection {
  /** Charge type and category that the lines share. */
  readonly type: string
  readonly category: string
  readonly lines: readonly InvoiceLine[]
  readonly subtotal: bigint
}

export interface LineGroup {
  /** Null for charges of the account itself. */
  readonly subscription: string | null
  readonly sections: readonly LineSection[]
  readonly subtotal: bigint
}

/** Keeps the lines' order; every line is in exactly one section. */
export function groupLines(lines: readonly InvoiceLine[]): LineGroup[] {
  return [...Map.groupBy(lines, line => line.subscription)].map(([subscription, own]) => ({
    subscription,
    sections: [...Map.groupBy(own, line => `${line.type} ${line.category}`).values()].map(sectionOf),
    subtotal: total(own)
  }))
}

function sectionOf(lines: readonly InvoiceLine[]): LineSection {
  const [first] = lines
  return { type: first?.type ?? '', category: first?.category ?? '', lines, subtotal: total(lines) }
}

function total(lines: readonly InvoiceLine[]): bigint {
  return lines.reduce((sum, line) => sum + line.amount, 0n)
}
