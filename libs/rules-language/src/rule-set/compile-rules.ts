// Rule files in, a rule set or what is wrong with them out. Pure: no file system, no clock.
import { checkAmounts } from '../checker/check-amounts.ts'
import { checkExamples, warnOfIdleExamples } from '../checker/check-examples.ts'
import { checkOperator } from '../checker/check-operator.ts'
import { checkPlan } from '../checker/check-plan.ts'
import { checkPlanTariffs } from '../checker/check-plan-tariffs.ts'
import { checkTariff, type TariffWorld } from '../checker/check-tariff.ts'
import { checkCalendar } from '../checker/check-calendar.ts'
import { checkVersions } from '../checker/check-versions.ts'
import { checkZones } from '../checker/check-zones.ts'
import { Names } from '../checker/names.ts'
import { Report, ruleAt } from '../checker/report.ts'
import { RuleFiles } from '../checker/rule-files.ts'
import { type ZoneForms, zoneForms } from '../checker/zone-forms.ts'
import { compileTariff } from '../compiler/compile-tariff.ts'
import type { TariffForm } from '../compiler/tariff-form.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { buildCatalogue } from '../signature/build-catalogue.ts'
import type { Match } from '../signature/match.ts'
import type { Signature } from '../signature/signature.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import { SourceText } from '../text/source-text.ts'
import type { HolidaysDeclaration, Spot, ZoneRow, ZonesDeclaration } from '../vocabulary/declarations.ts'
import { lowerRules, type Declarations } from '../vocabulary/lower-rules.ts'
import { kernelVocabulary } from '../vocabulary/vocabulary.ts'
import type { HolidayCalendar, Operator, PlanVersion, RuleSet, ZoneTable } from './rule-set.ts'
import { sha256 } from './sha256.ts'

export interface RulesInput {
  /** Texts by path relative to the rules folder, with forward slashes; CSV files that rules name are among them. */
  readonly files: ReadonlyMap<string, string>
  /** Statements of plugins; the kernel's own are always there. */
  readonly signatures: readonly Signature[]
}

