// Why a charge is not there: every statement that could have made it, and the condition that it failed.
import {
  type AccountHistory,
  accountAlignments,
  labelOn,
  type SubscriptionHistory,
  type TargetCharge
} from '@farthing/billing-core'
import { compareDates, earlierDate, formatAmount, roundTo, type RuleRef } from '@farthing/billing-core/values'
import {
  type AccountChargeType,
  type ChargeType,
  PluginFault,
  type Registry,
  type RulePiece
} from '@farthing/plugin-sdk'
import { nearest, type RuleSet } from '@farthing/rules-language'
import {
  chargeTargets,
  filePieces,
  HeldVersions,
  planPlace,
  roundings,
  type RuleBook,
  rulePieces
} from '../bill/index.ts'
import { versionsNotHeld } from './versions-not-held.ts'

export interface WhyNotInput {
  readonly history: AccountHistory
  readonly ruleBook: RuleBook
  readonly registry: Registry
  /** The day of the bill that is asked about. */
  readonly through: Temporal.PlainDate
  /** Code of a charge type, or the first word of its statement: 'rent'. */
  readonly charge: string
}

/** One statement of the rules, as far as one subscription is concerned. */
export interface StatementVerdict {
  readonly subscription: string
  readonly label: string
  /** The statement; null when the condition is about all of them. */
  readonly rule: RuleRef | null
  readonly charges: boolean
  /** The condition that failed; of a statement that charges, what it charges. */
  readonly condition: string
}

export type WhyNot =
  | { readonly ok: true; readonly verdicts: readonly StatementVerdict[] }
  | { readonly ok: false; readonly reason: 'unknown-charge' | 'no-rules'; readonly detail: string }

interface Asked {
  readonly input: WhyNotInput
  readonly rules: RuleSet
  readonly type: StatementCharge
}

/** By subscription: the statements of its own plans and features first, then those of others. */
export function whyNotCharged(input: WhyNotInput): WhyNot {
  const { registry, charge, through, ruleBook } = input
  const rules = ruleBook.at(through)
  if (rules === undefined) return { ok: false, reason: 'no-rules', detail: `No rules are in force on ${through}.` }
  const types = [...registry.chargeTypes.values()].filter(pricesStatement)
  const type = types.find(each => each.code === charge || wordOf(each, registry) === charge)
  if (type === undefined)
    return unknownCharge(
      charge,
      types.map(({ code }) => code)
    )
  const asked = { input, rules, type }
  return { ok: true, verdicts: input.history.subscriptions.flatMap(each => verdictsOf(each, asked)) }
}

/** What deeds alone say is charged as they say: no statement stands in its way. */
type StatementCharge = ChargeType & { readonly statement: string }

function pricesStatement(type: ChargeType | AccountChargeType): type is StatementCharge {
  return type.per !== 'account' && type.statement !== null
}

function wordOf({ statement }: StatementCharge, { statements }: Registry): string | undefined {
  return statements.get(statement)?.pattern.split(' ')[0]
}

function unknownCharge(charge: string, codes: readonly string[]): WhyNot {
  const close = nearest(charge, codes)
  const hint = close === undefined ? `There are: ${codes.toSorted().join(', ')}.` : `Did you mean ${close}?`
  return { ok: false, reason: 'unknown-charge', detail: `No charge is called '${charge}'. ${hint}` }
}

function verdictsOf(subscription: SubscriptionHistory, asked: Asked): StatementVerdict[] {
  const { id, started, terminated } = subscription
  const { through, ruleBook } = asked.input
  const label = labelOn(subscription, through)
  const say = (rule: RuleRef | null, condition: string, charges = false): StatementVerdict => {
    return { subscription: id, label, rule, charges, condition }
  }
  if (compareDates(started, through) > 0) return [say(null, `it begins on ${started}, after ${through}`)]
  const held = new HeldVersions(ruleBook, accountAlignments(asked.input.history), through)
  const cut = rulePieces(subscription, { held, ruleBook, through })
  if (!cut.ok) return [say(null, cut.detail)]
  const { statement } = asked.type
  const alone = filePieces(subscription, ruleBook).get(statement)
  const pieces = (cut.value.get(statement) ?? alone ?? []).filter(({ from }) => compareDates(from, through) <= 0)
  const targets = targetsOf(subscription, pieces, asked)
  if (typeof targets === 'string') return [say(pieces[0]?.at ?? null, targets)]
  const ended = terminated !== null && compareDates(terminated, through) <= 0 ? `, and it ended on ${terminated}` : ''
  const own = pieces.map(piece => {
    const made = targets.filter(({ explanation: { rule } }) => samePlace(rule, piece.at))
    return say(
      piece.at,
      made.length > 0 ? chargedText(made, asked) : `nothing is due by ${through}${ended}`,
      made.length > 0
    )
  })
  return [...once(own), ...otherStatements(subscription, pieces, asked).map(({ at, whose }) => say(at, whose))]
}

