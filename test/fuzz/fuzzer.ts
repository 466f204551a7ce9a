// Tries cases by their numbers and makes those that fail small.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildCatalogue, kernelVocabulary } from '@farthing/rules-language'
import { fuzzCase, type Corpus, type FuzzCase } from './fuzz-case.ts'
import { judge, type Judge, type Verdict } from './judge.ts'
import { allPlugins } from '../scenarios/compiled-rules.ts'
import { shrink } from './shrink.ts'

const RULES = join(import.meta.dirname, '../../rules')

export interface Failure {
  readonly index: number
  readonly kind: string
  readonly failure: string
  readonly detail: string
  /** Made small. */
  readonly files: ReadonlyMap<string, string>
}

export class Fuzzer {
  readonly #judge: Judge
  readonly #corpus: Corpus
  /** Cases by what became of them. */
  readonly tried = { cases: 0, compiled: 0 }

  private constructor(judge: Judge, corpus: Corpus) {
    this.#judge = judge
    this.#corpus = corpus
  }

  static async open(): Promise<Fuzzer> {
    const registry = await allPlugins()
    const signatures = [...registry.statements.values()]
    const built = buildCatalogue([...kernelVocabulary, ...signatures])
    if (!built.ok) throw new Error(built.problems.join('\n'))
    const { catalogue } = built
    return new Fuzzer({ catalogue, signatures, registry }, { catalogue, demo: demoRules() })
  }

  caseOf(seed: number, index: number): FuzzCase {
    return fuzzCase(seed, index, this.#corpus)
  }

  /** Null when all that must hold does. `known`: failures that need not be made small once more. */
  async try(seed: number, index: number, known: ReadonlySet<string> = new Set()): Promise<Failure | null> {
    const { kind, files, touched } = this.caseOf(seed, index)
    const verdict = await this.#verdict(files, touched)
    this.tried.cases++
    if (verdict.compiled) this.tried.compiled++
    const { failure } = verdict
    if (failure === null) return null
    const fails = async (smaller: ReadonlyMap<string, string>): Promise<boolean> =>
      (await this.#verdict(smaller, touched)).failure === failure
    const small = known.has(failure) || failure === 'time' ? files : await shrink(files, fails)
    const { detail } = await this.#verdict(small, touched)
    return { index, kind, failure, detail: detail === '' ? verdict.detail : detail, files: small }
  }

  /** One that took long is judged again: collecting what earlier cases left is not its own time. */
  async #verdict(files: ReadonlyMap<string, string>, touched: readonly string[]): Promise<Verdict> {
    const verdict = await judge(files, touched, this.#judge)
    return verdict.failure === 'time' ? judge(files, touched, this.#judge) : verdict
  }
}

function demoRules(): ReadonlyMap<string, string> {
  const names = readdirSync(RULES).filter(name => /\.(farthing|csv)$/.test(name))
  return new Map(names.sort().map(name => [name, readFileSync(join(RULES, name), 'utf8')]))
}
