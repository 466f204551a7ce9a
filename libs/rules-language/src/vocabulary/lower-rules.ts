// All statements of a set of rules -> all declarations of the kernel's vocabulary.
import type { Report } from '../checker/report.ts'
import type { DeclaredExample } from '../rule-set/example.ts'
import type { Match } from '../signature/match.ts'
import type {
  ChangeRuleDeclaration,
  HolidaysDeclaration,
  MessageDeclaration,
  PolicyDeclaration,
  OperatorDeclaration,
  PlanDeclaration,
  ProductDeclaration,
  ReconciliationDeclaration,
  TariffDeclaration,
  TiersDeclaration,
  ZonesDeclaration
} from './declarations.ts'
import { exampleStatement } from './example-statements.ts'
import { lowerChangeRule } from './lower-change-rule.ts'
import { type ExampleContext, lowerExample } from './lower-example.ts'
import { lowerHolidays, lowerOperator } from './lower-operator.ts'
import { lowerFeature, lowerPlan } from './lower-plan.ts'
import { lowerMessage } from './lower-message.ts'
import { lowerPolicy } from './lower-policy.ts'
import { lowerReconcile } from './lower-reconcile.ts'
import { messageStatement, policyStatement } from './policy-statements.ts'
import { lowerTariff, lowerZones } from './lower-tariff.ts'
import { lowerTiers } from './lower-tiers.ts'
import { isOf, slotSpot } from './match-parts.ts'
import { holidaysStatement, operatorStatement } from './operator-statements.ts'
import { featureStatement, planStatement } from './plan-statements.ts'
import { reconcileStatement } from './reconcile-statements.ts'
import type { ReadRows } from './table-row.ts'
import { tariffStatement, zonesStatement } from './tariff-statements.ts'
import { tiersStatement } from './tier-statements.ts'

export interface Declarations {
  readonly operators: readonly OperatorDeclaration[]
  readonly holidays: readonly HolidaysDeclaration[]
  readonly zones: readonly ZonesDeclaration[]
  readonly tiers: readonly TiersDeclaration[]
  readonly tariffs: readonly TariffDeclaration[]
  readonly plans: readonly PlanDeclaration[]
  readonly features: readonly ProductDeclaration[]
  readonly changeRules: readonly ChangeRuleDeclaration[]
  readonly policies: readonly PolicyDeclaration[]
  readonly messages: readonly MessageDeclaration[]
  readonly reconciliations: readonly ReconciliationDeclaration[]
  readonly examples: readonly DeclaredExample[]
}

export interface LowerInput {
  readonly rows: ReadRows
  /** Was something wrong in the statement or its block? Then what is missing from it is not reported. */
  damaged(match: Match): boolean
  /** Lowers one statement, or recalls what it was lowered to. */
  once<T>(match: Match, lower: (report: Report) => T): T
}

export function lowerRules(matches: readonly Match[], { rows, damaged, once }: LowerInput): Declarations {
  const of = <T>(lower: (match: Match) => T | null): T[] => matches.flatMap(match => lower(match) ?? [])
  return {
    operators: of(match => (isOf(match, operatorStatement) ? once(match, () => lowerOperator(match)) : null)),
    holidays: of(match => {
      if (!isOf(match, holidaysStatement)) return null
      return once(match, () => ({ ...lowerHolidays(match, rows), damaged: damaged(match) }))
    }),
    zones: of(match => {
      if (!isOf(match, zonesStatement)) return null
      return once(match, () => ({ ...lowerZones(match, rows), damaged: damaged(match) }))
    }),
    tiers: of(match => {
      if (!isOf(match, tiersStatement)) return null
      return once(match, () => ({ ...lowerTiers(match, rows), damaged: damaged(match) }))
    }),
    tariffs: of(match => {
      if (!isOf(match, tariffStatement)) return null
      return once(match, () => ({ ...lowerTariff(match, rows), damaged: damaged(match) }))
    }),
    plans: of(match => {
      if (!isOf(match, planStatement)) return null
      return once(match, () => ({ ...lowerPlan(match), damaged: damaged(match) }))
    }),
    features: of(match => {
      if (!isOf(match, featureStatement)) return null
      return once(match, () => ({ ...lowerFeature(match), damaged: damaged(match) }))
    }),
    changeRules: of(lowerChangeRule),
    policies: of(match => (isOf(match, policyStatement) ? lowerPolicy(match) : null)),
    messages: of(match => (isOf(match, messageStatement) ? lowerMessage(match) : null)),
    reconciliations: of(match => (isOf(match, reconcileStatement) ? lowerReconcile(match) : null)),
    examples: of(match => {
      if (!isOf(match, exampleStatement)) return null
      return once(match, report => lowerExample(match, exampleContext(report)))
    })
  }
}

function exampleContext(report: Report): ExampleContext {
  return { error: (match, slot, message) => report.error(slotSpot(match, slot), 'R0170', message) }
}
