// Checks a set of rules: each file and each statement by itself, then all of them together. What depends on a part that is
// as it was in the last check is recalled: `parts.check` names all that a finding depends on.
import { checkSize } from '../checker/check-size.ts'
import { catalogueFor, checkUnits } from '../checker/declared-units.ts'
import { Currencies } from '../checker/currencies.ts'
import { mergeFindings } from '../checker/findings-by-currency.ts'
import type { Memory } from '../checker/memory.ts'
import type { TakenNames } from '../checker/names.ts'
import { PartChecker } from '../checker/part-checker.ts'
import { Report } from '../checker/report.ts'
import { RuleFiles } from '../checker/rule-files.ts'
import type { FactSignature } from '../conditions/fact-signature.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Match } from '../signature/match.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import type { ReadRows } from '../vocabulary/table-row.ts'
import { type CheckedForOne, checkTogether } from './check-together.ts'
import type { PublicHolidays } from './public-holidays.ts'

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
export interface CheckedSet extends CheckedForOne {
  /** For customers in the other currencies. */
  readonly others: ReadonlyMap<string, CheckedForOne>
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
  const currencies = new Currencies(statements, report)
  const common = { units: catalogue.units, catalogue, files: ruleFiles, facts, taken, currencies }
  const readings = [currencies.own, ...currencies.others].map((currency): Reading => {
    const own = new Report(currencies.others.length === 0 ? undefined : LISTED_FOR_EACH)
    const parts = new PartChecker(memory, own, currency === currencies.own ? '' : `${currency} `)
    const read = { currency, statements: currencies.statementsFor(currency), source: publicHolidays ?? null }
    return { currency, checked: checkTogether({ ...common, ...read, parts, report: own }), report: own }
  })
  mergeFindings(readings, currencies, report)
  memory.endRun()
  const [first, ...others] = readings as [Reading, ...Reading[]]
  const { rows, used, resolved } = ruleFiles
  return {
    diagnostics: fits ? report.diagnostics() : size.diagnostics(),
    checked: {
      ...first.checked,
      examples: readings.flatMap(one => one.checked.examples),
      others: new Map(others.map(one => [one.currency, one.checked]))
    },
    sound: fits && report.errors === 0,
    usable: fits && report.lastingErrors === 0,
    catalogue,
    statements,
    rows,
    used,
    resolved
  }
}

/** The rules for customers of one currency, and what was found in them. */
interface Reading {
  readonly currency: string
  readonly checked: CheckedForOne
  readonly report: Report
}

/** Findings of a code of one reading: which of them count is known when all are read. */
const LISTED_FOR_EACH = 1_000

const NO_FILES: ReadonlyMap<string, string> = new Map()
