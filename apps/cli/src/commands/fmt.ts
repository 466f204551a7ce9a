import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRuleFile, RULE_FILE } from '@farthing/kernel/rules-folder'
import {
  buildCatalogue,
  catalogueFor,
  formatFile,
  kernelVocabulary,
  type SignatureCatalogue,
  type SourceFile
} from '@farthing/rules-language'
import { counted } from '../counted.ts'
import { installedPlugins } from '../installation/plugins.ts'
import { rulesFolder } from '../installation/rules.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'

export interface FmtOptions {
  /** Only look. */
  readonly check?: true
  readonly json?: true
}

/** `farthing fmt rules`: one way to write a rule file. `-` formats stdin to stdout. */
export async function fmt(paths: readonly string[], options: FmtOptions, terminal: Terminal): Promise<void> {
  const catalogue = await knownStatements()
  if (paths.length === 1 && paths[0] === '-') {
    terminal.out(formatFile({ file: 'stdin', text: readFileSync(0, 'utf8') }, catalogue))
    return
  }
  // all are read before one is written
  const sources = [...new Set(paths.flatMap(ruleFiles))].map(file => ({ file, text: textOf(file) }))
  const texts = new Map(sources.map(({ file, text }) => [file, text]))
  const known = catalogueFor(texts, catalogue)
  const changed = sources.filter(source => rewrite(source, known, options.check === true))
  tell(
    changed.map(({ file }) => file),
    sources.length,
    options,
    terminal
  )
  if (options.check && changed.length > 0) throw new FoundProblem()
}

async function knownStatements(): Promise<SignatureCatalogue> {
  const registry = await installedPlugins()
  const built = buildCatalogue([...kernelVocabulary, ...registry.statements.values()])
  if (built.ok) return built.catalogue
  throw new CallProblem(
    `the statements of the plugins clash\n${built.problems.map(problem => `  ${problem}`).join('\n')}`
  )
}

function ruleFiles(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isFile()) return [path]
  return [...rulesFolder(path).files.keys()].filter(name => name.endsWith(RULE_FILE)).map(name => join(path, name))
}

function textOf(file: string): string {
  const read = readRuleFile(file)
  if (!read.ok) throw new FoundProblem(read.detail)
  return read.text
}

/** Whether the file is, or was, written otherwise. */
function rewrite({ file, text }: SourceFile, catalogue: SignatureCatalogue, onlyLook: boolean): boolean {
  const formatted = formatFile({ file, text }, catalogue)
  if (formatted === text) return false
  if (!onlyLook) writeFileSync(file, formatted)
  return true
}

function tell(changed: readonly string[], total: number, { check, json }: FmtOptions, terminal: Terminal): void {
  if (json) {
    terminal.out(`${JSON.stringify({ files: total, changed, written: check !== true })}\n`)
    return
  }
  terminal.out(changed.map(file => `${file}\n`).join(''))
  const fate = check ? 'would be rewritten' : 'rewritten'
  terminal.out(
    `${counted(total, 'file')}, ${changed.length === 0 ? 'all as they should be' : `${changed.length} ${fate}`}\n`
  )
}
