// The bills of an account under one side, one after the other, each the difference to those before.
import type { BilledCharge, Invoice } from '@farthing/billing-core'
import { type BillableUsage, billedLines, type BillResult, computeBill, type Parked } from '../bill/index.ts'
import type { ImpactAccount } from './impact-account.ts'
import type { ImpactSide } from './impact-side.ts'

export type ReplayedBills =
  | { readonly ok: true; readonly invoices: readonly Invoice[] }
  | (Parked & { readonly billDate: Temporal.PlainDate })

/** The bill before the range is computed too, by the same rules: what it charged counts as billed. */
export function replayBills(
  side: ImpactSide,
  { history, dates }: Pick<ImpactAccount, 'history' | 'dates'>,
  usage: readonly BillableUsage[]
): ReplayedBills {
  const { previous, bills, since } = dates
  const billed: BilledCharge[] = []
  const invoices: Invoice[] = []
  const bill = (billDate: Temporal.PlainDate, before: Temporal.PlainDate | null): BillResult =>
    computeBill({ ...side, history, usage, carried: [], billed, billDate, previousBillDate: before, since })
  let before: Temporal.PlainDate | null = null
  for (const billDate of previous === null ? bills : [previous, ...bills]) {
    const result = bill(billDate, before)
    if (!result.ok) return { ...result, billDate }
    if (result.invoice !== null) {
      billed.push(...billedLines(result.invoice, billDate.toString()))
      if (billDate !== previous) invoices.push(result.invoice)
    }
    before = billDate
  }
  return { ok: true, invoices }
}
