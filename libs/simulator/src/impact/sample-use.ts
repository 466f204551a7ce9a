// Behind a line of usage that moved: the use that moved furthest, as either side explains it.
import { type Explanation, startOfDayMs } from '@farthing/billing-core/values'
import type { BillableUsage } from '../bill/index.ts'
import type { ImpactAccount } from './impact-account.ts'
import type { ImpactSide, ImpactSides } from './impact-side.ts'
import type { LineChange } from './line-changes.ts'
import { priceUses } from './price-uses.ts'

export interface SampleUse {
  readonly usage: string
  /** Epoch milliseconds. */
  readonly startedAt: number
  readonly to: string
  /** IANA zone of the account, on whose clock it is told. */
  readonly clock: string
  /** Before allowances; null where the side cannot rate it. */
  readonly before: Explanation | null
  readonly after: Explanation | null
}

/** Null for a line that is not of usage, and where no single use costs another amount. */
export function sampleUse(account: ImpactAccount, sides: ImpactSides, line: LineChange): SampleUse | null {
  const { subscription, service, zone } = line
  if (service === null) return null
  const { zone: clock } = account.history
  const [start, end] = [startOfDayMs(line.from, clock), startOfDayMs(line.until, clock)]
  const waiting = new Map([...account.waiting.before, ...account.waiting.after].map(use => [use.id, use]))
  const uses = [...account.uses, ...waiting.values()]
    .filter(use => use.subscription === subscription && use.service === service)
    .filter(({ startedAt }) => startedAt >= start && startedAt < end)
  const before = pricedById(sides.before, account, uses)
  const after = pricedById(sides.after, account, uses)
  let best: { readonly use: (typeof uses)[number]; readonly moved: number } | null = null
  for (const use of uses) {
    const [old, now] = [before.get(use.id), after.get(use.id)]
    if ((zone ?? '') !== old?.zone && (zone ?? '') !== now?.zone) continue
    const moved = Math.abs((now?.amount ?? 0) - (old?.amount ?? 0))
    if (moved > (best?.moved ?? 0)) best = { use, moved }
  }
  if (best === null) return null
  const { id, startedAt, to } = best.use
  return {
    usage: id,
    startedAt,
    to,
    clock,
    before: explained(sides.before, before.get(id)),
    after: explained(sides.after, after.get(id))
  }
}

function pricedById(
  side: ImpactSide,
  { history }: ImpactAccount,
  uses: ImpactAccount['uses']
): ReadonlyMap<string, BillableUsage> {
  return new Map(priceUses(side, history, uses).priced.map(each => [each.id, each]))
}

function explained({ rules, tariffs }: ImpactSide, priced: BillableUsage | undefined): Explanation | null {
  if (priced === undefined) return null
  const found = tariffs.find({ tariff: priced.tariff }, priced.service, priced.startedAt)
  if (!found.ok) return null
  const rated = found.tariff.rate(priced)
  return rated.ok ? found.tariff.explain(priced, rated, rules.version) : null
}
