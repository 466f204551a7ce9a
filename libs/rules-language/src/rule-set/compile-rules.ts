// Rule files in, a rule set or what is wrong with them out. Pure: no file system, no clock.
import type { TakenNames } from '../checker/names.ts'
import { Memory } from '../checker/memory.ts'
import { compileTariff } from '../compiler/compile-tariff.ts'
import type { FactSignature } from '../conditions/fact-signature.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { buildCatalogue } from '../signature/build-catalogue.ts'
import type { Signature } from '../signature/signature.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import { kernelVocabulary } from '../vocabulary/vocabulary.ts'
import { checkRules } from './check-rules.ts'
import type { CheckedForOne } from './check-together.ts'
import type { PublicHolidays } from './public-holidays.ts'
import type { RuleSet } from './rule-set.ts'
import { sha256 } from './sha256.ts'

export interface RulesInput extends Installation {
  /** Texts by path relative to the rules folder, with forward slashes; CSV files that rules name are among them. */
  readonly files: ReadonlyMap<string, string>
  /** They were published once: what later checks ask of new texts is not asked of them. */
  readonly published?: true
}

/** What rules may rely on besides their own texts. */
export interface Installation {
  /** Statements of plugins; the kernel's own are always there. */
  readonly signatures: readonly Signature[]
  /** Facts of plugins; the kernel's own are always there. */
  readonly facts?: readonly FactSignature[]
  /** Asked only where rules name a region and `files` do not hold its days already. */
  readonly publicHolidays?: PublicHolidays
  readonly taken?: TakenNames
}

export type CompileResult =
  | {
      readonly ok: true
      readonly rules: RuleSet
      readonly diagnostics: readonly Diagnostic[]
      /** What was looked up, as files: kept beside the given ones, the version compiles to the same for ever. */
      readonly resolved: ReadonlyMap<string, string>
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Diagnostics are in order of file and place; with `ok` they are warnings only. Throws when signatures do not fit together. */
export function compileRules({ published, signatures, ...input }: RulesInput): CompileResult {
  const texts = { ...input, catalogue: catalogueOf(signatures) }
  const { checked, used, resolved, diagnostics: found, sound, usable } = checkRules(texts, new Memory())
  if (!(published ? usable : sound)) return { ok: false, diagnostics: found }
  const diagnostics = found.filter(({ severity }) => severity === 'warning')
  const version = `sha256:${sha256(JSON.stringify(used))}`
  const others = new Map([...checked.others].map(([currency, one]) => [currency, compiled(one, version)]))
  return { ok: true, rules: { ...compiled(checked, version), others }, diagnostics, resolved }
}

function compiled(checked: CheckedForOne, version: string): RuleSet {
  const tariffs = new Map([...checked.tariffs].map(([name, forms]) => [name, forms.map(compileTariff)]))
  return { ...checked, version, tariffs, others: new Map() }
}

/** Comparing all pairs of statements takes longer than reading a small set of rules. */
const catalogues = new WeakMap<readonly Signature[], SignatureCatalogue>()

/** The kernel's statements and these. Throws when they do not fit together. */
export function catalogueOf(signatures: readonly Signature[]): SignatureCatalogue {
  const known = catalogues.get(signatures)
  if (known !== undefined) return known
  const built = buildCatalogue([...kernelVocabulary, ...signatures])
  if (!built.ok) throw new Error(`statements do not fit together: ${built.problems.join('; ')}`)
  catalogues.set(signatures, built.catalogue)
  return built.catalogue
}
