// The signatures of the kernel and of all plugins, found by block and first word.
import type { CompiledSignature } from './compile-signature.ts'
import type { Signature } from './signature.ts'

interface BlockStatements {
  readonly byWord: Map<string, CompiledSignature[]>
  readonly slotFirst: CompiledSignature[]
}

/** Made by `buildCatalogue`. */
export class SignatureCatalogue {
  readonly signatures: readonly Signature[]
  readonly #blocks = new Map<string, BlockStatements>()
  readonly #byId = new Map<string, Signature>()

  constructor(compiled: readonly CompiledSignature[]) {
    this.signatures = compiled.map(({ signature }) => signature)
    for (const one of compiled) {
      this.#byId.set(one.signature.id, one.signature)
      for (const kind of one.signature.in) this.#add(kind, one)
    }
  }

  byId(id: string): Signature | undefined {
    return this.#byId.get(id)
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
