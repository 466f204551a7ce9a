// The signatures of the kernel and of all plugins, found by block and first word.
import { UNITS } from '@farthing/billing-core/values'
import type { CompiledSignature } from './compile-signature.ts'
import type { Signature } from './signature.ts'
import type { UnitWords } from './slot.ts'
import { compiledWith } from './with-units.ts'

interface BlockStatements {
  readonly byWord: Map<string, CompiledSignature[]>
  readonly slotFirst: CompiledSignature[]
}

/** Made by `buildCatalogue`. */
export class SignatureCatalogue {
  readonly signatures: readonly Signature[]
  readonly #blocks = new Map<string, BlockStatements>()
  readonly #byId = new Map<string, CompiledSignature>()
  readonly #compiled: readonly CompiledSignature[]

  constructor(
    compiled: readonly CompiledSignature[],
    /** The words that may follow a number. */
    readonly units: UnitWords = UNITS
  ) {
    this.#compiled = compiled
    this.signatures = compiled.map(({ signature }) => signature)
    for (const one of compiled) {
      this.#byId.set(one.signature.id, one)
      for (const kind of one.signature.in) this.#add(kind, one)
    }
  }

  /** The same statements, in which numbers may have these units. */
  withUnits(units: UnitWords): SignatureCatalogue {
    return new SignatureCatalogue(
      this.#compiled.map(one => compiledWith(units, one)),
      units
    )
  }

  /** Every fixed word of a statement. */
  words(): ReadonlySet<string> {
    return new Set(this.signatures.flatMap(({ pattern }) => pattern.replaceAll(/<[^>]*>/g, ' ').match(/[\w-]+/g) ?? []))
  }

  /** Types and categories of charges that come of statements, and of what a person enters by hand. */
  charges(): string[] {
    return ['item', ...this.signatures.flatMap(({ charges = [] }) => charges)]
  }

  /** Categories that charges of statements have though no rule declares them, each with the type of those. */
  categories(): (readonly [category: string, type: string])[] {
    return this.signatures.flatMap(({ charges: [type = '', ...categories] = [] }) =>
      categories.map(category => [category, type] as const)
    )
  }

  byId(id: string): Signature | undefined {
    return this.#byId.get(id)?.signature
  }

  /** The fixed words with which a statement begins: 'time zone'. */
  phraseOf(id: string): string {
    return this.#byId.get(id)?.phrase || id
  }

  /** What the statements of a block begin with, for messages: 'currency', 'time zone'. Each once, as declared. */
  phrases(kind: string): string[] {
    const block = this.#blocks.get(kind)
    const phrases = [...(block?.byWord ?? [])].map(([word, candidates]) => {
      const [only, ...others] = new Set(candidates.map(({ phrase }) => phrase))
      return others.length > 0 ? word : only || word
    })
    return [...new Set(phrases)]
  }

  /** The signatures that a statement beginning with this word could have in a block of this kind. */
  candidates(kind: string, word: string): readonly CompiledSignature[] {
    const block = this.#blocks.get(kind)
    if (!block) return []
    return block.byWord.get(word) ?? block.slotFirst
  }

  /** Does a statement of this block begin with this word? */
  begins(kind: string, word: string): boolean {
    return this.#blocks.get(kind)?.byWord.has(word) ?? false
  }

  /** The first words of a block's statements, as declared. */
  firstWords(kind: string): string[] {
    return [...(this.#blocks.get(kind)?.byWord.keys() ?? [])]
  }

  /** The kinds of block where a statement with this first word may stand. */
  placesOf(word: string): string[] {
    return [...this.#blocks].filter(([, { byWord }]) => byWord.has(word)).map(([kind]) => kind)
  }

  #add(kind: string, compiled: CompiledSignature): void {
    const block = this.#blocks.getOrInsertComputed(kind, () => ({ byWord: new Map(), slotFirst: [] }))
    if (compiled.firstWords === null) block.slotFirst.push(compiled)
    for (const word of compiled.firstWords ?? []) block.byWord.getOrInsertComputed(word, () => []).push(compiled)
  }
}
