// One account under both rule sets: the same history and uses, the function that bills everybody, twice.
import type { Parked } from '../bill/index.ts'
import { billInputs, type SideUsage, sideUsage } from './bill-inputs.ts'
import type { ImpactAccount, Use } from './impact-account.ts'
import type { ImpactSide, ImpactSides } from './impact-side.ts'
import { type LineChange, lineChanges } from './line-changes.ts'
import type { UnratedUse } from './price-uses.ts'
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
  /** How many uses the rules before cannot rate. */
  readonly unrated: number
  /** What is billed more, micro, because of uses that would otherwise wait in quarantine. */
  readonly fromWaiting: { readonly before: bigint; readonly after: bigint }
}

/** One of the two rule sets cannot bill the account: it has no amounts to compare. */
export interface AccountParked {
  readonly number: string
  readonly uses: number
  readonly lost: readonly UnratedUse[]
  readonly gained: readonly UnratedUse[]
  /** How many uses the rules before cannot rate. */
  readonly unrated: number
  readonly parked: {
    readonly before: (Parked & { readonly billDate: Temporal.PlainDate }) | null
    readonly after: (Parked & { readonly billDate: Temporal.PlainDate }) | null
  }
}

export function compareAccount(account: ImpactAccount, sides: ImpactSides): AccountChange | AccountParked {
  const before = played(sides.before, account, account.waiting.before)
  const after = played(sides.after, account, account.waiting.after)
  const gained = without(before.unrated, after.unrated)
  const common = {
    number: account.number,
    uses: account.uses.length,
    lost: without(after.unrated, before.unrated),
    gained,
    unrated: before.unrated.length
  }
  if (!before.bills.ok || !after.bills.ok) {
    const parked = { before: before.bills.ok ? null : before.bills, after: after.bills.ok ? null : after.bills }
    return { ...common, parked }
  }
  const invoices = { before: before.bills.invoices, after: after.bills.invoices }
  const total = { before: totalOf(invoices.before), after: totalOf(invoices.after) }
  return {
    ...common,
    ...total,
    lines: lineChanges(account.history, invoices.before, invoices.after),
    fromWaiting: {
      before: total.before - totalWithout([], before, account, total.before),
      after: total.after - totalWithout(gained, after, account, total.after)
    }
  }
}

interface Played extends SideUsage {
  readonly side: ImpactSide
  readonly bills: ReplayedBills
}

function played(side: ImpactSide, account: ImpactAccount, waiting: readonly Use[]): Played {
  const usage = sideUsage(side, account, waiting)
  return { ...usage, side, bills: replayBills(billInputs(side, account, usage)) }
}

/** What the bills come to when nothing is retried and `gained` waits too. */
function totalWithout(
  gained: readonly UnratedUse[],
  { side, priced, retried }: Played,
  account: ImpactAccount,
  total: bigint
): bigint {
  if (gained.length === 0 && retried.length === 0) return total
  const waits = new Set(gained.map(({ use }) => use.id))
  const known = { priced: priced.filter(({ id }) => !waits.has(id)), retried: [] }
  const bills = replayBills(billInputs(side, account, known))
  return bills.ok ? totalOf(bills.invoices) : 0n
}

function without(uses: readonly UnratedUse[], others: readonly UnratedUse[]): UnratedUse[] {
  if (others.length === 0 || uses.length === 0) return [...uses]
  const known = new Set(others.map(({ use }) => use.id))
  return uses.filter(({ use }) => !known.has(use.id))
}

function totalOf(invoices: readonly { readonly total: bigint }[]): bigint {
  return invoices.reduce((sum, { total }) => sum + total, 0n)
}
