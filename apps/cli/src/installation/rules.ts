// The rules that a command names: read from their folder, compiled with the installation's plugins.
import { join } from 'node:path'
import { publicHolidays } from '@farthing/kernel/public-holidays'
import { readRulesFolder, type RulesFolder } from '@farthing/kernel/rules-folder'
import { checkTemplates } from '@farthing/kernel/templates'
import { installationOf, type Registry } from '@farthing/plugin-sdk'
import { compileRules, messagesOf, type Diagnostic, type RuleSet } from '@farthing/rules-language'
import { showDiagnostics } from '../diagnostics.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'

export interface CheckedFiles {
  readonly diagnostics: readonly Diagnostic[]
  /** Undefined when there are errors. */
  readonly rules: RuleSet | undefined
}

export interface CompiledFolder extends RulesFolder, CheckedFiles {}

/** For commands that use the texts: nothing is half read. */
export function rulesFolder(path: string): RulesFolder {
  const read = readFolder(path)
  const [first] = read.damaged
  if (first === undefined) return read
  const { column, file, line } = first
  throw new FoundProblem(`${join(read.folder, file)}:${line}:${column} cannot be read: it is not UTF-8 text`)
}

/** Files that are not UTF-8 are among the damaged: their texts are only good for finding what else is wrong. */
export function readFolder(path: string): RulesFolder {
  const read = readRulesFolder(path)
  if (read.ok) return read
  if (read.reason === 'missing' || read.reason === 'empty') throw new CallProblem(read.detail)
  throw new FoundProblem(read.detail)
}

export function compileFolder(path: string, registry: Registry): CompiledFolder {
  const read = readFolder(path)
  const { damaged, files } = read
  const { diagnostics, rules } = checkFiles(files, registry)
  if (damaged.length === 0) return { ...read, diagnostics, rules }
  const places = new Set(damaged.map(placeOf))
  const others = diagnostics.filter(one => !places.has(placeOf(one)))
  return { ...read, diagnostics: [...damaged.map(notUtf8), ...others], rules: undefined }
}

function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${file}:${line}`
}

function notUtf8({ file, line, column }: RulesFolder['damaged'][number]): Diagnostic {
  const message = 'the file is not UTF-8 text: what stands here is no character. Save it as UTF-8'
  return { code: 'R0005', severity: 'error', message, file, line, column, endLine: line, endColumn: column + 1 }
}

/** Texts by path: the rules with their tables and templates. */
export function checkFiles(files: ReadonlyMap<string, string>, registry: Registry): CheckedFiles {
  const compiled = compileRules({ ...installationOf(registry), files, publicHolidays })
  const templates = checkTemplates(files, compiled.ok ? messagesOf(compiled.rules) : null)
  const rules = compiled.ok && templates.length === 0 ? compiled.rules : undefined
  return { diagnostics: [...compiled.diagnostics, ...templates], rules }
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
