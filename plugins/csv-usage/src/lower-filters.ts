// Which lines are no usage, in the order written.
import type { Match } from '@farthing/plugin-sdk'
import type { Filter } from './file-layout.ts'
import { beginningStatement, keepStatement, skipStatement } from './filter-statements.ts'
import type { Part } from './format-parts.ts'

export function filtersOf(match: Match): Filter[] {
  return match.children.flatMap((child): Filter[] => {
    if (isPart(child, skipStatement)) {
      const { column, reason, values } = child.slots
      return [{ kind: 'skip', column, values, reason: reason ?? `${column} is ${shown(values)}` }]
    }
    if (isPart(child, keepStatement)) {
      const { column, reason, values } = child.slots
      return [{ kind: 'keep', column, values, reason: reason ?? `${column} is not ${shown(values)}` }]
    }
    if (!isPart(child, beginningStatement)) return []
    const { beginnings, reason } = child.slots
    return [{ kind: 'beginning', beginnings, reason: reason ?? `begins with ${shown(beginnings)}` }]
  })
}

function isPart<S extends typeof skipStatement | typeof keepStatement | typeof beginningStatement>(
  match: Match,
  statement: S
): match is Part<S['slots']> {
  return match.signature.id === statement.id
}

function shown(values: readonly string[]): string {
  return values.map(value => (value === '' ? 'empty' : value)).join(' or ')
}
