// Walks one signature over the tokens of one statement and keeps the furthest place reached and what was expected there.
import type { IToken } from 'chevrotain'
import type { Problem } from '../diagnostics/problem.ts'
import { endOf } from '../lexer/lex.ts'
import { Comma, Ident, Text } from '../lexer/tokens.ts'
import type {
  CompiledAlternative,
  CompiledChoice,
  CompiledNode,
  CompiledSignature,
  CompiledSlot
} from '../signature/compile-signature.ts'
import type { Span } from '../signature/match.ts'
import type { Slot } from '../signature/slot.ts'
import type { SlotValue } from '../signature/slot-value.ts'
import { fits } from '../slots/choice.ts'
import { describeSlot } from '../slots/describe-slot.ts'
import { readSlot } from '../slots/read-slot.ts'
import { suggestion } from './suggestion.ts'

/** Where a slot was written. */
export interface SlotPlace extends Span {
  readonly slot: string
  /** The places of a list's items. */
  readonly items: readonly Span[] | null
}

/** What could have stood at a place of the statement: one set for messages, completion and hover. */
export interface Expectation {
  /** For messages: a word in back quotes, or a slot described. */
  readonly words: string
  /** The slot whose value was expected, and the index of the token with which the value begins. */
  readonly slot?: { readonly name: string; readonly slot: Slot; readonly from: number }
}

export class Walk {
  readonly compiled: CompiledSignature
  readonly tokens: IToken[]
  /** Slot names are none of those that every object has: the catalogue refuses them. */
  readonly slots: Record<string, SlotValue> = {}
  readonly places: SlotPlace[] = []
  readonly chosen: string[] = []
  /** Values that are well-formed but wrong: the statement is recognised, and refused. */
  readonly problems: Problem[] = []
  /** Clauses that were not written, with the index where each could have stood. */
  readonly skipped: { readonly clause: CompiledAlternative; readonly at: number }[] = []
  readonly taken: CompiledAlternative[] = []
  at: number
  furthest = 0
  expectations: Expectation[] = []
  /** A slot that says more than what it expected. */
  failure: Problem | null = null

  constructor(compiled: CompiledSignature, tokens: IToken[], at = 0) {
    this.compiled = compiled
    this.tokens = tokens
    this.at = at
  }

  /** What was expected at the furthest place, in words. */
  get expected(): string[] {
    return this.expectations.map(({ words }) => words)
  }

  /** Does the whole statement fit? */
  run(): boolean {
    return this.sequence(this.compiled.nodes) && this.#atEnd()
  }

  /** Runs a part of the pattern from where the walk stands. */
  sequence(nodes: readonly CompiledNode[]): boolean {
    return nodes.every(node => this.#node(node))
  }

  #node(node: CompiledNode): boolean {
    if (node.type === 'slot') return this.#slot(node)
    if (node.type === 'choice') return this.#choice(node)
    const token = this.tokens[this.at]
    if (token?.image === node.text && token.tokenType !== Text) {
      this.#advance(this.at + 1)
      return true
    }
    this.#expect(this.at, `\`${node.text}\``)
    return false
  }

  #slot({ name, slot, follow }: CompiledSlot): boolean {
    const { at, tokens } = this
    const wanted = { name, slot, from: at }
    if (this.#isMissing(slot.kind, follow)) {
      this.#expect(at, describeSlot(slot), wanted)
      return false
    }
    const reading = readSlot({ tokens, at, follow, endsList: this.endsList }, slot)
    if (!reading.ok) {
      this.#reach(reading.at)
      for (const words of reading.at === at ? [describeSlot(slot)] : reading.wanted) {
        this.#expect(reading.at, words, wanted)
      }
      if (reading.problem && reading.at >= this.furthest) this.failure = reading.problem
      return false
    }
    this.#advance(reading.next)
    const [first, last] = [tokens[at], tokens[reading.next - 1]]
    if (first && last) {
      this.places.push({ slot: name, start: first.startOffset, end: endOf(last), items: reading.items ?? null })
    }
    if (reading.problem) this.problems.push(reading.problem)
    else this.slots[name] = reading.value
    return true
  }

  /** `tariff for voice`: the word of the next clause stands where the name should, and what follows is not that clause. */
  #isMissing(kind: string, follow: ReadonlySet<string>): boolean {
    const token = this.tokens[this.at]
    if (kind !== 'name' || token?.tokenType !== Ident || !follow.has(token.image)) return false
    return !follow.has(this.tokens[this.at + 1]?.image ?? '')
  }

  /** A comma ends a list when a clause of this statement begins after it. */
  readonly endsList = (comma: number): boolean =>
    this.compiled.clauses.some(clause => clause.comma && fits(this.tokens, comma + 1, clause.phrase))

  #choice({ optional, alternatives }: CompiledChoice): boolean {
    let best: CompiledAlternative | null = null
    for (const alternative of alternatives) {
      if (!this.#begins(alternative)) this.skipped.push({ clause: alternative, at: this.at })
      else if (best === null || alternative.phrase.length > best.phrase.length) best = alternative
    }
    if (best === null && !optional) return this.#withoutPhrase(alternatives)
    if (best === null) return true
    this.taken.push(best)
    this.chosen.push(best.phrase.join(' '))
    if (best.comma) this.#advance(this.at + 1)
    return this.sequence(best.nodes)
  }

  /** The alternative that begins with a slot. What is no value there may be a slip of another alternative's word. */
  #withoutPhrase(alternatives: readonly CompiledAlternative[]): boolean {
    const token = this.tokens[this.at]
    const before = this.problems.length
    const fits = alternatives.find(({ phrase }) => phrase.length === 0)
    if (!fits || !this.sequence(fits.nodes)) return false
    const problem = this.problems[before]
    if (token && problem?.start === token.startOffset && problem.nearest === undefined) {
      const words = alternatives.flatMap(({ remaining }) => remaining.slice(0, 1))
      this.problems[before] = { ...problem, ...suggestion(token, words) }
    }
    return true
  }

  /** Do the alternative's comma and fixed words stand here? */
  #begins({ comma, phrase, remaining, whole }: CompiledAlternative): boolean {
    const from = comma ? this.at + 1 : this.at
    if (comma && this.tokens[this.at]?.tokenType !== Comma) {
      this.#expect(this.at, whole)
      return false
    }
    if (phrase.length === 0) return false
    let length = 0
    while (length < phrase.length && this.tokens[from + length]?.image === phrase[length]) length++
    if (length === phrase.length) return true
    this.#expect(from + length, remaining[length] ?? '')
    return false
  }

  #atEnd(): boolean {
    if (this.at === this.tokens.length) return true
    if (this.at >= this.furthest) this.#expect(this.at, 'the end of the statement')
    return false
  }

  #advance(at: number): void {
    this.at = at
    this.#reach(at)
  }

  /** What was expected before the furthest place no longer matters. */
  #reach(at: number): void {
    if (at <= this.furthest) return
    this.furthest = at
    if (this.expectations.length > 0) this.expectations = []
  }

  #expect(at: number, words: string, slot?: Expectation['slot']): void {
    this.#reach(at)
    if (at === this.furthest) this.expectations.push(slot === undefined ? { words } : { words, slot })
  }
}
