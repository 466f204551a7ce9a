// All statements of a set of rules -> all declarations of the kernel's vocabulary.
import type { Report } from '../checker/report.ts'
import type { Example } from '../rule-set/example.ts'
import type { Match } from '../signature/match.ts'
import type {
  HolidaysDeclaration,
  OperatorDeclaration,
  PlanDeclaration,
  TariffDeclaration,
  ZonesDeclaration
} from './declarations.ts'
import { exampleStatement } from './example-statements.ts'
import { lowerExample } from './lower-example.ts'
import { lowerHolidays, lowerOperator } from './lower-operator.ts'
import { lowerPlan } from './lower-plan.ts'
import { lowerTariff, lowerZones } from './lower-tariff.ts'
import { isOf, slotSpot } from './match-parts.ts'
import { holidaysStatement, operatorStatement } from './operator-statements.ts'
import { planStatement } from './plan-statements.ts'
import type { ReadRows } from './table-row.ts'
import { tariffStatement, zonesStatement } from './tariff-statements.ts'

export interface Declarations {
  readonly operators: readonly OperatorDeclaration[]
  readonly holidays: readonly HolidaysDeclaration[]
  readonly zones: readonly ZonesDeclaration[]
  readonly tariffs: readonly TariffDeclaration[]
  readonly plans: readonly PlanDeclaration[]
  readonly examples: readonly Example[]
}

export interface LowerInput {
  readonly rows: ReadRows
  /** Was something wrong in the statement or its block? Then what is missing from it is not reported. */
  damaged(match: Match): boolean
  readonly report: Report
}

export function lowerRules(matches: readonly Match[], { rows, damaged, report }: LowerInput): Declarations {
  const error = (match: Match, slot: string, message: string): void =>
    report.error(slotSpot(match, slot), 'R0170', message)
  const of = <T>(lower: (match: Match) => T | null): T[] => matches.flatMap(match => lower(match) ?? [])
  return {
    operators: of(match => (isOf(match, operatorStatement) ? lowerOperator(match) : null)),
    holidays: of(match => (isOf(match, holidaysStatement) ? lowerHolidays(match, rows) : null)),
    zones: of(match => {
      if (!isOf(match, zonesStatement)) return null
      const table = lowerZones(match, rows)
      return { ...table, damaged: damaged(match) }
    }),
    tariffs: of(match => {
      if (!isOf(match, tariffStatement)) return null
      const tariff = lowerTariff(match, rows)
      return { ...tariff, damaged: damaged(match) }
    }),
    plans: of(match => (isOf(match, planStatement) ? { ...lowerPlan(match), damaged: damaged(match) } : null)),
    examples: of(match => (isOf(match, exampleStatement) ? lowerExample(match, { error }) : null))
  }
}
