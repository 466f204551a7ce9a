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
  return { allocations: [...unlessGivenUp(owed.allocations, givenUp), ...recovered], recovered, rest }
}

/** What was given up of an invoice is not paid: as long as there is any, what pays the rest of it settles nothing. */
export function unlessGivenUp(allocations: readonly Allocation[], givenUp: readonly OpenInvoice[]): Allocation[] {
  const isGivenUp = new Set(givenUp.map(({ invoice }) => invoice))
  return allocations.map(each => (isGivenUp.has(each.invoice) ? { ...each, settles: false } : each))
}
