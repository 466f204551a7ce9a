// All statements of a set of rules together, as customers in one currency are billed by them.
import { checkAllApplications } from '../checker/check-applications.ts'
import { checkAmounts } from '../checker/check-amounts.ts'
import { checkConditional } from '../checker/check-conditional.ts'
import { checkCalendar } from '../checker/check-calendar.ts'
import { conditionWorld } from '../checker/condition-world.ts'
import { checkExampleLife } from '../checker/check-example-life.ts'
import { checkAllExamples } from '../checker/check-examples.ts'
import { checkOnce } from '../checker/check-once.ts'
import { checkOperator } from '../checker/check-operator.ts'
import { checkFeature, checkPlan, type PlanWorld } from '../checker/check-plan.ts'
import { checkStatements } from '../checker/check-statements.ts'
import { checkPlanTariffs } from '../checker/check-plan-tariffs.ts'
import { checkReconciliations } from '../checker/check-reconciliations.ts'
import { checkVersions } from '../checker/check-versions.ts'
import { type Currencies } from '../checker/currencies.ts'
import { daysOfRegion, type RegionWorld } from '../checker/days-of-region.ts'
import { withCyclesBefore, withHeldDays } from '../checker/held-days.ts'
import { Names, allMentionsOf, type TakenNames } from '../checker/names.ts'
import { keyOf, type PartChecker } from '../checker/part-checker.ts'
import { ruleAt } from '../checker/report.ts'
import { type RuleFiles } from '../checker/rule-files.ts'
import type { FactSignature } from '../conditions/fact-signature.ts'
import type { TariffForm } from '../compiler/tariff-form.ts'
import type { Match } from '../signature/match.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import type { UnitWords } from '../signature/slot.ts'
import { SourceText } from '../text/source-text.ts'
import type { HolidaysDeclaration, Spot } from '../vocabulary/declarations.ts'
import { lowerRules, type Declarations } from '../vocabulary/lower-rules.ts'
import type { DeclaredExample, Example } from './example.ts'
import type { HolidayCalendar, Operator, PlanVersion, ProductVersion, RuleSet } from './rule-set.ts'
import { checkServices, checkTariffs, daysOf, tiersNamed } from './tariff-forms.ts'
import { checkZoneTables, zoneTable } from './zone-tables.ts'
import { byName } from './versions-by-name.ts'

export interface CheckedForOne extends Omit<RuleSet, 'version' | 'tariffs' | 'others'> {
  readonly tariffs: ReadonlyMap<string, readonly TariffForm[]>
}

export interface Parsed extends RegionWorld {
  /** Of the customers for whom the rules are read. */
  readonly currency: string
  readonly currencies: Currencies
  readonly units: UnitWords
  readonly catalogue: Pick<SignatureCatalogue, 'charges' | 'categories'>
  readonly statements: ReadonlyMap<string, readonly Match[]>
  readonly facts: readonly FactSignature[]
  readonly taken: TakenNames | undefined
  readonly parts: PartChecker
}

export function checkTogether(parsed: Parsed): CheckedForOne {
  const { statements, files, facts, parts, report, units } = parsed
  const mayDeclare = (name: string): boolean => files.mayDeclare(name)
  const matches = [...statements.values()].flat()
  const names = namesIn(parsed, mayDeclare)
  const declared = wholeDays(lowerAll(matches, files, parts), parsed)
  names.take(tiersNamed(declared, parts))
  const operator = operatorOf(declared, startOf(matches, files), parsed)
  checkEach(statements, operator, parts)
  const zoneTables = checkZoneTables(declared, names, parts)
  names.resolve()
  const { forms, tiers } = checkTariffs(declared, { operator, zoneTables, parts })
  checkServices(declared, report)
  checkAllExamples(matches, { tariffs: forms, names, damaged: match => files.damaged(match), report })
  checkExampleLives(parsed, operator)
  const tariffs = checkVersions('tariff', declared.tariffs, report)
  checkVersions('plan', declared.plans, report)
  checkVersions('feature', declared.features, report)
  for (const plan of declared.plans) checkPlanTariffs(plan, { tariffs, mayDeclare, report })
  const days = daysOf(declared, operator)
  const counted = new Set(forms.map(({ unit }) => unit))
  const products = { ...operator, units, names, tariffs: forms, counted, days, applied: [], report }
  return {
    operator,
    units,
    holidays: new Map(declared.holidays.map(calendar => [calendar.name.value, calendarOf(calendar)])),
    zones: new Map(declared.zones.map(table => [table.name.value, zoneTable(table, zoneTables, parts)])),
    tiers,
    tariffs: byName(forms),
    ...checkProducts(declared, products),
    ...checkConditional(declared, conditionWorld(facts, products)),
    reconciliations: checkReconciliations(declared.reconciliations, products, parsed.taken),
    statements: checkStatements(matches, match => files.damaged(match), { ...products, plans: declared.plans }),
    examples: declared.examples.map(example => exampleFor(example, parsed))
  }
}

