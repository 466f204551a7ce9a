// What a change costs: the bill of its day with it, less the same bill without it.
import type { AccountHistory, Invoice, InvoiceLine } from '@farthing/billing-core'
import type { Step } from '@farthing/billing-core/values'
import type { Registry } from '@farthing/plugin-sdk'
import { billedLines } from './billed-lines.ts'
import type { BillInput, BillResult } from './bill-input.ts'
import { computeBill } from './compute-bill.ts'

/** `history`: with the change. */
export type ChangeBillInput = Omit<BillInput, 'usage' | 'carried' | 'since'>

/** Stands for what the account owes without the change and was not billed yet. */
const OPEN = 'open'

/**
 * For a change that takes effect on the day of the bill. What else is open stays so, and what was used before that day costs the
 * same with it or without: both come with the account's next bill, which finds these lines as billed,
 * and says what is left of allowances. Without an invoice it costs nothing, or less than an
 * invoice asks for: then the next bill brings it.
 */
export function changeBill(before: AccountHistory, given: ChangeBillInput): BillResult {
  const input = { ...given, registry: withoutUsage(given.registry), usage: [], carried: [], since: null }
  const open = computeBill({ ...input, history: before })
  if (!open.ok) return open
  const owed = open.invoice === null ? [] : billedLines(open.invoice, OPEN)
  const bill = computeBill({ ...input, billed: [...input.billed, ...owed] })
  if (!bill.ok || bill.invoice === null) return bill
  if (bill.belowMinimum || paysOutUnbilled(bill.invoice)) return { ...bill, allowances: [], carried: [], invoice: null }
  const lines = bill.invoice.lines.map(ofChange)
  return { ...bill, allowances: [], carried: [], invoice: { ...bill.invoice, lines } }
}

/** Why a change is not charged at once, in words; null: it may be. */
export function notChargedAtOnce(effective: Temporal.PlainDate, today: Temporal.PlainDate): string | null {
  return effective.equals(today)
    ? null
    : `it takes effect on ${effective}, and only what takes effect on the day on which it is told is (${today})`
}

/** On a bill day a cheaper plan would give back what nobody was charged yet, as credit that could be paid out: that day's bill knows the change. */
function paysOutUnbilled({ lines, total }: Invoice): boolean {
  return total < 0n && lines.some(({ amount, corrects }) => amount < 0n && corrects?.invoice === OPEN)
}

/** Charges for usage would be computed without any. */
function withoutUsage(registry: Registry): Registry {
  const chargeTypes = new Map([...registry.chargeTypes].filter(([code]) => code !== 'usage'))
  return { ...registry, chargeTypes }
}

/** What is not billed yet is corrected by no line. */
function ofChange(line: InvoiceLine): InvoiceLine {
  const [first, ...rest] = line.parts
  return { ...withoutOpen(line), parts: [withoutOpen(first), ...rest.map(withoutOpen)] }
}

function withoutOpen<T extends Pick<InvoiceLine, 'corrects' | 'explanation'>>(part: T): T {
  if (part.corrects?.invoice !== OPEN) return part
  const { explanation } = part
  return { ...part, corrects: null, explanation: { ...explanation, steps: explanation.steps.map(saidOfOpen) } }
}

/** Nothing of it is on an invoice yet. */
function saidOfOpen(step: Step): Step {
  if (!step.detail.startsWith(BILLED)) return step
  const detail = step.detail.replace(BILLED, 'due without the change')
  return { ...step, detail, ...(step.said && { said: step.said.replace('billed before', 'due without the change') }) }
}

const BILLED = 'already billed'
