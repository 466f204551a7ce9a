// Numbers the statements of a plan or a feature through its versions: a later one may write them elsewhere, or others between them.
// See docs/decisions/0217-a-statement-keeps-its-number.md
import type { PlanRule } from '@farthing/rules-language'

type Said = Pick<PlanRule, 'signature' | 'value'>

interface Statement {
  readonly value: unknown
  /** Which of its kind it is in its version, in the order written: 1, 2 ... */
  readonly place: number
}

interface Known extends Statement {
  readonly number: number
  /** Of which it was last, counted from 1. */
  readonly version: number
}

type IsSame = (before: Known, now: Statement, last: number) => boolean

/** Another name in the place of one that was gone before is another statement. */
const atOnePlace: IsSame = (before, now, last) => before.place === now.place && mayBe(before, last)

function mayBe({ value, version }: Known, last: number): boolean {
  return version === last || nameOf(value) === null
}

/** From the surest sign to the least: what is left over by one is looked at by the next. */
const SIGNS: readonly IsSame[] = [
  (before, now) => nameOf(before.value) !== null && nameOf(before.value) === nameOf(now.value),
  ...[textOf, termsOf].flatMap((wordsOf): IsSame[] => {
    const isSame: IsSame = (before, now) => wordsOf(before.value) === wordsOf(now.value)
    return [(before, now) => before.place === now.place && isSame(before, now, 0), isSame]
  }),
  atOnePlace
]

/** Of one plan or feature, as one subscription has it. Versions come in order of its days. */
export class StatementNumbers {
  #versions = 0
  #last: { readonly rules: readonly Said[]; readonly numbers: readonly number[] } | undefined
  /** By signature: each number once, with what it said last; what was there last comes first. */
  readonly #known = new Map<string, readonly Known[]>()

  /** In the order of the statements: 1, 2 ... among those of a kind, in every version the same. */
  of(rules: readonly Said[]): readonly number[] {
    if (this.#last?.rules !== rules) this.#last = { rules, numbers: this.#number(rules) }
    return this.#last.numbers
  }

  #number(rules: readonly Said[]): readonly number[] {
    const last = this.#versions++
    const numbers: number[] = []
    for (const [signature, own] of Map.groupBy(rules.keys(), index => rules[index]?.signature ?? '')) {
      const statements = own.map((index, at): Statement => ({ value: rules[index]?.value, place: at + 1 }))
      const known = this.#known.get(signature) ?? []
      const found = last === 0 ? statements.map(({ place }) => place) : numbersOf(statements, known, last)
      const now = statements.map((each, at): Known => ({ ...each, number: found[at] ?? each.place, version: last + 1 }))
      for (const [at, index] of own.entries()) numbers[index] = now[at]?.number ?? at + 1
      this.#known.set(signature, [...now, ...known.filter(({ number }) => !found.includes(number))])
    }
    return numbers
  }
}

/** What is new has the number of its place, or where that is taken the next that is free. */
function numbersOf(statements: readonly Statement[], known: readonly Known[], last: number): number[] {
  const [one] = known
  if (one !== undefined && known.length === 1 && statements.length === 1 && mayBe(one, last)) return [one.number]
  const open = new Set(known)
  const found = new Map<Statement, number>()
  for (const isSame of SIGNS) {
    for (const statement of statements) {
      const before = found.has(statement) ? undefined : open.values().find(each => isSame(each, statement, last))
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
