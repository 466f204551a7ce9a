// One account under both rule sets: the same history and uses, the function that bills everybody, twice.
import type { Parked } from '../bill/index.ts'
import type { ImpactAccount } from './impact-account.ts'
import type { ImpactSide, ImpactSides } from './impact-side.ts'
import { type LineChange, lineChanges } from './line-changes.ts'
import { priceUses, type UnratedUse } from './price-uses.ts'
import { type ReplayedBills, replayBills } from './replay-bills.ts'

export interface AccountChange {
  readonly number: string
  /** Sums of the bills, micro. */
  readonly before: bigint
  readonly after: bigint
  readonly lines: readonly LineChange[]
  readonly uses: number
  /** Uses that the rules before could rate and the rules after cannot. */
  readonly lost: readonly UnratedUse[]
  /** Uses that only the rules after can rate. */
  readonly gained: readonly UnratedUse[]
}

/** One of the two rule sets cannot bill the account: it has no amounts to compare. */
export interface AccountParked {
  readonly number: string
  readonly uses: number
  readonly lost: readonly UnratedUse[]
  readonly gained: readonly UnratedUse[]
  readonly parked: {
    readonly before: (Parked & { readonly billDate: Temporal.PlainDate }) | null
    readonly after: (Parked & { readonly billDate: Temporal.PlainDate }) | null
  }
}

export function compareAccount(account: ImpactAccount, sides: ImpactSides): AccountChange | AccountParked {
  const before = played(sides.before, account)
  const after = played(sides.after, account)
  const common = {
    number: account.number,
    uses: account.uses.length,
    lost: without(after.unrated, before.unrated),
    gained: without(before.unrated, after.unrated)
  }
  if (!before.bills.ok || !after.bills.ok) {
    const parked = { before: before.bills.ok ? null : before.bills, after: after.bills.ok ? null : after.bills }
    return { ...common, parked }
  }
  const invoices = { before: before.bills.invoices, after: after.bills.invoices }
  return {
    ...common,
    before: totalOf(invoices.before),
    after: totalOf(invoices.after),
    lines: lineChanges(account.history, invoices.before, invoices.after)
  }
}

function played(
  side: ImpactSide,
  account: ImpactAccount
): { readonly bills: ReplayedBills; readonly unrated: readonly UnratedUse[] } {
  const { priced, unrated } = priceUses(side, account.history, account.uses)
  return { bills: replayBills(side, account, priced), unrated }
}

function without(uses: readonly UnratedUse[], others: readonly UnratedUse[]): UnratedUse[] {
  if (others.length === 0 || uses.length === 0) return [...uses]
  const known = new Set(others.map(({ use }) => use.id))
  return uses.filter(({ use }) => !known.has(use.id))
}

function totalOf(invoices: readonly { readonly total: bigint }[]): bigint {
  return invoices.reduce((sum, { total }) => sum + total, 0n)
}
