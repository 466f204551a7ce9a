// A plan or a feature: its plugins' statements lowered, each under the name by which explanations cite it.
import type { BaseUnit, RuleRef } from '@farthing/billing-core/values'
import type { TariffForm } from '../compiler/tariff-form.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { diagnose } from '../diagnostics/problem.ts'
import { quoted } from '../diagnostics/wording.ts'
import type { PlanRule, PlanVersion, ProductVersion } from '../rule-set/rule-set.ts'
import { calendarNames, daySetsOf, OWN_CALENDAR } from '../compiler/day-times.ts'
import type { DayTimes } from '../signature/application.ts'
import type { LowerContext, LowerResult, RefusalDetails } from '../signature/lower.ts'
import type { Match } from '../signature/match.ts'
import type { Signature } from '../signature/signature.ts'
import type { UnitWords } from '../signature/slot.ts'
import type { DaySet, MoneyLiteral, WeekHours } from '../signature/slot-value.ts'
import { thrownText } from '../signature/thrown-text.ts'
import type { PlanDeclaration, ProductDeclaration, Spot } from '../vocabulary/declarations.ts'
import type { AppliedProduct, PlacedApplication, SaidAlone } from './applied-product.ts'
import type { DayWorld } from './day-kinds.ts'
import { warnOfIdleEnd } from './check-at-end.ts'
import { checkPayment, checkRating } from './check-payment.ts'
import { allMentionsOf, type Names } from './names.ts'
import { headSpot } from '../vocabulary/match-parts.ts'
import { related, type Report, ruleAt } from './report.ts'
import { statementName } from './statement-name.ts'

export interface PlanWorld {
  readonly currency: string
  readonly zone: string
  readonly units: UnitWords
  readonly names: Names
  /** The tariffs that are in order. */
  readonly tariffs: readonly Pick<TariffForm, 'name' | 'service' | 'unit'>[]
  /** What these count in. */
  readonly counted: ReadonlySet<BaseUnit>
  readonly days: DayWorld
  /** Filled with the exceptions of each version of a plan or feature that is in order. */
  readonly applied: AppliedProduct[]
  readonly report: Report
}

export function checkPlan(plan: PlanDeclaration, world: PlanWorld): PlanVersion {
  const { family, level } = plan
  const payment = checkPayment(plan, world.currency, world.report)
  const rating = checkRating(plan.rating, world.report)
  const counted = countedBy(plan, world)
  if (counted?.size === 0) warnOfIdleEnd(plan, world.report)
  return { ...checkProduct('plan', plan, counted, world), family, level, payment, ...rating }
}

/** Any plan may have it. */
export function checkFeature(feature: ProductDeclaration, world: PlanWorld): ProductVersion {
  return checkProduct('feature', feature, world.counted, world)
}

function checkProduct(
  kind: 'plan' | 'feature',
  product: ProductDeclaration,
  counted: Standing['counted'],
  world: PlanWorld
): ProductVersion {
  const { name, title, from, until, reach, statements } = product
  const beside = product.damaged ? null : statements
  const called = `${kind} ${name.value}`
  const errorsBefore = world.report.errors
  const applications: PlacedApplication[] = []
  const said: SaidAlone[] = []
  const rules = statements.flatMap((statement, index) => {
    const before = statements.slice(0, index)
    return lowered(statement, { product: called, kind, before, beside, counted, applications, said }, world)
  })
  const held = { from: product.held.from?.value ?? null, until: product.held.until?.value ?? null }
  const { report } = world
  if (report.errors === errorsBefore) {
    world.applied.push({ kind, product: called, held, applications, said })
    warnOfTwice(called, statements, report)
  }
  return {
    name: name.value,
    title,
    from: from?.value ?? null,
    until: until?.value ?? null,
    reach: reach?.value ?? null,
    rules,
    at: ruleAt(name.spot, called)
  }
}

/** A statement of a plugin that stands in a file by itself. */
export function checkStatement(match: Match, world: PlanWorld): PlanRule[] {
  const { counted } = world
  return lowered(
    match,
    { product: null, kind: null, before: [], beside: [], counted, applications: [], said: [] },
    world
  )
}

/** The same words again: a slip of the copying hand more often than a second charge. */
function warnOfTwice(product: string, statements: readonly Match[], report: Report): void {
  const seen = new Map<string, Match>()
  for (const statement of statements) {
    const { source, start, end } = statement
    const text = source.text.slice(start, end).trim().replace(/\s+/g, ' ')
    const first = seen.get(text)
    if (first === undefined) {
      seen.set(text, statement)
      continue
    }
    report.add(headSpot(statement), 'warning', 'R0115', () => ({
      message: `this is written twice in ${product}: line ${first.place.line} says the same`,
      related: [related('it is written here first', headSpot(first))]
    }))
  }
}

