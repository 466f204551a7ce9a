// Which invoices a sum of money settles: those named, else the oldest first.
import { compareDates } from '../values/index.ts'

export interface OpenInvoice {
  readonly invoice: string
  readonly due: Temporal.PlainDate
  /** Micro still to pay, positive. */
  readonly outstanding: bigint
}

export interface Allocation {
  readonly invoice: string
  readonly amount: bigint
  /** All of it is paid. */
  readonly settles: boolean
}

/** In order of due date, then invoice, or of `named` when given. What `rest` says stays with the account. */
export function allocate(
  amount: bigint,
  open: readonly OpenInvoice[],
  named?: readonly string[]
): { readonly allocations: Allocation[]; readonly rest: bigint } {
  const order =
    named === undefined ? open.toSorted(oldestFirst) : named.flatMap(id => open.find(it => it.invoice === id) ?? [])
  const allocations: Allocation[] = []
  let rest = amount
  for (const { invoice, outstanding } of order) {
    if (rest <= 0n) break
    const part = rest < outstanding ? rest : outstanding
    allocations.push({ invoice, amount: part, settles: part === outstanding })
    rest -= part
  }
  return { allocations, rest }
}

function oldestFirst(a: OpenInvoice, b: OpenInvoice): number {
  return compareDates(a.due, b.due) || (a.invoice < b.invoice ? -1 : a.invoice > b.invoice ? 1 : 0)
}