/** A text: the plugin of the charge type failed, and how. */
function targetsOf(
  subscription: SubscriptionHistory,
  pieces: readonly RulePiece[],
  { input, rules, type }: Asked
): readonly TargetCharge[] | string {
  const { account: id, zone, currency, opened, settlements } = input.history
  const held = new HeldVersions(input.ruleBook, accountAlignments(input.history), input.through)
  const asked = {
    account: { id, zone, currency },
    subscription,
    pieces,
    usage: [],
    alignments: accountAlignments(input.history),
    since: earlierDate(opened, subscription.started),
    through: input.through,
    settlements,
    deeds: input.history.deeds.filter(each => each.subscription === subscription.id),
    roundingOf: roundings(input.ruleBook, rules.operator.rounding),
    currency,
    placeOf: (plan: string, day: Temporal.PlainDate) => planPlace(held, subscription, plan, day)
  }
  try {
    return chargeTargets(type, { pieces, account: input.history, targets: () => type.targets(asked) }, input.registry)
  } catch (fault) {
    if (fault instanceof PluginFault) return fault.message
    throw fault
  }
}

/** 'charges Mobile 40 2026-09-01..2026-10-01 40.00' */
function chargedText(made: readonly TargetCharge[], { input, rules }: Asked): string {
  const last = made.at(-1)
  if (last === undefined) return ''
  const { description, from, until, exact, version } = last
  const rounding = roundings(input.ruleBook, rules.operator.rounding)(version)
  const others = made.length > 1 ? `, and ${made.length - 1} earlier` : ''
  return `it does charge: ${description} ${from}..${until}, ${formatAmount(roundTo(exact, rounding), input.history.currency)}${others}`
}

/** Statements of this kind in plans and features that the subscription does not have on the day, and plans of its own that have none. */
function otherStatements(
  { segments, features }: SubscriptionHistory,
  pieces: readonly RulePiece[],
  { input: { through }, rules, type }: Asked
): { readonly at: RuleRef | null; readonly whose: string }[] {
  const holds = ({ from, until }: { from: Temporal.PlainDate; until: Temporal.PlainDate | null }): boolean =>
    compareDates(from, through) <= 0 && (until === null || compareDates(through, until) < 0)
  const plan = (segments.find(holds) ?? segments.at(-1))?.plan ?? 'none'
  const word = type.statement.split('.').at(-1) ?? type.code
  const own = pieces.some(({ kind, name }) => kind === 'file' || (kind === 'plan' && name === plan))
  const missing = own ? [] : [{ at: rules.plans.get(plan)?.[0]?.at ?? null, whose: `its plan ${plan} has no ${word}` }]
  const held = new Set(features.filter(holds).map(({ feature }) => feature))
  const others = [
    ...productStatements(
      rules.plans,
      type,
      name => name !== plan,
      name => `is of plan ${name}, and it has plan ${plan}`
    ),
    ...productStatements(
      rules.features,
      type,
      name => !held.has(name),
      name => `is of feature ${name}, which it has not`
    )
  ]
  return [...missing, ...versionsNotHeld(pieces, { through, rules, statement: type.statement }), ...others]
}

function productStatements(
  products: RuleSet['features'],
  { statement }: ChargeType,
  isOther: (name: string) => boolean,
  condition: (name: string) => string
): { readonly at: RuleRef; readonly whose: string }[] {
  return [...products].flatMap(([name, versions]) =>
    isOther(name)
      ? versions.flatMap(({ rules }) =>
          rules.filter(({ signature }) => signature === statement).map(({ at }) => ({ at, whose: condition(name) }))
        )
      : []
  )
}

/** Pieces of one statement that follow each other are told once. */
function once(verdicts: readonly StatementVerdict[]): StatementVerdict[] {
  return verdicts.filter(
    (each, index) =>
      verdicts.findIndex(({ rule, condition }) => sameRule(rule, each.rule) && condition === each.condition) === index
  )
}

/** A version that was published again has its statements where they were. */
function sameRule(a: RuleRef | null, b: RuleRef | null): boolean {
  return a === null || b === null ? a === b : samePlace(a, b)
}

function samePlace(a: RuleRef, b: RuleRef): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column
}
