// What a comparison is asked, over files as over a database.
import { compareDates } from '@farthing/billing-core/values'
import { type Gate, currenciesOf, type RuleSet } from '@farthing/rules-language'
import type { ImpactRange } from '@farthing/simulator'
import { CallProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'

export interface ImpactOptions {
  /** A folder of rules, or without files a published version. */
  readonly before?: string
  readonly usage?: string
  readonly format?: string
  readonly subscribers?: string
  readonly from?: string
  readonly until?: string
  readonly on?: string
  readonly currency?: string
  readonly failIf?: readonly string[]
  readonly gates?: string
  readonly top: string
  readonly json?: true
}

/** What every way of comparing is asked. */
export interface AskedImpact {
  /** Of the rules after: a folder, or without files a published version. */
  readonly rules: string
  readonly from: Temporal.PlainDate | undefined
  readonly until: Temporal.PlainDate | undefined
  /** Both as they are on that day. */
  readonly on: Temporal.PlainDate | undefined
  /** Of the customers; the operator's own when it is left out. */
  readonly currency: string | undefined
  readonly gates: readonly Gate[]
  readonly top: number
}

/** Refuses days in the wrong order. */
export function rangeOf(from: Temporal.PlainDate, until: Temporal.PlainDate): ImpactRange {
  if (compareDates(from, until) < 0) return { from, until }
  throw new CallProblem(
    `--from ${from} is not before --until ${until}: bills dated after the one are compared, up to and including the other`
  )
}

/** One for which either rules have anything; says which customers are left out where nobody chose. */
export function checkCurrency(chosen: string | undefined, rules: readonly RuleSet[], terminal: Terminal): void {
  const known = currenciesOf(...rules)
  if (chosen !== undefined && !known.includes(chosen))
    throw new CallProblem(`--currency is ${chosen}, and the rules bill in ${known.join(', ')}`)
  const own = rules.at(-1)?.operator.currency
  const others = known.filter(code => code !== own)
  if (chosen === undefined && others.length > 0)
    terminal.err(`Only customers in ${own} are compared: --currency ${others.join(' or ')} compares the others.\n`)
}
