// Checks a set of rules: each file and each statement by itself, then all of them together. What depends on a part that is
// as it was in the last check is recalled: `parts.check` names all that a finding depends on.
import { checkAllApplications } from '../checker/check-applications.ts'
import { checkAmounts } from '../checker/check-amounts.ts'
import { checkConditional } from '../checker/check-conditional.ts'
import { checkCalendar } from '../checker/check-calendar.ts'
import { conditionWorld } from '../checker/condition-world.ts'
import { checkExampleLife } from '../checker/check-example-life.ts'
import { checkAllExamples } from '../checker/check-examples.ts'
import { checkOperator } from '../checker/check-operator.ts'
import { checkPlan, checkProduct, type PlanWorld } from '../checker/check-plan.ts'
import { checkStatements } from '../checker/check-statements.ts'
import { checkPlanTariffs } from '../checker/check-plan-tariffs.ts'
import { checkReconciliations } from '../checker/check-reconciliations.ts'
import { checkSize } from '../checker/check-size.ts'
import { catalogueFor, checkUnits } from '../checker/declared-units.ts'
import { checkVersions } from '../checker/check-versions.ts'
import { daysOfRegion, type RegionWorld } from '../checker/days-of-region.ts'
import { withCyclesBefore, withHeldDays } from '../checker/held-days.ts'
import type { Memory } from '../checker/memory.ts'
import { Names, allMentionsOf, type TakenNames } from '../checker/names.ts'
import { keyOf, PartChecker } from '../checker/part-checker.ts'
import { Report, ruleAt } from '../checker/report.ts'
import { RuleFiles } from '../checker/rule-files.ts'
import type { FactSignature } from '../conditions/fact-signature.ts'
import type { TariffForm } from '../compiler/tariff-form.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Match } from '../signature/match.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import type { UnitWords } from '../signature/slot.ts'
import { SourceText } from '../text/source-text.ts'
import type { HolidaysDeclaration, Spot } from '../vocabulary/declarations.ts'
import { lowerRules, type Declarations } from '../vocabulary/lower-rules.ts'
import type { ReadRows } from '../vocabulary/table-row.ts'
import type { PublicHolidays } from './public-holidays.ts'
import type { HolidayCalendar, Operator, PlanVersion, ProductVersion, RuleSet } from './rule-set.ts'
import { checkServices, checkTariffs, daysOf, tiersNamed } from './tariff-forms.ts'
import { checkZoneTables, zoneTable } from './zone-tables.ts'
import { byName } from './versions-by-name.ts'

export interface CheckedRules {
  readonly diagnostics: readonly Diagnostic[]
  /** The rules as far as they are right; whole when no diagnostic is an error. */
  readonly checked: CheckedSet
  readonly sound: boolean
  /** Sound but for what is asked of texts that are not published yet. */
  readonly usable: boolean
  /** What the files were read with: the statements given, with the units that the rules declare. */
  readonly catalogue: SignatureCatalogue
  /** Top-level statements by rule file, in order of the paths. */
  readonly statements: ReadonlyMap<string, readonly Match[]>
  /** The rows of a statement's table and of the CSV file that it names. */
  readonly rows: ReadRows
  /** Rule files, the CSV files that they name, and templates, by path, in order. */
  readonly used: readonly (readonly [path: string, text: string])[]
  /** What was looked up elsewhere, as files; they are among `used`. */
  readonly resolved: ReadonlyMap<string, string>
}

/** The rules with tariffs that are not compiled yet. */
export interface CheckedSet extends Omit<RuleSet, 'version' | 'tariffs'> {
  readonly tariffs: ReadonlyMap<string, readonly TariffForm[]>
}

export interface RuleTexts {
  /** By path relative to the rules folder. */
  readonly files: ReadonlyMap<string, string>
  readonly catalogue: SignatureCatalogue
  /** Facts of plugins. */
  readonly facts?: readonly FactSignature[]
  /** Undefined: nobody here knows public holidays. */
  readonly publicHolidays?: PublicHolidays | undefined
  readonly taken?: TakenNames | undefined
}

