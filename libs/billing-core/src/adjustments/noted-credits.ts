// What credit notes took of billed lines, and debit notes added: it stands beside them, and no bill brings it again.
import type { BilledCharge } from '../charging/index.ts'

/** Micro as priced, by `creditKey`, that are not yet given to a part of the line. */
export type NotedCredits = Map<string, bigint>

/** Of a line whose parts replace one another, those that charge bear what was credited, in their order. */
export function withCredit(charge: BilledCharge, credits: NotedCredits): BilledCharge {
  const key = creditKey(charge)
  const credit = credits.get(key) ?? 0n
  if (credit === 0n || (credit > 0n && charge.amount <= 0n)) return charge
  const credited = credit < charge.amount || credit < 0n ? credit : charge.amount
  credits.set(key, credit - credited)
  return { ...charge, credited }
}

export function creditKey({ invoice, line }: Pick<BilledCharge, 'invoice' | 'line'>): string {
  return `${invoice} ${line}`
}
