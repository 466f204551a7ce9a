// What a set of rules says, as a text: without the places where it says it.
import type { RuleSet } from '@farthing/rules-language'

const PLACES: ReadonlySet<string> = new Set([
  'at',
  'file',
  'line',
  'column',
  'start',
  'end',
  'version',
  'source',
  'spot'
])

export function meaningOf(rules: RuleSet): string {
  return JSON.stringify(rules, (key, value: unknown) => {
    if (PLACES.has(key)) return undefined
    if (typeof value === 'bigint') return `${value}n`
    if (value instanceof Map) return [...value]
    if (value instanceof Set) return [...value]
    return value
  })
}
