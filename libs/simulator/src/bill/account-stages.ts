// What an account is charged as a whole, stage by stage: each sees what the stages before it and the subscriptions have charged.
import {
  type AccountHistory,
  cutPeriod,
  type DatedAlignment,
  keyedAsBilled,
  type TargetCharge,
  wholeLife
} from '@farthing/billing-core'
import type { AccountChargeInput, AccountChargeType, RulePiece, SubscriptionPieces } from '@farthing/plugin-sdk'
import { earlierDate, type Rounding } from '@farthing/billing-core/values'
import type { BillInput } from './bill-input.ts'
import { chargeTargets } from './charge-targets.ts'
import { withReach } from './explain-reach.ts'
import { filePieces } from './file-pieces.ts'
import type { CutSubscription } from './cut-subscription.ts'
import { chargedBefore } from './charged-before.ts'
import { CYCLE } from './usage-stretch.ts'

type OpenInput = Omit<BillInput, 'usage'>

const STAGES = ['items', 'discounts', 'commitments'] as const

/** A charge type of the account, and what rules say of it: in files by themselves, and in plans and features. */
export interface AccountWork {
  readonly type: AccountChargeType
  readonly pieces: readonly RulePiece[]
  readonly subscriptions: readonly SubscriptionPieces[]
}

/** Without those of which no rule speaks, or for which nothing was done to the account. */
export function accountWork(
  { history, registry, ruleBook }: OpenInput,
  subscriptions: readonly CutSubscription[]
): AccountWork[] {
  const types = [...registry.chargeTypes.values()].filter((type): type is AccountChargeType => type.per === 'account')
  if (types.length === 0) return []
  const alone = filePieces({ started: firstDayOf(history), terminated: null }, ruleBook)
  return types.flatMap(type => {
    const { statement } = type
    if (statement === null) return history.deeds.length > 0 ? [{ type, pieces: [], subscriptions: [] }] : []
    const pieces = alone.get(statement) ?? []
    const own = subscriptions.flatMap(({ pieces: all, subscription, whole }) => {
      const said = (whole?.pieces ?? all).get(statement) // what counts months, counts them where it was before too
      return said === undefined ? [] : [{ subscription, pieces: said }]
    })
    return pieces.length > 0 || own.length > 0 ? [{ type, pieces, subscriptions: own }] : []
  })
}

/** A subscription that came from elsewhere brings what was agreed before there was this account. */
function firstDayOf({ opened, subscriptions }: AccountHistory): Temporal.PlainDate {
  return subscriptions.map(each => wholeLife(each).started).reduce(earlierDate, opened)
}

/** A sum over a cycle needs all of the cycle. */
export function firstDayCharged(
  work: readonly AccountWork[],
  since: Temporal.PlainDate | null,
  alignments: readonly DatedAlignment[]
): Temporal.PlainDate | null {
  const ofCycles = work.some(({ type: { stage = 'items' } }) => stage !== 'items')
  return since === null || !ofCycles ? since : cutPeriod(alignments, CYCLE, since.subtract({ days: 1 })).days.from
}

export interface AccountCharging {
  readonly work: readonly AccountWork[]
  readonly alignments: readonly DatedAlignment[]
  /** `firstDayCharged`. Null: from the beginning. */
  readonly since: Temporal.PlainDate | null
  versionAt(day: Temporal.PlainDate): string
  roundingOf(version: string): Rounding
  /** What another account is charged counts for nothing here. */
  isOwn(target: TargetCharge): boolean
}

/** `charged`: to the subscriptions, and what was entered by hand. */
export function accountTargets(
  input: OpenInput,
  charged: readonly TargetCharge[],
  charging: AccountCharging
): TargetCharge[] {
  const targets: TargetCharge[] = []
  for (const stage of STAGES) {
    const own = charging.work.filter(({ type }) => (type.stage ?? 'items') === stage)
    if (own.length === 0) continue
    targets.push(...stageTargets(own, [...charged, ...targets], input, charging).filter(charging.isOwn))
  }
  return targets
}

/** Types of one stage do not see one another. */
function stageTargets(
  stage: readonly AccountWork[],
  charged: readonly TargetCharge[],
  { billDate: through, billed, history, registry, since }: OpenInput,
  charging: AccountCharging
): TargetCharge[] {
  const { account: id, zone, currency, opened } = history
  const accountCharged = { currency, subscriptions: history.subscriptions, charged }
  const before = stage.some(({ type }) => type.monthsCounted !== undefined) ? chargedBefore(billed, charged, since) : []
  const common = {
    account: { id, zone, currency },
    history,
    alignments: charging.alignments,
    since: charging.since ?? opened,
    through,
    charged: [...before, ...charged],
    versionAt: charging.versionAt,
    roundingOf: charging.roundingOf,
    currency
  }
  const targets = stage.flatMap(({ pieces, subscriptions, type }) => {
    const all = [...pieces, ...subscriptions.flatMap(own => own.pieces)]
    const asked: AccountChargeInput = { ...common, pieces, subscriptions }
    return withReach(
      chargeTargets(type, { pieces: all, account: accountCharged, targets: () => type.targets(asked) }, registry),
      all
    )
  })
  return [...keyedAsBilled(targets, billed)]
}
