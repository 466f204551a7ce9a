// Numbers the statements of a plan or a feature through its versions: a later one may write them elsewhere, or others between them.
// See docs/decisions/0217-a-statement-keeps-its-number.md
import type { PlanRule } from '@farthing/rules-language'

type Said = Pick<PlanRule, 'signature' | 'value'>

interface Statement {
  readonly value: unknown
  /** Which of its kind it is in its version, in the order written: 1, 2 ... */
  readonly place: number
}

interface Numbered extends Statement {
  readonly number: number
}

type IsSame = (before: Statement, now: Statement) => boolean

const atOnePlace: IsSame = (before, now) => before.place === now.place

/** From the surest sign to the least: what is left over by one is looked at by the next. */
const SIGNS: readonly IsSame[] = [
  (before, now) => nameOf(before.value) !== null && nameOf(before.value) === nameOf(now.value),
  ...[textOf, termsOf].flatMap((wordsOf): IsSame[] => {
    const isSame: IsSame = (before, now) => wordsOf(before.value) === wordsOf(now.value)
    return [(before, now) => atOnePlace(before, now) && isSame(before, now), isSame]
  }),
  atOnePlace
]

/** Of one plan or feature, as one subscription has it. Versions come in order of its days. */
export class StatementNumbers {
  readonly #versions: { readonly rules: readonly Said[]; readonly numbered: readonly Numbered[] }[] = []

  /** In the order of the statements: 1, 2 ... among those of a kind, in every version the same. */
  of(rules: readonly Said[]): readonly number[] {
    const last = this.#versions.at(-1)
    const numbered = last?.rules === rules ? last.numbered : this.#number(rules)
    if (last?.rules !== rules) this.#versions.push({ rules, numbered })
    return numbered.map(({ number }) => number)
  }

  #number(rules: readonly Said[]): Numbered[] {
    const counts = new Map<string, number>()
    const found = rules.map(({ signature, value }) => {
      const place = (counts.get(signature) ?? 0) + 1
      counts.set(signature, place)
      return { signature, value, place, number: place }
    })
    if (this.#versions.length === 0) return found
    for (const [signature, own] of Map.groupBy(found, each => each.signature)) {
      for (const [index, number] of numbersOf(own, this.#known(signature)).entries()) {
        const statement = own[index]
        if (statement !== undefined) statement.number = number
      }
    }
    return found
  }

  /** Each number once, with what it said last: what was there last comes first. */
  #known(wanted: string): Numbered[] {
    const found = new Map<number, Numbered>()
    for (const { numbered, rules } of this.#versions.toReversed()) {
      for (const [index, { signature }] of rules.entries()) {
        const statement = numbered[index]
        if (signature !== wanted || statement === undefined || found.has(statement.number)) continue
        found.set(statement.number, statement)
      }
    }
    return [...found.values()]
  }
}

/** What is new has the number of its place, or where that is taken the next that is free. */
function numbersOf(statements: readonly Statement[], known: readonly Numbered[]): number[] {
  if (known.length === 1 && statements.length === 1) return known.map(({ number }) => number)
  const open = new Set(known)
  const found = new Map<Statement, number>()
  for (const isSame of SIGNS) {
    for (const statement of statements) {
      const before = found.has(statement) ? undefined : open.values().find(each => isSame(each, statement))
      if (before === undefined) continue
      found.set(statement, before.number)
      open.delete(before)
    }
  }
  const taken = new Set(known.map(({ number }) => number))
  return statements.map(statement => found.get(statement) ?? free(taken, statement.place))
}

function free(taken: Set<number>, place: number): number {
  let number = place
  while (taken.has(number)) number += 1
  taken.add(number)
  return number
}

function nameOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('name' in value)) return null
  return typeof value.name === 'string' ? value.name : null
}

function textOf(value: unknown): string {
  return read(texts, value, part => (typeof part === 'bigint' ? `${part}n` : part))
}

/** All but amounts. */
function termsOf(value: unknown): string {
  return read(terms, value, part => (typeof part === 'bigint' ? 0 : part))
}

/** Values of rules never change, and many subscriptions have the same. */
const [texts, terms] = [new WeakMap<object, string>(), new WeakMap<object, string>()]

function read(known: WeakMap<object, string>, value: unknown, plain: (part: unknown) => unknown): string {
  const written = (): string =>
    JSON.stringify(value, (_key, part: unknown) =>
      part instanceof Map || part instanceof Set ? [...part] : plain(part)
    ) ?? ''
  return typeof value === 'object' && value !== null ? known.getOrInsertComputed(value, written) : written()
}