/** By the tariffs that a plan names; null where one of them is not in order. */
function countedBy({ damaged, statements }: PlanDeclaration, { tariffs }: PlanWorld): ReadonlySet<BaseUnit> | null {
  const named = statements.flatMap(allMentionsOf).filter(({ kind: of }) => of === 'tariff')
  const found = named.map(({ name }) => tariffs.find(tariff => tariff.name === name)?.unit)
  const units = found.flatMap(unit => unit ?? [])
  return damaged || units.length < named.length ? null : new Set(units)
}

interface Standing {
  /** 'plan mobile-40'; null for what stands by itself. */
  readonly product: string | null
  readonly kind: 'plan' | 'feature' | null
  readonly before: readonly Match[]
  readonly beside: readonly Match[] | null
  readonly counted: ReadonlySet<BaseUnit> | null
  /** Filled with those that the statement brings. */
  readonly applications: PlacedApplication[]
  readonly said: SaidAlone[]
}

function lowered(match: Match, standing: Standing, world: PlanWorld): PlanRule[] {
  const { applications, product, said } = standing
  const { signature, source, start } = match
  const firstWord = /^[^\s<[(]+/.exec(signature.pattern)?.[0] ?? signature.id
  const called = product === null ? statementName(match) : `${product} > ${firstWord}`
  const at = ruleAt({ source, start, end: match.end }, called)
  if (signature.lower === undefined) return [{ signature: signature.id, value: match.slots, at }]
  const result = lowerSafely(signature, match, contextOf({ rule: at, signature }, standing, world))
  if ('fault' in result) {
    const [plugin] = signature.id.split('.')
    const message = `the plugin ${plugin} failed at this ${quoted(firstWord)}: ${result.fault}`
    world.report.error(headSpot(match), 'R0480', message)
    return []
  }
  if (result.ok) {
    const { alone, applies, ofNew = [], proven, value, warnings = [] } = result
    world.report.takeOfNew(ofNew)
    world.report.take(warnings)
    if (applies !== undefined) applications.push({ application: applies, word: firstWord, spot: headSpot(match) })
    if (alone !== undefined) said.push({ phrase: alone, spot: headSpot(match) })
    const forAll = signature.forEveryCurrency !== undefined
    return [{ signature: signature.id, value, at, ...(proven === true && { proven }), ...(forAll && { forAll }) }]
  }
  world.report.take(result.diagnostics)
  return []
}

/** A plugin's mistake is told at the statement that met it: nothing stops the check of the rest. */
function lowerSafely(
  { lower }: Signature,
  match: Match,
  context: LowerContext
): LowerResult | { readonly fault: string } {
  try {
    const result: unknown = lower?.(match, context)
    return isLowered(result) ? result : { fault: 'its lower gave neither a value nor diagnostics' }
  } catch (thrown) {
    return { fault: thrownText(thrown) }
  }
}

function isLowered(result: unknown): result is LowerResult {
  if (typeof result !== 'object' || result === null || !('ok' in result)) return false
  return result.ok === true || ('diagnostics' in result && Array.isArray(result.diagnostics))
}

function contextOf(
  { rule, signature }: { readonly rule: RuleRef; readonly signature: Signature },
  { before, beside, counted, kind }: Standing,
  { currency, days, names, tariffs, units, zone }: PlanWorld
): LowerContext {
  return {
    currency,
    zone,
    units,
    rule,
    before,
    beside,
    within: kind,
    dayTimes: (hours, except) => timesIn(days, hours, except),
    micro: (money: MoneyLiteral) => money.micro,
    countedIn: counted,
    error: (other, span, message, more = {}) => refusal(signature, { source: other.source, ...span }, message, more),
    warning: (other, span, message, more = {}) => {
      return { ...refusal(signature, { source: other.source, ...span }, message, more), severity: 'warning' }
    },
    declared: (kind: string, name: string) => names.place(kind, name),
    serviceOf: (tariff: string) => tariffs.find(({ name }) => name === tariff)?.service,
    typesIn: (category: string) => names.typesIn(category),
    unitOf: (wanted: string) => tariffs.find(({ service }) => service === wanted)?.unit
  }
}

/** A code that the statement does not declare has no page: that is a mistake of the plugin. */
export function refusal(signature: Signature, spot: Spot, message: string, more: RefusalDetails): Diagnostic {
  const { code = REFUSED, expected = [], nearest } = more
  if (code !== REFUSED && signature.errors?.[code] === undefined)
    throw new Error(`${code} is not among the errors of ${signature.id}`)
  const problem = { code, message, start: spot.start, end: spot.end, expected }
  return diagnose(spot.source, nearest === undefined ? problem : { ...problem, nearest })
}

const REFUSED = 'R0120'

function timesIn(world: DayWorld, hours: WeekHours | null, except: DaySet | null): DayTimes | null {
  const names = calendarNames(daySetsOf({ hours, except }))
  if (world.ownCalendar === null && names.includes(OWN_CALENDAR)) return null
  const days = (name: string): readonly number[] =>
    world.calendars.get(name === OWN_CALENDAR ? (world.ownCalendar ?? '') : name) ?? []
  return { hours, except, calendars: Object.fromEntries(names.map(name => [name, days(name)])) }
}
