import type { EngineCondition } from '@farthing/rules-language'

/** As it was written, but for spaces: 'used (data) reaches 80% of included and not (plan is mobile-20)'. */
export function conditionText(condition: EngineCondition): string {
  if ('name' in condition) return condition.name
  if ('not' in condition) return `not (${conditionText(condition.not)})`
  if ('all' in condition) return condition.all.map(inner).join(' and ')
  return condition.any.map(conditionText).join(' or ')
}

function inner(condition: EngineCondition): string {
  return 'any' in condition && condition.any.length > 1 ? `(${conditionText(condition)})` : conditionText(condition)
}
