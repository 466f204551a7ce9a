// What each bill of an account is computed from under one side.
import type { BillableUsage, UsageInput } from '../bill/index.ts'
import type { ImpactAccount, Use } from './impact-account.ts'
import type { ImpactSide } from './impact-side.ts'
import { type PricedUses, priceUses } from './price-uses.ts'

export interface SideUsage extends PricedUses {
  /** What the side could rate of the lines that wait. */
  readonly retried: readonly BillableUsage[]
}

export interface BillInputs {
  /** Of the bill before the range, from what was known when it was made. */
  readonly previous: UsageInput | null
  /** Of those in the range, in order. */
  readonly inRange: readonly UsageInput[]
  /** The last of them: it knows all, and looks back over all the range. */
  readonly last: UsageInput
}

/** `waiting`: the lines in quarantine that the side can rate. */
export function sideUsage(
  side: ImpactSide,
  { history, uses }: Pick<ImpactAccount, 'history' | 'uses'>,
  waiting: readonly Use[]
): SideUsage {
  return { ...priceUses(side, history, uses), retried: priceUses(side, history, waiting).priced }
}

/** What came late, or is retried, is known to the bills of the range alone. */
export function billInputs(
  { registry, ruleBook }: ImpactSide,
  { history, dates, late }: Pick<ImpactAccount, 'history' | 'dates' | 'late'>,
  { priced, retried }: Pick<SideUsage, 'priced' | 'retried'>
): BillInputs {
  const { previous, bills, since } = dates
  const common = { registry, ruleBook, carried: [], since }
  const inTime = late.size === 0 ? priced : priced.filter(({ id }) => !late.has(id))
  const usage = retried.length === 0 ? priced : [...priced, ...retried]
  const inRange = bills.map(billDate => ({ ...common, history, billDate, usage }))
  const last = inRange.at(-1)
  if (last === undefined) throw new Error('at least one bill is compared')
  return { previous: previous && { ...common, ...previous, usage: inTime }, inRange, last }
}
