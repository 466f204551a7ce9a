// Cuts a subscription's days where its plan or a feature, their versions or the published rules change.
import { compareDates, sameDate } from '@farthing/billing-core/values'
import { FEATURE_SERIES, type PlanSegment, type SubscriptionHistory } from '@farthing/billing-core'
import type { RulePiece } from '@farthing/plugin-sdk'
import { featureAt, planAt, type ProductVersion } from '@farthing/rules-language'
import type { Parked } from './bill-input.ts'
import type { RuleBook } from './rule-book.ts'

/** Days under one plan, suspended or not. */
export interface PlanRun {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
  readonly plan: string
}

/** Days under one plan, or with one feature on. */
interface Run {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
  readonly kind: RulePiece['kind']
  readonly name: string
}

interface Stretch {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
  readonly kind: RulePiece['kind']
  readonly product: ProductVersion
  readonly version: string
}

type Cut<T> = { readonly ok: true; readonly value: T } | Parked

/** A plan holds on through a suspension: rent goes on unless a rule ends it. */
export function planRuns(segments: readonly PlanSegment[]): PlanRun[] {
  const runs: { from: Temporal.PlainDate; until: Temporal.PlainDate | null; plan: string }[] = []
  for (const { from, until, plan } of segments) {
    const last = runs.at(-1)
    if (last?.plan === plan && sameDate(last.until, from)) last.until = until
    else runs.push({ from, until, plan })
  }
  return runs
}

/** By id of the statement: its pieces in order of ordinal, then plan before features, then day. */
export function rulePieces(
  subscription: SubscriptionHistory,
  ruleBook: RuleBook,
  through: Temporal.PlainDate
): Cut<ReadonlyMap<string, readonly RulePiece[]>> {
  const pieces = new Map<string, RulePiece[]>()
  const plans = planRuns(subscription.segments).map(({ plan, ...days }): Run => ({ ...days, kind: 'plan', name: plan }))
  const features = subscription.features.map(
    ({ feature, ...days }): Run => ({ ...days, kind: 'feature', name: feature })
  )
  for (const run of [...plans, ...features]) {
    const stretches = cut(run, ruleBook, through)
    if (!stretches.ok) return stretches
    for (const stretch of stretches.value) addPieces(pieces, stretch)
  }
  for (const list of pieces.values()) list.sort((a, b) => a.ordinal - b.ordinal)
  return { ok: true, value: pieces }
}

function addPieces(pieces: Map<string, RulePiece[]>, { from, until, kind, product, version }: Stretch): void {
  const { name, title } = product
  const own = kind === 'plan' ? name : `${FEATURE_SERIES}${name}`
  const ordinals = new Map<string, number>()
  for (const { signature, value, at } of product.rules) {
    const ordinal = (ordinals.get(signature) ?? 0) + 1
    ordinals.set(signature, ordinal)
    const series = ordinal === 1 ? own : `${own}/${ordinal}`
    const piece = { from, until, kind, name, title, ordinal, series, value, at, version }
    const list = pieces.get(signature)
    if (list === undefined) pieces.set(signature, [piece])
    else list.push(piece)
  }
}

function cut(run: Run, ruleBook: RuleBook, through: Temporal.PlainDate): Cut<Stretch[]> {
  const stretches: Stretch[] = []
  let from: Temporal.PlainDate | null = run.from
  while (from !== null && (run.until === null || compareDates(from, run.until) < 0)) {
    const rules = ruleBook.at(from)
    const product = rules && (run.kind === 'plan' ? planAt : featureAt)(rules, run.name, from)
    if (rules === undefined || product === undefined) {
      if (compareDates(from, through) > 0) break
      return missing(run, from, rules !== undefined)
    }
    const next = earliest(run.until, product.until, nextPublished(ruleBook, from))
    stretches.push({ from, until: next, kind: run.kind, product, version: rules.version })
    from = next
  }
  return { ok: true, value: stretches }
}

function missing({ kind, name }: Run, day: Temporal.PlainDate, hasRules: boolean): Parked {
  return hasRules
    ? { ok: false, reason: `unknown-${kind}`, detail: `the rules have no ${kind} '${name}' in force on ${day}` }
    : { ok: false, reason: 'no-rules', detail: `no rules are in force on ${day}` }
}

function nextPublished(ruleBook: RuleBook, day: Temporal.PlainDate): Temporal.PlainDate | null {
  return ruleBook.versions.find(({ from }) => from !== null && compareDates(from, day) > 0)?.from ?? null
}

function earliest(...days: (Temporal.PlainDate | null)[]): Temporal.PlainDate | null {
  let first: Temporal.PlainDate | null = null
  for (const day of days) if (day !== null && (first === null || compareDates(day, first) < 0)) first = day
  return first
}
