// On which days gates are judged: a change that is dated inside the rules must pass them too.
import { compareDates } from '@farthing/billing-core/values'
import { inEachCurrency, type RuleSet } from '@farthing/rules-language'
import { newClaims } from '../bill/index.ts'
import { changeBooks, type RulesChange } from './impact-side.ts'
import type { ImpactReport } from './impact-tally.ts'

/** The first day, and each later one on which a version of a plan, a feature or a tariff begins or ends; in order. */
export function gateDays(first: Temporal.PlainDate, ruleSets: readonly RuleSet[]): Temporal.PlainDate[] {
  const later = ruleSets
    .flatMap(inEachCurrency)
    .flatMap(({ plans, features, tariffs }) => [...plans.values(), ...features.values(), ...tariffs.values()].flat())
    .flatMap(({ from, until }) => [from, until])
    .filter(day => day !== null)
    .filter(day => compareDates(day, first) > 0)
    .toSorted(compareDates)
  return withoutRepeats([first, ...later])
}

/** The days on which versions come into force that reach back, and that the rules before have not: the next bills correct earlier ones. In order. */
export function correctionDays(change: RulesChange): Temporal.PlainDate[] {
  const books = changeBooks(change)
  const claims = newClaims(books.before, books.after)
  return withoutRepeats(claims.map(({ inForce }) => inForce).toSorted(compareDates))
}

function withoutRepeats(days: readonly Temporal.PlainDate[]): Temporal.PlainDate[] {
  return days.filter((day, index) => days[index - 1]?.equals(day) !== true)
}

/** A gate is broken by what was found, however little that is. */
export function breaksGates({ gates }: Pick<ImpactReport, 'gates'>): boolean {
  return gates.some(({ ok }) => !ok)
}

/** No account has a bill in the days: gates have nothing to say, neither that they hold nor that they break. */
export function isOfNobody(report: Pick<ImpactReport, 'gates' | 'compared' | 'parked'>): boolean {
  return report.compared === 0 && report.parked.accounts === 0 && !breaksGates(report)
}

/** Nothing holds over nothing: gates need an account that both rule sets could bill. */
export function gatesHold(report: Pick<ImpactReport, 'gates' | 'compared'>): boolean {
  return report.gates.length === 0 || (report.compared > 0 && !breaksGates(report))
}
