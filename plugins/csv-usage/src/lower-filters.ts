// Which lines are no usage, in the order written.
import { isOf, type Match } from '@farthing/plugin-sdk'
import type { Filter } from './file-layout.ts'
import { beginningStatement, keepStatement, skipStatement } from './filter-statements.ts'

export function filtersOf(match: Match): Filter[] {
  return match.children.flatMap((child): Filter[] => {
    if (isOf(child, skipStatement)) {
      const { column, reason, values } = child.slots
      return [{ kind: 'skip', column, values, reason: reason ?? `${column} is ${shown(values)}` }]
    }
    if (isOf(child, keepStatement)) {
      const { column, reason, values } = child.slots
      return [{ kind: 'keep', column, values, reason: reason ?? `${column} is not ${shown(values)}` }]
    }
    if (!isOf(child, beginningStatement)) return []
    const { beginnings, reason } = child.slots
    return [{ kind: 'beginning', beginnings, reason: reason ?? `begins with ${shown(beginnings)}` }]
  })
}

function shown(values: readonly string[]): string {
  return values.map(value => (value === '' ? 'empty' : value)).join(' or ')
}
