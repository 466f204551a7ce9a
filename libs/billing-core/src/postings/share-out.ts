// Which invoices a payment settles: those that ask for it, then those of which something was given up.
import { allocate, type Allocation, type OpenInvoice } from './allocate.ts'

interface Owed {
  readonly open: readonly OpenInvoice[]
  readonly givenUp: readonly OpenInvoice[]
  /** Ids, in this order; the oldest first when undefined. */
  readonly named: readonly string[] | undefined
}

/** `recovered`: those of the allocations that take back a write-off. What `rest` says stays with the account. */
export function shareOut(
  amount: bigint,
  { givenUp, named, open }: Owed
): { readonly allocations: Allocation[]; readonly recovered: Allocation[]; readonly rest: bigint } {
  const owed = allocate(amount, open, named)
  const { allocations: recovered, rest } = allocate(owed.rest, givenUp, named)
  return { allocations: [...owed.allocations, ...recovered], recovered, rest }
}
