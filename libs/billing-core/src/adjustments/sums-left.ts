// What of an issued invoice is in the books yet: what it told the ledger, less what credit notes took back, and what debit notes added.
import type { PostedLine } from '../postings/index.ts'

export interface NotedSums {
  readonly kind: 'credit-note' | 'debit-note'
  readonly lines: readonly PostedLine[]
}

export function sumsLeft(issued: readonly PostedLine[], notes: readonly NotedSums[]): PostedLine[] {
  const noted = notes.flatMap(({ kind, lines }) =>
    kind === 'debit-note' ? lines : lines.map(line => ({ ...line, amount: -line.amount }))
  )
  const left = new Map<string, PostedLine>()
  for (const line of [...issued, ...noted]) {
    const key = `${line.ledger} ${line.category}`
    left.set(key, { ...line, amount: line.amount + (left.get(key)?.amount ?? 0n) })
  }
  return [...left.values()]
}
