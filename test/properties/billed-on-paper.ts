// What bills come to by key, bill by bill, and the months that are counted on paper beside them.
import { accountHistory, type Fact } from '@farthing/billing-core'
import type { Registry } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import { computeBill, ruleBook } from '@farthing/simulator'
import { dayOf, midnight } from './random-account.ts'

type Billed = NonNullable<Parameters<typeof computeBill>[0]['billed']>

/** Micro by key, of bills so many days after the first: each knows what was known on its day. */
export function billedFor(
  facts: readonly Fact[],
  bills: readonly number[],
  { registry, rules }: { readonly registry: Registry; readonly rules: RuleSet }
): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  let billed: Billed = []
  for (const [number, offset] of bills.entries()) {
    const day = dayOf(offset)
    const history = accountHistory('a', facts, midnight(day))
    if (history === null) throw new Error('the account is open')
    const bill = computeBill({
      ...{ history, ruleBook: ruleBook([{ from: null, rules }]), registry, usage: [], carried: [], billed },
      ...{ billDate: day, previousBillDate: null, since: null }
    })
    if (!bill.ok) throw new Error(bill.detail)
    const news = (bill.invoice?.lines ?? []).flatMap(({ parts }, line) =>
      parts.map(part => ({ ...part, invoice: `i${number}`, line: line + 1, correction: part.corrects !== null }))
    )
    billed = [...billed, ...news]
    for (const { amount, key } of news) sums.set(key, (sums.get(key) ?? 0n) + amount)
  }
  return new Map([...sums].filter(([, sum]) => sum !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The days of the month that begins on the bill day, counted one by one. */
export function monthAround(day: Temporal.PlainDate, billDay: number): number {
  const begins = (each: Temporal.PlainDate): boolean => each.day === Math.min(billDay, each.daysInMonth)
  let [from, until] = [day, day.add({ days: 1 })]
  while (!begins(from)) from = from.subtract({ days: 1 })
  while (!begins(until)) until = until.add({ days: 1 })
  return from.until(until).days
}
