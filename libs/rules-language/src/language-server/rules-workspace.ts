// A set of rules that is being edited: the texts as they are now, and what was last found in them.
import { Memory } from '../checker/memory.ts'
import { type FactSignature, knownFacts } from '../conditions/fact-signature.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type CheckedRules, checkRules } from '../rule-set/check-rules.ts'
import { catalogueOf, type Installation } from '../rule-set/compile-rules.ts'
import type { Match } from '../signature/match.ts'
import type { Signature } from '../signature/signature.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import { SourceText } from '../text/source-text.ts'

/** A place in a file; UTF-16 units from its start. */
export interface FileOffset {
  readonly path: string
  readonly offset: number
}

/** Paths are relative to the rules folder, with forward slashes. Texts may be anything; nothing here throws for a text. */
export class RulesWorkspace {
  /** By name: the kernel's and those of plugins. */
  readonly facts: ReadonlyMap<string, FactSignature>
  readonly #known: SignatureCatalogue
  readonly #files = new Map<string, string>()
  readonly #referredTo: ReadonlySet<string>
  readonly #installation: Omit<Installation, 'signatures'>
  readonly #memory = new Memory()
  readonly #sources = new Map<string, SourceText>()
  #checked: CheckedRules | null = null

  /** Throws when the statements of the plugins do not fit together. */
  constructor({ signatures, ...installation }: Installation) {
    this.#installation = installation
    this.facts = knownFacts(installation.facts ?? [])
    this.#known = catalogueOf(signatures)
    this.#referredTo = new Set(this.#known.signatures.flatMap(kindsReferredTo))
  }

  /** The statements, with the units that the rules declare. */
  get catalogue(): SignatureCatalogue {
    return this.checked.catalogue
  }

  get files(): ReadonlyMap<string, string> {
    return this.#files
  }

  write(path: string, text: string): void {
    if (this.#files.get(path) === text) return
    this.#files.set(path, text)
    this.#forget(path)
  }

  remove(path: string): void {
    if (this.#files.delete(path)) this.#forget(path)
  }

  /** The text as lines and offsets; empty for a file that is not there. */
  source(path: string): SourceText {
    return this.#sources.getOrInsertComputed(path, () => new SourceText(path, this.#files.get(path) ?? ''))
  }

  /** What a check of all files says now; what has not changed since the last one is not checked again. */
  get checked(): CheckedRules {
    this.#checked ??= this.#check(this.#files)
    return this.#checked
  }

  /** By path, only files that have some. */
  diagnostics(): Map<string, Diagnostic[]> {
    return Map.groupBy(this.checked.diagnostics, ({ file }) => file)
  }

  /** The statements of a rule file, with those inside blocks before what follows. */
  *statements(path: string): Generator<Match> {
    for (const match of this.checked.statements.get(path) ?? []) yield* withBlock(match)
  }

  /** Is it a kind that no statement refers to? Its names are labels that several statements share, such as families of plans. */
  isLabel(kind: string | undefined): boolean {
    return kind !== undefined && !this.#referredTo.has(kind)
  }

  /** What a check would say if these files were so. */
  checkWith(texts: ReadonlyMap<string, string>): CheckedRules {
    return this.#check(new Map([...this.#files, ...texts]))
  }

  #check(files: ReadonlyMap<string, string>): CheckedRules {
    return checkRules({ ...this.#installation, files, catalogue: this.#known }, this.#memory)
  }

  #forget(path: string): void {
    this.#checked = null
    this.#sources.delete(path)
  }
}

export function* withBlock(match: Match): Generator<Match> {
  yield match
  for (const child of match.children) yield* withBlock(child)
}

function kindsReferredTo({ slots, block }: Signature): string[] {
  const columns = Object.values(block?.table?.columns ?? {}).map(({ slot }) => slot)
  return [...Object.values(slots), ...columns].flatMap(slot =>
    'refersTo' in slot && slot.refersTo !== undefined ? [slot.refersTo] : []
  )
}
