import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { REFERENCE_TITLE } from '@farthing/rules-language'
import { counted } from '../counted.ts'
import { installedPlugins } from '../installation/plugins.ts'
import { languageReference } from '../installation/reference.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'
import { makeFolder, writeInto } from '../written.ts'

export interface DocsOptions {
  /** Only look. */
  readonly check?: true
  readonly json?: true
}

/** `farthing docs`: writes the language reference. The folder holds nothing else: what is not generated is removed. */
export async function docs(folder: string, options: DocsOptions, terminal: Terminal): Promise<void> {
  const pages = languageReference(await installedPlugins('everything'))
  const found = filesIn(folder)
  refuseForeignFolder(folder, found)
  const written = [...pages].filter(([path, text]) => found.get(path) !== text).map(([path]) => path)
  const removed = [...found.keys()].filter(path => !pages.has(path))
  if (options.check !== true) {
    for (const path of removed) rmSync(join(folder, path))
    for (const path of written) writePage(join(folder, path), pages.get(path) ?? '')
  }
  tell(folder, { pages: pages.size, written, removed }, options, terminal)
  if (options.check && written.length + removed.length > 0) {
    throw new FoundProblem(`The reference of ${folder} is not what the statements say now: run farthing docs ${folder}`)
  }
}

function writePage(file: string, text: string): void {
  makeFolder(dirname(file))
  writeInto(file, text)
}

/** Texts by path, with forward slashes. */
function filesIn(folder: string): ReadonlyMap<string, string> {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return new Map()
  const paths = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(join(folder, '/').length).replaceAll('\\', '/'))
  return new Map(paths.map(path => [path, readFileSync(join(folder, path), 'utf8')]))
}

/** A slip in the folder's name must not cost anybody a file. */
function refuseForeignFolder(folder: string, found: ReadonlyMap<string, string>): void {
  if (found.size === 0 || found.get('README.md')?.startsWith(REFERENCE_TITLE)) return
  throw new CallProblem(`${folder} holds other files than a reference: name a folder of its own, such as docs/language`)
}

interface Outcome {
  readonly pages: number
  readonly written: readonly string[]
  readonly removed: readonly string[]
}

function tell(folder: string, outcome: Outcome, { check, json }: DocsOptions, terminal: Terminal): void {
  if (json)
    return terminal.out(`${JSON.stringify({ folder, ...outcome, only: check === true ? 'looked' : 'wrote' })}\n`)
  const { pages, written, removed } = outcome
  const changed = [...written, ...removed.map(path => `${path} (removed)`)]
  terminal.out(changed.map(path => `${join(folder, path)}\n`).join(''))
  const fate = check === true ? 'would change' : 'changed'
  terminal.out(
    `${counted(pages, 'page')}, ${changed.length === 0 ? 'all as they should be' : `${changed.length} ${fate}`}\n`
  )
}
