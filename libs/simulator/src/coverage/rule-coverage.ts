// The rules of a rule set against those that were touched, file by file.
import { formatPlace, type RuleRef, type RuleTree, ruleTrees } from '@farthing/billing-core/values'
import { inEachCurrency, type RuleSet } from '@farthing/rules-language'

/** How many rules there are, and how many of them were touched. */
export interface Counted {
  readonly rules: number
  readonly touched: number
}

export interface RuleCoverage extends Counted {
  /** In order of their names. */
  readonly files: readonly FileCoverage[]
}

export interface FileCoverage extends Counted {
  readonly file: string
  /** In the order of the file; a block of which nothing was touched stands for all in it. */
  readonly untouched: readonly UntouchedRule[]
  /** Of the CSV file of a deck, which counts as one rule: its rows. Null for a rule file, and for a matrix in a CSV file. */
  readonly rows: Counted | null
}

export interface UntouchedRule extends RuleRef {
  /** Itself and what is within. */
  readonly rules: number
}

/** `seen`: places of the rules that were touched, as `formatPlace` writes them; what has proven itself counts as touched too. */
export function ruleCoverage(rules: RuleSet, seen: ReadonlySet<string>): RuleCoverage {
  const all = inEachCurrency(rules)
  const proven = all.flatMap(each => each.statements.filter(statement => statement.proven === true))
  const places = new Set([...seen, ...proven.map(({ at }) => formatPlace(at))])
  const byFile = new Map<string, FileCount>()
  const counted = new Set<string>()
  for (const one of all) {
    const { tariffs, tiers, plans, features, changeRules, policies, messages, reconciliations, statements, units } = one
    const said = { plans, features, changeRules, policies, messages, reconciliations, statements, units }
    const isNew = ({ at }: RuleTree): boolean => !counted.has(formatPlace(at)) // a file may be for several currencies
    const [priced, others] = [ruleTrees({ tariffs, tiers }), ruleTrees(said)].map(trees => [...trees].filter(isNew))
    for (const tree of priced ?? []) count(tree, { places, byFile, areRows: true })
    for (const tree of others ?? []) count(tree, { places, byFile, areRows: false })
    for (const { at } of [...(priced ?? []), ...(others ?? [])]) counted.add(formatPlace(at))
  }
  const files = [...byFile].map(([file, counted]) => counted.result(file)).sort((a, b) => (a.file < b.file ? -1 : 1))
  return { ...sum(files), files }
}

/** Whether at least `percent` of the rules were touched. */
export function reaches({ rules, touched }: Counted, percent: number): boolean {
  return touched * 100 >= rules * percent
}

function sum(parts: readonly Counted[]): Counted {
  const of = (pick: (part: Counted) => number): number => parts.reduce((total, part) => total + pick(part), 0)
  return { rules: of(part => part.rules), touched: of(part => part.touched) }
}

class FileCount {
  /** Rows of a CSV file that were met: tariffs share its rows. */
  readonly rows = new Set<string>()
  rules = 0
  touched = 0
  readonly untouched: UntouchedRule[] = []

  result(file: string): FileCoverage {
    const { rules, touched } = this
    if (this.rows.size === 0) return { file, rules, touched, untouched: this.untouched.sort(byPlace), rows: null }
    const deck = { rule: `every row of ${file}`, file, line: 1, column: 1, rules: 1 }
    const untouched = touched === 0 ? [deck] : []
    return { file, rules: 1, touched: Math.min(touched, 1), untouched, rows: { rules, touched } }
  }
}

interface Counting {
  readonly places: ReadonlySet<string>
  readonly byFile: Map<string, FileCount>
  /** What stands in CSV files are the rows of a deck; else cells of a matrix, which count one by one. */
  readonly areRows: boolean
}

/** Adds a rule and what is within it to the counts of their files; whether any of them was touched. */
function count(tree: RuleTree, counting: Counting): boolean {
  const { areRows, byFile, places } = counting
  const { at } = tree
  const file = byFile.get(at.file) ?? new FileCount()
  byFile.set(at.file, file)
  const place = formatPlace(at)
  if (file.rows.has(place)) return places.has(place)
  const isRow = areRows && !isRuleFile(at.file)
  if (isRow) file.rows.add(place)
  const listed = file.untouched.length
  const before = file.rules
  const inner = tree.within.map(within => count(within, counting))
  const touched = places.has(place) || inner.includes(true)
  file.rules += 1
  if (touched) file.touched += 1
  else if (!isRow) file.untouched.splice(listed, Infinity, { ...at, rules: file.rules - before })
  return touched
}

function isRuleFile(file: string): boolean {
  return file.endsWith('.farthing')
}

function byPlace(a: RuleRef, b: RuleRef): number {
  return a.line - b.line || a.column - b.column
}
