// Finds the rules that a value speaks of. Every rule that took part in an outcome is named in it by a RuleRef, and every
// rule of a rule set carries its own as `at`; so one walk finds both, whoever's statement it is.
import type { RuleRef } from './explanation.ts'

/** A rule, and the rules that are written inside it. */
export interface RuleTree {
  readonly at: RuleRef
  readonly within: readonly RuleTree[]
}

/**
 * All rules in plain data: objects, arrays, maps, sets. An object whose `at` is a RuleRef is that rule, and what else it
 * holds is within it; any other RuleRef is a rule by itself. Each object is looked at once.
 */
export function ruleTrees(value: unknown, seen: Set<object> = new Set()): RuleTree[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  if (isRuleRef(value)) return [{ at: value, within: [] }]
  const at = 'at' in value && isRuleRef(value.at) ? value.at : null
  if (at !== null) seen.add(at)
  const within = partsOf(value).flatMap(part => ruleTrees(part, seen))
  return at === null ? within : [{ at, within }]
}

function isRuleRef(value: unknown): value is RuleRef {
  if (typeof value !== 'object' || value === null) return false
  return 'rule' in value && typeof value.rule === 'string' && 'file' in value && 'line' in value && 'column' in value
}

/** What plain data holds; nothing for dates, functions and objects of classes. */
function partsOf(value: object): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (value instanceof Map || value instanceof Set) return [...value.values()]
  return Object.getPrototypeOf(value) === Object.prototype ? Object.values(value) : []
}
