// Statements that a deed calls by their `name`: among all files, each has one of its own.
import type { Diagnostic, Match, Signature } from '@farthing/rules-language'

type Together = NonNullable<Signature['together']>

/** `noun`: 'discount'; `code`: of the diagnostic for the second of a name. */
export function namedOnce(noun: string, code: `R${string}`): Together {
  return (all, { error }) => {
    const first = new Map<string, Match>()
    return all.flatMap((match): Diagnostic[] => {
      const name = String(match.slots['name'])
      const before = first.get(name)
      if (before === undefined) {
        first.set(name, match)
        return []
      }
      const message = `there is a ${noun} ${name} already, on line ${before.place.line} of ${before.place.file}`
      return [error(match, match.slotSpan('name'), message, { code })]
    })
  }
}
