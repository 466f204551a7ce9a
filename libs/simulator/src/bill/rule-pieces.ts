// Cuts a subscription's days where its plan or a feature, their versions or the published rules change.
import { compareDates } from '@farthing/billing-core/values'
import { FEATURE_SERIES, type SubscriptionHistory } from '@farthing/billing-core'
import type { RulePiece } from '@farthing/plugin-sdk'
import type { ProductVersion, RuleSet } from '@farthing/rules-language'
import type { Parked } from './bill-input.ts'
import { earliest, type HeldVersion, type HeldVersions } from './held-versions.ts'
import { featureRuns, planRuns } from './plan-runs.ts'
import type { RuleBook } from './rule-book.ts'
import { StatementNumbers } from './statement-numbers.ts'

/** Days under one plan, or with one feature on. */
interface Run {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
  /** The first day without a break. */
  readonly since: Temporal.PlainDate
  readonly kind: 'plan' | 'feature'
  readonly name: string
}

interface Stretch {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
  readonly kind: 'plan' | 'feature'
  readonly held: HeldVersion<ProductVersion>
}

type Cut<T> = { readonly ok: true; readonly value: T } | Parked

export interface PieceWorld {
  readonly held: HeldVersions
  readonly ruleBook: RuleBook
  /** Days up to it must have rules. */
  readonly through: Temporal.PlainDate
}

/** By id of the statement: its pieces in order of ordinal, then plan before features, then day. */
export function rulePieces(
  subscription: SubscriptionHistory,
  { held, ruleBook, through }: PieceWorld
): Cut<ReadonlyMap<string, readonly RulePiece[]>> {
  const pieces = new Map<string, RulePiece[]>()
  const numbers = new Map<string, StatementNumbers>()
  const plans = planRuns(subscription).map(({ plan, ...days }): Run => ({ ...days, kind: 'plan', name: plan }))
  const features = featureRuns(subscription).map(
    ({ feature, ...days }): Run => ({ ...days, kind: 'feature', name: feature })
  )
  for (const run of [...plans, ...features]) {
    const stretches = cut(run, { held, ruleBook, through })
    if (!stretches.ok) return withNextStep(stretches, subscription)
    const own = numbers.getOrInsertComputed(seriesOf(run), () => new StatementNumbers())
    for (const stretch of stretches.value) addPieces(pieces, stretch, own.of(stretch.held.version.rules))
  }
  for (const list of pieces.values()) list.sort((a, b) => a.ordinal - b.ordinal)
  return { ok: true, value: pieces }
}

function seriesOf({ kind, name }: Pick<Run, 'kind' | 'name'>): string {
  return kind === 'plan' ? name : `${FEATURE_SERIES}${name}`
}

function addPieces(
  pieces: Map<string, RulePiece[]>,
  { from, until, kind, held }: Stretch,
  numbers: readonly number[]
): void {
  const { because, retroactive } = held
  const { name, title, rules } = held.version
  const { version } = held.rules
  const own = seriesOf({ kind, name })
  for (const [index, { signature, value, at }] of rules.entries()) {
    const ordinal = numbers[index] ?? index + 1
    const series = ordinal === 1 ? own : `${own}/${ordinal}`
    const piece = { from, until, kind, name, title, ordinal, series, value, at, version, because, retroactive }
    const list = pieces.get(signature)
    if (list === undefined) pieces.set(signature, [piece])
    else list.push(piece)
  }
}

function cut(run: Run, { held: versions, ruleBook, through }: PieceWorld): Cut<Stretch[]> {
  const stretches: Stretch[] = []
  let from: Temporal.PlainDate | null = run.from
  while (from !== null && (run.until === null || compareDates(from, run.until) < 0)) {
    const kind = run.kind === 'plan' ? 'plans' : 'features'
    const held: HeldVersion<ProductVersion> | undefined = versions.at(kind, run.name, { day: from, since: run.since })
    if (held === undefined) {
      if (compareDates(from, through) > 0) break
      return missing(run, from, ruleBook.at(from))
    }
    const next = earliest(run.until, held.until)
    stretches.push({ from, until: next, kind: run.kind, held })
    from = next
  }
  return { ok: true, value: stretches }
}

function withNextStep(parked: Parked, { id }: SubscriptionHistory): Parked {
  if (parked.reason !== 'unknown-plan') return parked
  const next = 'publish rules that have it, or move the subscription to another plan or end it'
  return { ...parked, detail: `${parked.detail}, and subscription ${id} is on it: ${next}` }
}

function missing({ kind, name }: Run, day: Temporal.PlainDate, rules: RuleSet | undefined): Parked {
  if (rules === undefined) return { ok: false, reason: 'no-rules', detail: `no rules are in force on ${day}` }
  // of a version without plans another currency may have one of the name
  const whose = rules.plans.size > 0 ? '' : ` for accounts in ${rules.operator.currency}`
  return {
    ok: false,
    reason: `unknown-${kind}`,
    detail: `the rules have no ${kind} '${name}'${whose} in force on ${day}`
  }
}
