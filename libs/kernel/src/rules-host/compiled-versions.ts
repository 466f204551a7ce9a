// Published versions, compiled once: they never change, so a compiled one is good for ever.
import type { CompileResult, Diagnostic, RuleSet } from '@farthing/rules-language'

type Texts = ReadonlyMap<string, string>

/** The texts of a version; undefined when it was never published. */
export type ReadTexts = (version: string) => Promise<Texts | undefined>

export class CompiledVersions {
  readonly #compile: (files: Texts) => CompileResult
  readonly #compiled = new Map<string, RuleSet>()

  constructor(compile: (files: Texts) => CompileResult) {
    this.#compile = compile
  }

  keep(rules: RuleSet): void {
    this.#compiled.set(rules.version, rules)
  }

  /** Undefined when it was never published. */
  async find(version: string, read: ReadTexts): Promise<RuleSet | undefined> {
    const known = this.#compiled.get(version)
    if (known !== undefined) return known
    const files = await read(version)
    if (files === undefined) return undefined
    const compiled = this.#compile(files)
    if (!compiled.ok) throw new Error(noLongerFits(version, compiled.diagnostics))
    this.#compiled.set(version, compiled.rules)
    return compiled.rules
  }
}

function noLongerFits(version: string, diagnostics: readonly Diagnostic[]): string {
  const [first] = diagnostics
  const words = first === undefined ? '' : ` ${first.file}:${first.line}:${first.column}: ${first.message}`
  return `The published rules ${version} no longer compile; a plugin that they need was removed or changed:${words}`
}
