// Statements that a deed calls by their `name`: among all files, each has one of its own.
import type { Diagnostic, LowerContext, Match, Signature } from '@farthing/rules-language'

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

/** The same of statements that stand in one plan: the refusal of one that bears the name of another above it; empty when none does. */
export function namedAbove(
  match: Match,
  { before, error }: Pick<LowerContext, 'before' | 'error'>,
  noun: string,
  code: `R${string}`
): Diagnostic[] {
  const { name } = match.slots
  if (!before.some(({ signature, slots }) => signature === match.signature && slots['name'] === name)) return []
  return [error(match, match.slotSpan('name'), `there is a ${noun} ${name} above already`, { code })]
}
