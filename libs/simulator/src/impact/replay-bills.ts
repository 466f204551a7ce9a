// The bills of an account under one side, one after the other, each the difference to those before.
import type { BilledCharge, Invoice } from '@farthing/billing-core'
import { billedLines, type BillResult, computeBill, type Parked, type UsageInput } from '../bill/index.ts'
import type { BillInputs } from './bill-inputs.ts'

export type ReplayedBills =
  | { readonly ok: true; readonly invoices: readonly Invoice[] }
  | (Parked & { readonly billDate: Temporal.PlainDate })

/** The bill before the range is computed too, by the same rules: what it charged counts as billed. */
export function replayBills({ previous, inRange }: BillInputs): ReplayedBills {
  const billed: BilledCharge[] = []
  const invoices: Invoice[] = []
  let previousBillDate: Temporal.PlainDate | null = null
  const bill = (input: UsageInput): BillResult => {
    const { billDate } = input
    const result = computeBill({ ...input, billed, previousBillDate })
    previousBillDate = billDate
    if (result.ok && result.invoice !== null) billed.push(...billedLines(result.invoice, billDate.toString()))
    return result
  }
  if (previous !== null) {
    const result = bill(previous)
    if (!result.ok) return { ...result, billDate: previous.billDate }
  }
  for (const input of inRange) {
    const result = bill(input)
    if (!result.ok) return { ...result, billDate: input.billDate }
    if (result.invoice !== null) invoices.push(result.invoice)
  }
  return { ok: true, invoices }
}