/** One of a file for several currencies is played for each, and says for which. */
function exampleFor(example: DeclaredExample, { currencies, currency }: Parsed): Example {
  const codes = currencies.codesOf(example.at.file) ?? []
  return { ...example, currency, title: codes.length > 1 ? `${example.title}, in ${currency}` : example.title }
}

/** Each by itself, then those that a subscription may have together. */
function checkProducts(declared: Declarations, world: PlanWorld): Pick<RuleSet, 'plans' | 'features'> {
  const plans = declared.plans.map(plan => checkPlan(plan, world))
  const features = declared.features.map(feature => checkFeature(feature, world))
  checkAllApplications(world.applied, world.report)
  return { plans: byName<PlanVersion>(plans), features: byName<ProductVersion>(features) }
}

function namesIn(
  { catalogue, currencies, parts, report, statements, taken }: Parsed,
  mayDeclare: (name: string) => boolean
): Names {
  const names = new Names(report, mayDeclare, taken, mention => currencies.declared(mention))
  names.bring('category', catalogue.charges())
  for (const [category, type] of catalogue.categories()) names.book(category, type)
  for (const [file, within] of statements) {
    names.take(parts.check(`names ${file}`, [within], () => within.flatMap(allMentionsOf)))
  }
  return names
}

/** With what only all files together say: the days of calendars, and those on which versions may hold. */
function wholeDays(lowered: Declarations, parsed: Parsed): Declarations {
  const { parts } = parsed
  return {
    ...lowered,
    holidays: lowered.holidays.map(calendar => calendarWith(calendar, parsed)),
    tariffs: withCyclesBefore(withHeldDays(lowered.tariffs, parts), lowered.plans, parts),
    plans: withHeldDays(lowered.plans, parts),
    features: withHeldDays(lowered.features, parts)
  }
}

/** The calendar with the days of its regions. */
function calendarWith(calendar: HolidaysDeclaration, parsed: Parsed): HolidaysDeclaration {
  const regions = calendar.regions.map(region => daysOfRegion(region, parsed))
  return parsed.parts.check(`calendar ${keyOf(calendar.name.spot)}`, [calendar, ...regions], report => ({
    ...calendar,
    days: checkCalendar(calendar, regions, report)
  }))
}

function operatorOf(
  { operators }: Declarations,
  start: Spot,
  { currencies, currency, parts, statements }: Parsed
): Operator {
  const inputs = operators.length === 0 ? [start.source] : operators
  const sayingMore = currency === currencies.own ? [] : [...statements.values()]
  return parts.check('operator', [...inputs, ...sayingMore], report => {
    const said = operators.map(each => currencies.operatorFor(currency, each))
    return checkOperator(said, start, report)
  })
}

function checkEach(statements: Parsed['statements'], { currency }: Operator, parts: PartChecker): void {
  for (const [file, within] of statements) {
    parts.check(`amounts ${file}`, [within, currency], report => {
      for (const match of within) checkAmounts(match, currency, report)
    })
    parts.check(`once ${file}`, [within], report => {
      checkOnce(within, report)
    })
  }
}

function lowerAll(matches: readonly Match[], files: RuleFiles, parts: PartChecker): Declarations {
  return lowerRules(matches, {
    rows: files.rows,
    damaged: match => files.damaged(match),
    once: (match, lower) =>
      parts.check(`lowered ${keyOf(match)}`, [match, files.damaged(match), ...files.textsNamedBy(match)], lower)
  })
}

function checkExampleLives({ files, parts, statements }: Parsed, { currency }: Operator): void {
  for (const [file, within] of statements) {
    const damaged = new Set(within.filter(match => files.damaged(match)))
    parts.check(`examples ${file}`, [within, currency, ...damaged], report => {
      for (const match of within) if (!damaged.has(match)) checkExampleLife(match, currency, report)
    })
  }
}

/** Where to say that something is missing from all files. */
function startOf(matches: readonly Match[], files: RuleFiles): Spot {
  const source = matches[0]?.source ?? new SourceText(files.used[0]?.[0] ?? 'rules', files.used[0]?.[1] ?? '')
  return { source, start: 0, end: 0 }
}

function calendarOf({ name, days }: HolidaysDeclaration): HolidayCalendar {
  return {
    name: name.value,
    days: days.map(({ date, title }) => ({ date, title })),
    at: ruleAt(name.spot, `holidays ${name.value}`)
  }
}
