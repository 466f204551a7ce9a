// Taxes of all files together: none is, through others, on top of itself.
import { childOf, childrenOf, type Diagnostic, type Match, type TogetherContext } from '@farthing/plugin-sdk'
import { onTopStatement } from './tax-parts.ts'

export function checkTaxes(all: readonly Match[], { error }: TogetherContext): Diagnostic[] {
  const below = new Map(all.map(match => [String(match.slots['name']), taxesBelow(match)]))
  return all.flatMap(match => {
    const part = childOf(match, onTopStatement)
    const name = String(match.slots['name'])
    const circle = circleFrom(name, below)
    if (part === undefined || circle === undefined) return []
    return [error(part, part, `a tax cannot be on top of itself: ${circle.join(' on top of ')}`, { code: 'R0486' })]
  })
}

function taxesBelow(match: Match): readonly string[] {
  return childrenOf(match, onTopStatement).flatMap(({ slots }) => slots.taxes)
}

/** The way back to `name`, both ends included. */
function circleFrom(name: string, below: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const seen = new Set<string>()
  const waiting: (readonly string[])[] = [[name]]
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    for (const next of below.get(path.at(-1) ?? '') ?? []) {
      if (next === name) return [...path, next]
      if (!seen.has(next)) waiting.push([...path, next])
      seen.add(next)
    }
  }
  return undefined
}
