// The uses of an account as one side rates them, and those that it cannot rate.
import { accountAlignments, type AccountHistory } from '@farthing/billing-core'
import { type BillableUsage, planRuns, StretchFinder } from '../bill/index.ts'
import { unitNoun } from '@farthing/billing-core/values'
import type { TariffChoice, UnratedReason } from '../usage/index.ts'
import type { Use } from './impact-account.ts'
import type { ImpactSide } from './impact-side.ts'

export interface UnratedUse {
  readonly use: Use
  readonly plan: string | null
  readonly reason: UnratedReason
  readonly detail: string
}

export interface PricedUses {
  readonly priced: readonly BillableUsage[]
  readonly unrated: readonly UnratedUse[]
}

/** As if the uses arrived under this side's rules: what they cannot rate would stop at quarantine, so no bill has it. */
export function priceUses(side: ImpactSide, history: AccountHistory, uses: readonly Use[]): PricedUses {
  const planAt = planFinder(history)
  const priced: BillableUsage[] = []
  const unrated: UnratedUse[] = []
  for (const use of uses) {
    const plan = planAt(use)
    const outcome = priceUse(side, use, plan)
    if ('reason' in outcome) unrated.push({ use, plan, ...outcome })
    else priced.push(outcome)
  }
  return { priced, unrated }
}

function priceUse(
  { rules, tariffs }: ImpactSide,
  use: Use,
  plan: string | null
): BillableUsage | Pick<UnratedUse, 'reason' | 'detail'> {
  const choice: TariffChoice = plan !== null ? { plan } : use.tariff === null ? null : { tariff: use.tariff }
  const found = tariffs.find(choice, use.service, use.startedAt)
  if (!found.ok) return { reason: found.reason, detail: found.detail }
  const { tariff } = found
  if (tariff.unit !== use.unit) {
    return {
      reason: 'wrong-unit',
      detail: `tariff ${tariff.name} counts ${unitNoun(tariff.unit)}, the usage ${unitNoun(use.unit)}`
    }
  }
  const rated = tariff.rate(use)
  if (!rated.ok) return { reason: rated.reason, detail: `tariff ${tariff.name}: ${rated.detail}` }
  const { id, subscription, service, startedAt, quantity, to, from, value } = use
  const { zone, billed, amount } = rated
  const by = { tariff: tariff.name, version: rules.version }
  return { id, subscription, service, startedAt, quantity, to, from, value, zone, billed, amount, ...by }
}

function planFinder(history: AccountHistory): (use: Use) => string | null {
  const alignments = accountAlignments(history)
  const finders = new Map(
    history.subscriptions.map(each => [each.id, new StretchFinder(planRuns(each), alignments, history.zone)])
  )
  return ({ subscription, startedAt }) => finders.get(subscription)?.at(startedAt).run?.plan ?? null
}
