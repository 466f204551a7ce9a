// A plan: its plugins' statements lowered, each under the name by which explanations cite it.
import type { RuleRef } from '@farthing/billing-core/values'
import type { TariffForm } from '../compiler/tariff-form.ts'
import type { PlanRule, PlanVersion } from '../rule-set/rule-set.ts'
import type { LowerContext } from '../signature/lower.ts'
import type { Match, Span } from '../signature/match.ts'
import type { MoneyLiteral } from '../signature/slot-value.ts'
import type { PlanDeclaration } from '../vocabulary/declarations.ts'
import type { Names } from './names.ts'
import { type Report, ruleAt } from './report.ts'

export interface PlanWorld {
  readonly currency: string
  readonly names: Names
  /** The tariffs that are in order. */
  readonly tariffs: readonly Pick<TariffForm, 'name' | 'service' | 'unit'>[]
  readonly report: Report
}

export function checkPlan(plan: PlanDeclaration, world: PlanWorld): PlanVersion {
  const { name, title, from, until, family, level, statements } = plan
  return {
    name: name.value,
    title,
    from: from?.value ?? null,
    until: until?.value ?? null,
    family,
    level,
    rules: statements.flatMap((statement, index) =>
      lowered(statement, { plan: `plan ${name.value}`, before: statements.slice(0, index) }, world)
    ),
    at: ruleAt(name.spot, `plan ${name.value}`)
  }
}

interface Standing {
  /** 'plan mobile-40' */
  readonly plan: string
  readonly before: readonly Match[]
}

function lowered(match: Match, { plan, before }: Standing, world: PlanWorld): PlanRule[] {
  const { signature, source, start } = match
  const firstWord = /^[^\s<[(]+/.exec(signature.pattern)?.[0] ?? signature.id
  const at = ruleAt({ source, start, end: match.end }, `${plan} > ${firstWord}`)
  if (signature.lower === undefined) return [{ signature: signature.id, value: match.slots, at }]
  const result = signature.lower(match, contextOf(at, before, world))
  if (result.ok) return [{ signature: signature.id, value: result.value, at }]
  world.report.take(result.diagnostics)
  return []
}

function contextOf(rule: RuleRef, before: readonly Match[], { currency, names, tariffs }: PlanWorld): LowerContext {
  return {
    currency,
    rule,
    before,
    micro: (money: MoneyLiteral) => money.micro,
    error: (other: Match, span: Span, message: string) => {
      const from = other.source.place(span.start)
      const to = other.source.place(span.end)
      return { code: 'R0120', severity: 'error', message, ...from, endLine: to.line, endColumn: to.column }
    },
    declared: (kind: string, name: string) => names.place(kind, name),
    serviceOf: (tariff: string) => tariffs.find(({ name }) => name === tariff)?.service,
    unitOf: (wanted: string) => tariffs.find(({ service }) => service === wanted)?.unit
  }
}
