// What should have been charged in all: every subscription by every charge type, then the account, stage by stage.
import { accountAlignments, cutPeriod, type SubscriptionHistory, type TargetCharge } from '@farthing/billing-core'
import { earlierDate } from '@farthing/billing-core/values'
import type { AccountChargeInput, AccountChargeType, ChargeInput, ChargeType, RulePiece } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import { itemTargets } from './account-items.ts'
import type { BillInput, Parked } from './bill-input.ts'
import { chargeTargets } from './charge-targets.ts'
import { withReach } from './explain-reach.ts'
import { filePieces } from './file-pieces.ts'
import type { HeldVersions } from './held-versions.ts'
import { rulePieces } from './rule-pieces.ts'
import type { UsageOutcome } from './usage-stage.ts'
import { CYCLE } from './usage-stretch.ts'

type OpenInput = Omit<BillInput, 'usage'>

const STAGES = ['items', 'discounts'] as const

interface Charging {
  readonly rules: RuleSet
  readonly held: HeldVersions
  readonly totals: UsageOutcome['totals']
  readonly alignments: ChargeInput['alignments']
  /** Null: from the beginning. */
  readonly since: Temporal.PlainDate | null
}

/** Those of periods that ended before the bill's look-back may be left out. */
export function billTargets(
  input: OpenInput,
  rules: RuleSet,
  { held, totals }: Pick<Charging, 'held' | 'totals'>
): TargetCharge[] | Parked {
  const { history, billDate } = input
  const alignments = accountAlignments(history)
  const ofAccount = accountTypes(input)
  const since = ofAccount.some(({ type }) => isOfCycles(type)) ? cycleBefore(input, alignments) : input.since
  const charging = { rules, held, totals, alignments, since }
  const targets: TargetCharge[] = []
  for (const subscription of history.subscriptions) {
    const charged = chargeSubscription(input, subscription, charging)
    if (!charged.ok) return charged
    targets.push(...charged.targets)
  }
  targets.push(...itemTargets(history, billDate, day => versionAt(input, rules, day)))
  for (const stage of STAGES) targets.push(...stageTargets(stage, ofAccount, { input, charging, charged: targets }))
  return targets
}

/** A sum over a cycle needs all of the cycle. */
function isOfCycles({ stage = 'items' }: AccountChargeType): boolean {
  return stage !== 'items'
}

function cycleBefore({ since }: OpenInput, alignments: ChargeInput['alignments']): Temporal.PlainDate | null {
  return since === null ? null : cutPeriod(alignments, CYCLE, since.subtract({ days: 1 })).days.from
}

function versionAt({ ruleBook }: OpenInput, rules: RuleSet, day: Temporal.PlainDate): string {
  return (ruleBook.at(day) ?? rules).version
}

interface AtWork {
  readonly type: AccountChargeType
  readonly pieces: readonly RulePiece[]
}

/** Without those of which no rule speaks, or for which nothing was done to the account. */
function accountTypes({ history, registry, ruleBook }: OpenInput): AtWork[] {
  const alone = filePieces({ started: history.opened, terminated: null }, ruleBook)
  return [...registry.chargeTypes.values()].flatMap(type => {
    if (type.per !== 'account') return []
    const pieces = type.statement === null ? [] : (alone.get(type.statement) ?? [])
    const hasWork = type.statement === null ? history.deeds.length > 0 : pieces.length > 0
    return hasWork ? [{ type, pieces }] : []
  })
}

interface StageWork {
  readonly input: OpenInput
  readonly charging: Charging
  /** By the stages before. */
  readonly charged: readonly TargetCharge[]
}

/** Types of one stage do not see one another. */
function stageTargets(
  stage: (typeof STAGES)[number],
  types: readonly AtWork[],
  { charged, charging, input }: StageWork
): TargetCharge[] {
  const own = types.filter(({ type }) => (type.stage ?? 'items') === stage)
  if (own.length === 0) return []
  const { history, billDate: through, registry } = input
  const { account: id, zone, currency, opened } = history
  const common = {
    account: { id, zone, currency },
    history,
    alignments: charging.alignments,
    since: charging.since ?? opened,
    through,
    charged: [...charged],
    versionAt: (day: Temporal.PlainDate) => versionAt(input, charging.rules, day),
    rounding: charging.rules.operator.rounding,
    currency
  }
  return own.flatMap(({ pieces, type }) => {
    const asked: AccountChargeInput = { ...common, pieces }
    return chargeTargets(type, { pieces, targets: () => type.targets(asked) }, registry)
  })
}

function chargeSubscription(
  input: OpenInput,
  subscription: SubscriptionHistory,
  { alignments, held, rules, since, totals }: Charging
): Parked | { readonly ok: true; readonly targets: readonly TargetCharge[] } {
  const { history, ruleBook, registry, billDate: through } = input
  const pieces = rulePieces(subscription, { held, ruleBook, through })
  if (!pieces.ok) return pieces
  const alone = filePieces(subscription, ruleBook)
  const { account: id, zone, currency, opened, settlements } = history
  const common = {
    usage: totals.get(subscription.id) ?? [],
    alignments,
    account: { id, zone, currency },
    subscription,
    // a subscription may have been dated back to before the account was opened
    since: since ?? earlierDate(opened, subscription.started),
    through,
    settlements,
    deeds: deedsOf(input, subscription),
    rounding: rules.operator.rounding,
    currency
  }
  const types = [...registry.chargeTypes.values()].filter((type): type is ChargeType => type.per !== 'account')
  const targets = types.flatMap(type => {
    // none, and usage that arrived under another plan is charged all the same
    const own = type.statement === null ? [] : (pieces.value.get(type.statement) ?? alone.get(type.statement) ?? [])
    const asked: ChargeInput = { ...common, pieces: own }
    return withReach(chargeTargets(type, { pieces: own, targets: () => type.targets(asked) }, registry), own)
  })
  return { ok: true, targets }
}

function deedsOf({ history: { deeds } }: OpenInput, { id }: SubscriptionHistory): ChargeInput['deeds'] {
  return deeds.length === 0 ? deeds : deeds.filter(({ subscription }) => subscription === id)
}
