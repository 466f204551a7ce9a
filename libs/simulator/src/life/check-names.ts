// Names that facts of a life say, and that no rules know.
import { nearest } from '@farthing/rules-language'
import type { LifeFact, LifeProblem } from './life.ts'

/** Of all rule sets of the life. */
export interface KnownNames {
  readonly subscriptions: ReadonlySet<string>
  readonly plans: ReadonlySet<string>
  readonly features: ReadonlySet<string>
  /** Kinds. */
  readonly suspensions: ReadonlySet<string>
}

export type NamedField = 'plan' | 'feature' | 'features'

export function nameProblems({ number }: LifeFact, known: KnownNames, field: NamedField, name: string): LifeProblem[] {
  const [kind, there] = field === 'plan' ? (['plan', known.plans] as const) : (['feature', known.features] as const)
  return there.has(name) ? [] : [{ fact: number, field, problem: unknown(kind, name, there) }]
}

export function kindProblems(fact: LifeFact, known: KnownNames): LifeProblem[] {
  if (fact.do !== 'suspend' || fact.suspension === undefined || known.suspensions.has(fact.suspension)) return []
  const problem = unknown('kind of suspension', fact.suspension, known.suspensions)
  return [{ fact: fact.number, field: 'suspension', problem }]
}

export function unknown(kind: string, name: string, known: Iterable<string>): string {
  const names = [...known]
  const close = nearest(name, names)
  const hint = names.length === 0 ? 'there is none' : `there are: ${names.slice(0, 20).join(', ')}`
  return `there is no ${kind} "${name}"; ${close === undefined ? hint : `did you mean "${close}"?`}`
}
