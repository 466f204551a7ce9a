// What should have been charged in all: every subscription by every charge type, then the account, stage by stage.
import { accountAlignments, type TargetCharge } from '@farthing/billing-core'
import { earlierDate } from '@farthing/billing-core/values'
import type { ChargeInput, ChargeType } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import { itemTargets } from './account-items.ts'
import { accountTargets, accountWork, firstDayCharged } from './account-stages.ts'
import type { BillInput, Parked } from './bill-input.ts'
import { chargeTargets } from './charge-targets.ts'
import { type CutSubscription, cutSubscriptions } from './cut-subscription.ts'
import { withReach } from './explain-reach.ts'
import type { HeldVersions } from './held-versions.ts'
import { planPlace } from './plan-place.ts'
import type { UsageOutcome } from './usage-stage.ts'

type OpenInput = Omit<BillInput, 'usage'>

interface Charging {
  readonly rules: RuleSet
  readonly totals: UsageOutcome['totals']
  readonly alignments: ChargeInput['alignments']
  /** Null: from the beginning. */
  readonly since: Temporal.PlainDate | null
}

/** Those of periods that ended before the bill's look-back may be left out. */
export function billTargets(
  input: OpenInput,
  rules: RuleSet,
  { held, totals }: { readonly held: HeldVersions; readonly totals: UsageOutcome['totals'] }
): TargetCharge[] | Parked {
  const { billDate, history, ruleBook } = input
  const cut = cutSubscriptions(history.subscriptions, { held, ruleBook, through: billDate })
  if ('reason' in cut) return cut
  const alignments = accountAlignments(history)
  const work = accountWork(input, cut)
  const since = firstDayCharged(work, input.since, alignments)
  const versionAt = (day: Temporal.PlainDate): string => (ruleBook.at(day) ?? rules).version
  const charged = [
    ...cut.flatMap(each => chargeSubscription(input, each, { rules, totals, alignments, since })),
    ...itemTargets(history, billDate, versionAt)
  ]
  return [...charged, ...accountTargets(input, charged, { rules, work, alignments, since, versionAt })]
}

function chargeSubscription(
  { billDate: through, history, registry, ruleBook }: OpenInput,
  { alone, pieces, subscription }: CutSubscription,
  { alignments, rules, since, totals }: Charging
): TargetCharge[] {
  const { account: id, zone, currency, deeds, opened, settlements } = history
  const common = {
    usage: totals.get(subscription.id) ?? [],
    alignments,
    account: { id, zone, currency },
    subscription,
    // a subscription may have been dated back to before the account was opened
    since: since ?? earlierDate(opened, subscription.started),
    through,
    settlements,
    deeds: deeds.length === 0 ? deeds : deeds.filter(done => done.subscription === subscription.id),
    rounding: rules.operator.rounding,
    currency,
    placeOf: (plan: string, day: Temporal.PlainDate) => planPlace(ruleBook, plan, day)
  }
  const types = [...registry.chargeTypes.values()].filter((type): type is ChargeType => type.per !== 'account')
  return types.flatMap(type => {
    // none, and usage that arrived under another plan is charged all the same
    const own = type.statement === null ? [] : (pieces.get(type.statement) ?? alone.get(type.statement) ?? [])
    const asked: ChargeInput = { ...common, pieces: own }
    return withReach(chargeTargets(type, { pieces: own, targets: () => type.targets(asked) }, registry), own)
  })
}
