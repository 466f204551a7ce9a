// Can conditions hold at once? A case is looked for in which they do: of each `or` one part is tried after another, first
// where least is left to try, and a part that contradicts what is chosen already is left at once. Facts are taken to be
// independent of each other.
import { limits } from '../limits.ts'
import type { EngineCondition } from './engine-condition.ts'
import { ANYTHING, type FactRange, keyOfFact, type Literal, narrowed } from './fact-range.ts'

export type Proof =
  /** `words`: the tests of a case in which all hold; '' when they always do. */
  | { readonly kind: 'case'; readonly words: string }
  | { readonly kind: 'never' }
  /** `limits.conditionTests` were tried, and it is not known. */
  | { readonly kind: 'unproved' }

export function canBothHold(...conditions: readonly (EngineCondition | null)[]): Proof {
  const all = conditions.filter(condition => condition !== null)
  const search = new CaseSearch()
  const found = search.find([{ condition: { all }, isNot: false }], { ranges: new Map(), chosen: [] })
  if (found === null) return { kind: search.isExhausted ? 'unproved' : 'never' }
  const words = found.map(({ test, isNot }) => (isNot ? `not (${test.name})` : test.name))
  return { kind: 'case', words: [...new Set(words)].join(' and ') }
}

interface Goal {
  readonly condition: EngineCondition
  readonly isNot: boolean
}

/** What is chosen so far and what it leaves of each fact. */
interface Case {
  readonly ranges: ReadonlyMap<string, FactRange>
  readonly chosen: readonly Literal[]
}

class CaseSearch {
  #tests = 0

  get isExhausted(): boolean {
    return this.#tests > limits.conditionTests.most
  }

  /** The tests of a case that meets all goals; null when there is none, or when too many were tried. */
  find(goals: readonly Goal[], known: Case): readonly Literal[] | null {
    const { must, choices } = apart(goals)
    const ranges = new Map(known.ranges)
    for (const literal of must) {
      const left = this.#left(literal, ranges)
      if (left === null) return null
      ranges.set(keyOfFact(literal.test), left)
    }
    const chosen = [...known.chosen, ...must]
    const open = choices.map(parts => parts.filter(part => this.#isOpen(part, ranges)))
    const least = open.reduce<readonly Goal[] | undefined>(
      (best, parts) => (best === undefined || parts.length < best.length ? parts : best),
      undefined
    )
    if (least === undefined) return chosen
    const others = open.filter(parts => parts !== least).map(anyOf)
    for (const part of least) {
      if (this.isExhausted) return null
      const found = this.find([part, ...others], { ranges, chosen })
      if (found !== null) return found
    }
    return null
  }

  #isOpen({ condition, isNot }: Goal, ranges: ReadonlyMap<string, FactRange>): boolean {
    return !('fact' in condition) || this.#left({ test: condition, isNot }, ranges) !== null
  }

  #left(literal: Literal, ranges: ReadonlyMap<string, FactRange>): FactRange | null {
    this.#tests++
    return narrowed(ranges.get(keyOfFact(literal.test)) ?? ANYTHING, literal)
  }
}

/** Tests that must hold whatever is chosen, and the parts of each `or`. */
function apart(goals: readonly Goal[]): { must: Literal[]; choices: Goal[][] } {
  const must: Literal[] = []
  const choices: Goal[][] = []
  const open = goals.toReversed()
  for (let goal = open.pop(); goal !== undefined; goal = open.pop()) {
    const { condition, isNot } = goal
    if ('fact' in condition) must.push({ test: condition, isNot })
    else if ('not' in condition) open.push({ condition: condition.not, isNot: !isNot })
    else {
      const parts = ('all' in condition ? condition.all : condition.any).map(part => ({ condition: part, isNot }))
      if ('all' in condition === isNot) choices.push(parts)
      else open.push(...parts.toReversed())
    }
  }
  return { must, choices }
}

function anyOf(parts: readonly Goal[]): Goal {
  return {
    condition: { any: parts.map(({ condition, isNot }) => (isNot ? { not: condition } : condition)) },
    isNot: false
  }
}
