// The bills of an account under one side, one after the other, each the difference to those before.
import type { BilledCharge, Invoice } from '@farthing/billing-core'
import {
  type BillableUsage,
  billedLines,
  type BillInput,
  type BillResult,
  computeBill,
  type Parked
} from '../bill/index.ts'
import type { ImpactAccount } from './impact-account.ts'
import type { ImpactSide } from './impact-side.ts'

export type ReplayedBills =
  | { readonly ok: true; readonly invoices: readonly Invoice[] }
  | (Parked & { readonly billDate: Temporal.PlainDate })

export interface ReplayedUsage {
  readonly usage: readonly BillableUsage[]
  /** What came, or is retried, after the bill before the range. */
  readonly late: readonly BillableUsage[]
}

/** The bill before the range is computed too, by the same rules, from what was known then: what it charged counts as billed. */
export function replayBills(
  side: ImpactSide,
  { history, dates }: Pick<ImpactAccount, 'history' | 'dates'>,
  { usage, late }: ReplayedUsage
): ReplayedBills {
  const { previous, bills, since } = dates
  const billed: BilledCharge[] = []
  const invoices: Invoice[] = []
  let previousBillDate: Temporal.PlainDate | null = null
  const bill = (billDate: Temporal.PlainDate, known: Pick<BillInput, 'history' | 'usage'>): BillResult => {
    const result = computeBill({ ...side, ...known, carried: [], billed, billDate, previousBillDate, since })
    previousBillDate = billDate
    if (result.ok && result.invoice !== null) billed.push(...billedLines(result.invoice, billDate.toString()))
    return result
  }
  if (previous !== null) {
    const result = bill(previous.billDate, { history: previous.history, usage })
    if (!result.ok) return { ...result, billDate: previous.billDate }
  }
  const all = late.length === 0 ? usage : [...usage, ...late]
  for (const billDate of bills) {
    const result = bill(billDate, { history, usage: all })
    if (!result.ok) return { ...result, billDate }
    if (result.invoice !== null) invoices.push(result.invoice)
  }
  return { ok: true, invoices }
}