export type CompileResult =
  | { readonly ok: true; readonly rules: RuleSet; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Diagnostics are in order of file and place; with `ok` they are warnings only. Throws when signatures do not fit together. */
export function compileRules({ files, signatures }: RulesInput): CompileResult {
  const catalogue = catalogueOf(signatures)
  const report = new Report()
  const ruleFiles = new RuleFiles(files, report)
  const matches = ruleFiles.parse(catalogue)
  const checked = checkRules(matches, ruleFiles, report)
  const diagnostics = report.diagnostics()
  if (report.errors > 0) return { ok: false, diagnostics }
  const tariffs = new Map([...checked.tariffs].map(([name, forms]) => [name, forms.map(compileTariff)]))
  const version = `sha256:${sha256(JSON.stringify(ruleFiles.used))}`
  return { ok: true, rules: { ...checked, version, tariffs }, diagnostics }
}

/** Comparing all pairs of statements takes longer than reading a small set of rules. */
const catalogues = new WeakMap<readonly Signature[], SignatureCatalogue>()

function catalogueOf(signatures: readonly Signature[]): SignatureCatalogue {
  const known = catalogues.get(signatures)
  if (known !== undefined) return known
  const built = buildCatalogue([...kernelVocabulary, ...signatures])
  if (!built.ok) throw new Error(`statements do not fit together: ${built.problems.join('; ')}`)
  catalogues.set(signatures, built.catalogue)
  return built.catalogue
}

interface Checked extends Omit<RuleSet, 'version' | 'tariffs'> {
  readonly tariffs: ReadonlyMap<string, readonly TariffForm[]>
}

function checkRules(matches: readonly Match[], files: RuleFiles, report: Report): Checked {
  const mayDeclare = (name: string): boolean => files.mayDeclare(name)
  const names = new Names(report, mayDeclare)
  for (const match of matches) names.collect(match)
  const declared = lowerRules(matches, { rows: files.rows, damaged: match => files.damaged(match), report })
  const operator = checkOperator(declared.operators, startOf(matches, files), report)
  for (const match of matches) checkAmounts(match, operator.currency, report)
  const zoneRows = new Map(declared.zones.map(table => [table.name.value, checkZones(table, report)]))
  for (const rows of zoneRows.values()) declareZones(rows, names)
  names.resolve()
  const zoneTables = new Map([...zoneRows].map(([name, rows]) => [name, zoneForms(name, rows)]))
  const world = worldOf(declared, { operator, zoneTables, report })
  const forms = declared.tariffs.flatMap(tariff => checkTariff(tariff, world) ?? [])
  checkServices(declared, report)
  checkExamples(matches, forms, report)
  warnOfIdleExamples(matches, match => files.damaged(match), report)
  for (const calendar of declared.holidays) checkCalendar(calendar, report)
  const tariffs = checkVersions('tariff', declared.tariffs, report)
  checkVersions('plan', declared.plans, report)
  for (const plan of declared.plans) checkPlanTariffs(plan, { tariffs, mayDeclare, report })
  const plans = declared.plans.map(plan =>
    checkPlan(plan, { currency: operator.currency, names, tariffs: forms, report })
  )
  return {
    operator,
    holidays: new Map(declared.holidays.map(calendar => [calendar.name.value, calendarOf(calendar)])),
    zones: new Map(
      declared.zones.map(table => [table.name.value, tableOf(table, zoneTables.get(table.name.value) ?? NO_ZONES)])
    ),
    tariffs: byName(forms),
    plans: byName<PlanVersion>(plans),
    examples: declared.examples
  }
}

const NO_ZONES: ZoneForms = { zones: [], prefixes: [] }

/** Where to say that something is missing from all files. */
function startOf(matches: readonly Match[], files: RuleFiles): Spot {
  const source = matches[0]?.source ?? new SourceText(files.used[0]?.[0] ?? 'rules', files.used[0]?.[1] ?? '')
  return { source, start: 0, end: 0 }
}

function declareZones(rows: readonly ZoneRow[], names: Names): void {
  const seen = new Set<string>()
  for (const { zone, spot } of rows) {
    if (!seen.has(zone)) names.declare({ kind: 'zone', name: zone, spot })
    seen.add(zone)
  }
}

interface Resolved {
  readonly operator: Operator
  readonly zoneTables: ReadonlyMap<string, ZoneForms>
  readonly report: Report
}

function worldOf(declared: Declarations, { operator, zoneTables, report }: Resolved): TariffWorld {
  const calendar = declared.holidays.find(({ name }) => name.value === operator.holidays)
  const damaged = new Set(declared.zones.filter(table => table.damaged).map(({ name }) => name.value))
  const epoch = Temporal.PlainDate.from('1970-01-01')
  return {
    currency: operator.currency,
    clockZone: operator.zone,
    zoneTables: new Map([...zoneTables].filter(([name]) => !damaged.has(name))),
    holidays: operator.holidays === null ? null : (calendar?.days ?? []).map(({ date }) => epoch.until(date).days),
    report
  }
}

/** Versions of one tariff rate the same service. */
function checkServices({ tariffs }: Declarations, report: Report): void {
  const services = new Map<string, string>()
  for (const { name, service } of tariffs) {
    const first = services.get(name.value)
    if (first === undefined) services.set(name.value, service.value)
    else if (first !== service.value) {
      report.error(service.spot, 'R0116', `another version of tariff ${name.value} is for ${first}`)
    }
  }
}

function calendarOf({ name, days }: HolidaysDeclaration): HolidayCalendar {
  return {
    name: name.value,
    days: days.map(({ date, title }) => ({ date, title })),
    at: ruleAt(name.spot, `holidays ${name.value}`)
  }
}

function tableOf({ name }: ZonesDeclaration, { zones, prefixes }: ZoneForms): ZoneTable {
  return {
    name: name.value,
    zones,
    prefixes: prefixes.map(({ prefix, zone, at }) => ({ prefix, zone: zones[zone] ?? '', at })),
    at: ruleAt(name.spot, `zones ${name.value}`)
  }
}

function byName<T extends { readonly name: string; readonly from: Temporal.PlainDate | null }>(
  all: readonly T[]
): Map<string, T[]> {
  const groups = Map.groupBy(all, ({ name }) => name)
  for (const versions of groups.values()) {
    versions.sort((a, b) => {
      if (a.from === null || b.from === null) return a.from === b.from ? 0 : a.from === null ? -1 : 1
      return Temporal.PlainDate.compare(a.from, b.from)
    })
  }
  return groups
}
