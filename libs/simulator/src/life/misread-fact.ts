// Lines of examples are read by the rules, facts of a life by their fields: what no field takes, no line can tell.
import { readDeed, type Registry } from '@farthing/plugin-sdk'
import { readText } from './field.ts'
import { factShapes, type LifeFact } from './life.ts'

/** Null: a life could tell it too. */
export function misreadFact(
  fact: LifeFact,
  { deeds }: Pick<Registry, 'deeds'>
): { readonly reason: string; readonly detail: string } | null {
  const detail = fact.do === 'deed' ? fact.deed : fact.do
  const deed = fact.do === 'deed' ? deeds.get(fact.deed) : undefined
  const read = deed === undefined || fact.do !== 'deed' ? null : readDeed(deed, fact.fields)
  const problems = read === null ? textProblems(fact) : read.ok ? [] : read.problems
  if (problems.length === 0) return null
  return { reason: problems.map(({ field, problem }) => `${field}: ${problem}`).join('; '), detail }
}

/** All else has a form of its own in the rules. */
function textProblems(fact: LifeFact): { readonly field: string; readonly problem: string }[] {
  if (fact.do === 'deed') return []
  const told: Readonly<Record<string, unknown>> = { ...fact }
  return Object.entries(factShapes[fact.do]).flatMap(([field, { read }]) => {
    if (read !== readText || told[field] === undefined) return []
    const text = readText(told[field])
    return text.ok ? [] : [{ field, problem: text.problem }]
  })
}
