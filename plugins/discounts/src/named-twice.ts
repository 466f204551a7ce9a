// Discounts of all files together: each has a name of its own, for a grant says no more.
import type { Diagnostic, Match, TogetherContext } from '@farthing/plugin-sdk'

export function namedTwice(all: readonly Match[], { error }: TogetherContext): Diagnostic[] {
  const first = new Map<string, Match>()
  return all.flatMap(match => {
    const name = String(match.slots['name'])
    const before = first.get(name)
    if (before === undefined) {
      first.set(name, match)
      return []
    }
    const message = `there is a discount ${name} already, on line ${before.place.line} of ${before.place.file}`
    return [error(match, match.slotSpan('name'), message, { code: 'R0548' })]
  })
}