/** The same with a memory of earlier checks as without, but sooner. */
export function checkRules(texts: RuleTexts, memory: Memory): CheckedRules {
  const { files, facts = [], publicHolidays, taken } = texts
  const size = new Report()
  const fits = checkSize(files, size)
  const report = new Report()
  const catalogue = fits ? catalogueFor(files, texts.catalogue, memory) : texts.catalogue
  const ruleFiles = new RuleFiles(fits ? files : NO_FILES, report, memory)
  const statements = ruleFiles.parse(catalogue)
  checkUnits([...statements.values()].flat(), catalogue, report)
  const parts = new PartChecker(memory, report)
  const checked = checkTogether({
    units: catalogue.units,
    charges: catalogue.charges(),
    statements,
    files: ruleFiles,
    facts,
    taken,
    source: publicHolidays ?? null,
    parts,
    report
  })
  memory.endRun()
  const { rows, used, resolved } = ruleFiles
  return {
    diagnostics: fits ? report.diagnostics() : size.diagnostics(),
    checked,
    sound: fits && report.errors === 0,
    usable: fits && report.errors === report.errorsOfNew,
    catalogue,
    statements,
    rows,
    used,
    resolved
  }
}

const NO_FILES: ReadonlyMap<string, string> = new Map()

interface Parsed extends RegionWorld {
  readonly units: UnitWords
  /** `SignatureCatalogue.charges`. */
  readonly charges: readonly string[]
  readonly statements: ReadonlyMap<string, readonly Match[]>
  readonly facts: readonly FactSignature[]
  readonly taken: TakenNames | undefined
  readonly parts: PartChecker
}

function checkTogether(parsed: Parsed): CheckedSet {
  const { statements, files, facts, parts, report, units } = parsed
  const mayDeclare = (name: string): boolean => files.mayDeclare(name)
  const matches = [...statements.values()].flat()
  const names = namesIn(parsed, mayDeclare)
  const declared = wholeDays(lowerAll(matches, files, parts), parsed)
  names.take(tiersNamed(declared, parts))
  const operator = operatorOf(declared, startOf(matches, files), parts)
  checkMoney(statements, operator, parts)
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
  const products = { ...operator, units, names, tariffs: forms, days, applied: [], report }
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
    statements: checkStatements(matches, match => files.damaged(match), products),
    examples: declared.examples
  }
}

/** Each by itself, then those that a subscription may have together. */
function checkProducts(declared: Declarations, world: PlanWorld): Pick<RuleSet, 'plans' | 'features'> {
  const plans = declared.plans.map(plan => checkPlan(plan, world))
  const features = declared.features.map(feature => checkProduct('feature', feature, world))
  checkAllApplications(world.applied, world.report)
  return { plans: byName<PlanVersion>(plans), features: byName<ProductVersion>(features) }
}

function namesIn({ charges, parts, report, statements, taken }: Parsed, mayDeclare: (name: string) => boolean): Names {
  const names = new Names(report, mayDeclare, taken)
  names.bring('category', charges)
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

function operatorOf({ operators }: Declarations, start: Spot, parts: PartChecker): Operator {
  const inputs = operators.length === 0 ? [start.source] : operators
  return parts.check('operator', inputs, report => checkOperator(operators, start, report))
}

function checkMoney(statements: Parsed['statements'], { currency }: Operator, parts: PartChecker): void {
  for (const [file, within] of statements) {
    parts.check(`amounts ${file}`, [within, currency], report => {
      for (const match of within) checkAmounts(match, currency, report)
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
    parts.check(`examples ${file}`, [within, currency], report => {
      for (const match of within) if (!files.damaged(match)) checkExampleLife(match, currency, report)
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
