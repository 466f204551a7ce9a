// What should have been charged in all: every subscription by every charge type, then the account, stage by stage.
import { accountAlignments, type AccountHistory, type DeedDone, keyedAsBilled } from '@farthing/billing-core'
import { isHeldOn, type SubscriptionHistory, type TargetCharge } from '@farthing/billing-core'
import { earlierDate, intersect, type Rounding } from '@farthing/billing-core/values'
import type { ChargeInput, ChargeType, Registry } from '@farthing/plugin-sdk'
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
  readonly held: HeldVersions
  readonly totals: UsageOutcome['totals']
  readonly alignments: ChargeInput['alignments']
  /** Null: from the beginning. */
  readonly since: Temporal.PlainDate | null
  isOwn(target: TargetCharge): boolean
  roundingOf(version: string): Rounding
}

/** Those of periods that ended before the bill's look-back may be left out. */
export function billTargets(
  input: OpenInput,
  rules: RuleSet,
  { held, roundingOf, totals }: Pick<Charging, 'held' | 'roundingOf' | 'totals'>
): TargetCharge[] | Parked {
  const { billDate, history, ruleBook } = input
  const cut = cutSubscriptions(history.subscriptions, { held, ruleBook, through: billDate })
  if ('reason' in cut) return cut
  const alignments = accountAlignments(history)
  const work = accountWork(input, cut)
  const since = firstDayCharged(work, input.since, alignments)
  const versionAt = (day: Temporal.PlainDate): string => (ruleBook.at(day) ?? rules).version
  const isOwn = ownTargets(history.subscriptions)
  const charging = { totals, alignments, since, isOwn, held, roundingOf }
  const ofSubscriptions = cut.flatMap(each => chargeSubscription(input, each, charging))
  const charged = [
    ...keyedAsBilled(ofSubscriptions, input.billed),
    ...itemTargets(history, billDate, versionAt).filter(isOwn)
  ]
  const ofAccount = accountTargets(input, charged, { work, alignments, since, versionAt, roundingOf, isOwn })
  return [...charged, ...ofAccount]
}

/** What falls on days on which another account holds the subscription is that one's. */
function ownTargets(subscriptions: readonly SubscriptionHistory[]): (target: TargetCharge) => boolean {
  const held = new Map(subscriptions.flatMap(({ held: days, id }) => (days === undefined ? [] : [[id, days] as const])))
  if (held.size === 0) return () => true
  return ({ from, subscription, until }) => {
    const days = subscription === null ? undefined : held.get(subscription)
    return days === undefined || days.some(each => intersect(each, { from, until }) !== null)
  }
}

function chargeSubscription(
  { billDate: through, history, registry }: OpenInput,
  cut: CutSubscription,
  { alignments, held, isOwn, roundingOf, since, totals }: Charging
): TargetCharge[] {
  const { subscription } = cut
  const { account: id, zone, currency, opened, settlements } = history
  const common = {
    usage: totals.get(subscription.id) ?? [],
    alignments,
    account: { id, zone, currency },
    // a subscription may have been dated back to before the account was opened
    since: since ?? earlierDate(opened, subscription.started),
    through,
    settlements,
    roundingOf,
    currency,
    placeOf: (plan: string, day: Temporal.PlainDate) => planPlace(held, subscription, plan, day)
  }
  return subscriptionTypes(registry).flatMap(type => {
    // none, and usage that arrived under another plan is charged all the same
    const { alone, pieces, subscription: seen } = (type.ofWholeLife && cut.whole) || cut
    const own = type.statement === null ? [] : (pieces.get(type.statement) ?? alone.get(type.statement) ?? [])
    const asked: ChargeInput = { ...common, pieces: own, subscription: seen, deeds: deedsOf(history, seen) }
    const targets = withReach(
      chargeTargets(type, { pieces: own, account: history, targets: () => type.targets(asked) }, registry),
      own
    )
    return type.ofWholeLife ? targets.filter(isOwn) : targets
  })
}

/** Asked for every subscription of every bill. */
function subscriptionTypes({ chargeTypes }: Registry): readonly ChargeType[] {
  const known = knownTypes.get(chargeTypes)
  if (known !== undefined) return known
  const types = [...chargeTypes.values()].filter((type): type is ChargeType => type.per !== 'account')
  knownTypes.set(chargeTypes, types)
  return types
}

const knownTypes = new WeakMap<Registry['chargeTypes'], readonly ChargeType[]>()

function deedsOf({ deeds }: AccountHistory, seen: SubscriptionHistory): readonly DeedDone[] {
  if (deeds.length === 0) return deeds
  return deeds.filter(({ effective, subscription }) => subscription === seen.id && isHeldOn(seen, effective))
}
