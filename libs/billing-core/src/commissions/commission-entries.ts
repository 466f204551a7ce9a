// Commission as a bill is: what should have been earned, less what is booked, is the next entry.
import type { Explanation } from '../values/index.ts'
import type { CommissionSale } from './commission-sale.ts'
import type { CommissionKind, CommissionTarget } from './commission-targets.ts'

/** What a booked entry keeps, so that the next one can be told from it. */
export interface CommissionShare {
  /** Of the share, not of the entry: all entries of a key add up to what is earned of it. */
  readonly key: string
  readonly partner: string
  /** Name of the layer. */
  readonly layer: string
  readonly kind: CommissionKind
  /** Name of the agreement. */
  readonly commission: string
  readonly subscription: string | null
  readonly invoice: string
  readonly line: number | null
  readonly currency: string
  /** Micro, whole coins; negative where earned commission goes back. */
  readonly amount: bigint
}

export interface CommissionEntry extends CommissionShare {
  /** How the commission of the line was computed; null: nothing of it is earned any more, for its invoice or its sale is gone. */
  readonly explanation: Explanation | null
}

/** Codes of the partners from the seller up; a layer beyond the last is nobody's, and the operator keeps it. */
export type PartnersAbove = (sale: CommissionSale, on: Temporal.PlainDate) => readonly string[]

/** `targets`: sales of one subscription in order of their days. `booked`: sums or single entries. In order of keys; shares that stand as they are booked have none. */
export function commissionEntries(
  targets: readonly CommissionTarget[],
  booked: readonly CommissionShare[],
  partnersAbove: PartnersAbove
): CommissionEntry[] {
  const earned = new Map<string, CommissionShare>()
  for (const share of booked) {
    const before = earned.get(share.key)?.amount ?? 0n
    earned.set(share.key, { ...share, amount: before + share.amount })
  }
  const entries: CommissionEntry[] = []
  const due = new Set<string>()
  for (const target of targets) {
    for (const first of sharesOf(target, partnersAbove)) {
      // an amount for a whole invoice may be due for a later sale too, to the same partner
      const share = due.has(first.key) ? { ...first, key: `${first.key}:${target.sale.from}` } : first
      due.add(share.key)
      const amount = share.amount - (earned.get(share.key)?.amount ?? 0n)
      earned.delete(share.key)
      if (amount !== 0n) entries.push({ ...share, amount, explanation: target.explanation })
    }
  }
  for (const share of earned.values()) {
    if (share.amount !== 0n) entries.push({ ...share, amount: -share.amount, explanation: null })
  }
  return entries.toSorted((a, b) => (a.key < b.key ? -1 : 1))
}

function sharesOf(target: CommissionTarget, partnersAbove: PartnersAbove): CommissionShare[] {
  const { currency, day, invoice, isPart, kind, line, part, sale } = target
  const partners = partnersAbove(sale, day)
  return sale.terms.layers.flatMap(({ name: layer }, index): CommissionShare[] => {
    const partner = partners[index]
    const amount = target.layers[index] ?? 0n
    if (partner === undefined) return []
    const { subscription, terms } = sale
    const of = [
      terms.name,
      kind,
      part,
      subscription ?? '',
      invoice,
      line ?? '',
      layer,
      partner,
      ...(isPart ? [String(sale.from)] : [])
    ]
    return [
      {
        ...{ key: of.join(':'), partner, layer, kind, commission: terms.name, subscription, invoice, line },
        ...{ currency, amount }
      }
    ]
  })
}
