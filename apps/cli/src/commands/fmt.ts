import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRuleFile, RULE_FILE } from '@farthing/kernel/rules-folder'
import {
  buildCatalogue,
  catalogueFor,
  type Diagnostic,
  kernelVocabulary,
  layOut,
  type SignatureCatalogue
} from '@farthing/rules-language'
import { counted } from '../counted.ts'
import { showDiagnostics } from '../diagnostics.ts'
import { installedPlugins } from '../installation/plugins.ts'
import { readFolder } from '../installation/rules.ts'
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
  if (paths.length === 1 && paths[0] === '-') return fmtStdin(catalogue, terminal)
  // all are read before one is written
  const sources = [...new Set(paths.flatMap(ruleFiles))].map(file => ({ file, text: textOf(file) }))
  const texts = new Map(sources.map(({ file, text }) => [file, text]))
  const known = catalogueFor(texts, catalogue)
  const all = sources.map(source => ({ source, formatted: layOut(source, known) }))
  const changed = all.filter(({ source, formatted }) => formatted.ok && formatted.text !== source.text)
  for (const { source, formatted } of options.check ? [] : changed)
    if (formatted.ok) writeFileSync(source.file, formatted.text)
  const doubts = all.flatMap(({ formatted }) => (formatted.ok ? [] : [formatted.diagnostics]))
  const told = { total: all.length, changed: changed.map(({ source }) => source.file), doubts }
  if (options.json) terminal.out(`${JSON.stringify(toldJson(told, options))}\n`)
  else terminal.out(toldText(told, options))
  if (doubts.length > 0) throw unformatted(doubts, texts, terminal)
  if (options.check && changed.length > 0) throw new FoundProblem()
}

/** What cannot be formatted goes out as it came in: an editor pipes its text through. */
function fmtStdin(catalogue: SignatureCatalogue, terminal: Terminal): void {
  const source = { file: 'stdin', text: textOf('stdin', 0) }
  const formatted = layOut(source, catalogue)
  terminal.out(formatted.ok ? formatted.text : source.text)
  if (!formatted.ok) throw unformatted([formatted.diagnostics], new Map([[source.file, source.text]]), terminal)
}

type Doubts = readonly (readonly Diagnostic[])[]

function unformatted(doubts: Doubts, files: ReadonlyMap<string, string>, terminal: Terminal): FoundProblem {
  terminal.err(showDiagnostics(doubts.flat(), { folder: '', files }, terminal.looksErr))
  const [them, are] = doubts.length === 1 ? ['it', 'is'] : ['them', 'are']
  return new FoundProblem(
    `${counted(doubts.length, 'file')} ${are} left as written: mend what is in doubt, then format ${them} again.`
  )
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
  return [...readFolder(path).files.keys()].filter(name => name.endsWith(RULE_FILE)).map(name => join(path, name))
}

function textOf(file: string, opened?: number): string {
  const read = readRuleFile(file, opened)
  if (!read.ok) throw new FoundProblem(read.detail)
  return read.text
}

interface Told {
  readonly total: number
  readonly changed: readonly string[]
  /** Of each file that cannot be formatted, why. */
  readonly doubts: Doubts
}

function toldJson({ total, changed, doubts }: Told, { check }: FmtOptions): object {
  return { files: total, changed, written: check !== true, unformatted: doubts.flat() }
}

function toldText({ total, changed, doubts }: Told, { check }: FmtOptions): string {
  const fates = [
    ...(changed.length > 0 ? [`${changed.length} ${check ? 'would be rewritten' : 'rewritten'}`] : []),
    ...(doubts.length > 0 ? [`${doubts.length} cannot be formatted`] : [])
  ]
  const fate = fates.length === 0 ? 'all as they should be' : fates.join(', ')
  return `${changed.map(file => `${file}\n`).join('')}${counted(total, 'file')}, ${fate}\n`
}
