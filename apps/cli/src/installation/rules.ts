// The rules that a command names: read from their folder, compiled with the installation's plugins.
import { publicHolidays } from '@farthing/kernel/public-holidays'
import { readRulesFolder, type RulesFolder } from '@farthing/kernel/rules-folder'
import { checkTemplates } from '@farthing/kernel/templates'
import type { Registry } from '@farthing/plugin-sdk'
import { compileRules, type Diagnostic, type RuleSet, type Signature } from '@farthing/rules-language'
import { showDiagnostics } from '../diagnostics.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'

export interface CheckedFiles {
  readonly diagnostics: readonly Diagnostic[]
  /** Undefined when there are errors. */
  readonly rules: RuleSet | undefined
}

export interface CompiledFolder extends RulesFolder, CheckedFiles {}

export function rulesFolder(path: string): RulesFolder {
  const read = readRulesFolder(path)
  if (read.ok) return read
  if (read.reason === 'missing' || read.reason === 'empty') throw new CallProblem(read.detail)
  throw new FoundProblem(read.detail)
}

export function compileFolder(path: string, registry: Registry): CompiledFolder {
  const { folder, files } = rulesFolder(path)
  return { folder, files, ...checkFiles(files, registry) }
}

/** Texts by path: the rules with their tables and templates. */
export function checkFiles(files: ReadonlyMap<string, string>, registry: Registry): CheckedFiles {
  const facts = [...registry.facts.values()]
  const compiled = compileRules({ files, signatures: signaturesOf(registry), facts, publicHolidays })
  const templates = checkTemplates(files, compiled.ok ? compiled.rules.messages : null)
  const rules = compiled.ok && templates.length === 0 ? compiled.rules : undefined
  return { diagnostics: [...compiled.diagnostics, ...templates], rules }
}

/** One list for each registry: what is known of a list of statements is kept by the list. */
const lists = new WeakMap<Registry, readonly Signature[]>()

function signaturesOf(registry: Registry): readonly Signature[] {
  return lists.getOrInsertComputed(registry, () => [...registry.statements.values()])
}

/** For commands that only use the rules: what is wrong with them goes to stderr, and the command ends. */
export function soundRules(path: string, registry: Registry, terminal: Terminal): RuleSet {
  return soundFolder(path, registry, terminal).rules
}

/** The same with the texts that the rules were compiled from. */
export function soundFolder(
  path: string,
  registry: Registry,
  terminal: Terminal
): RulesFolder & { readonly rules: RuleSet } {
  const compiled = compileFolder(path, registry)
  const { rules } = compiled
  if (rules) return { ...compiled, rules }
  const errors = compiled.diagnostics.filter(({ severity }) => severity === 'error')
  terminal.err(showDiagnostics(errors, compiled, terminal.looksErr))
  throw new FoundProblem(
    `The rules of ${path} are wrong in ${errors.length === 1 ? 'one place' : `${errors.length} places`}: mend them first (farthing check ${path}).`
  )
}
