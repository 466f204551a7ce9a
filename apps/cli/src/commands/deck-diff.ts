import { statSync } from 'node:fs'
import { readRuleFile } from '@farthing/kernel/rules-folder'
import {
  deckJson,
  diffDecks,
  type Diagnostic,
  readDeckFile,
  readDecks,
  type ReadDecks,
  type Signature
} from '@farthing/rules-language'
import { showDiagnostics } from '../diagnostics.ts'
import { installedPlugins } from '../installation/plugins.ts'
import { rulesFolder } from '../installation/rules.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'
import { deckText } from './deck-text.ts'

export interface DeckDiffOptions {
  readonly most: number
  readonly json?: true
}

/** `farthing deck diff OLD NEW`: two CSV decks, or the decks of two rules folders. */
export async function deckDiff(
  [before, after]: readonly [string, string],
  { most, json }: DeckDiffOptions,
  terminal: Terminal
): Promise<void> {
  const signatures = [...(await installedPlugins()).statements.values()]
  const old = decksOf(before, signatures, terminal)
  const difference = diffDecks(old, decksOf(after, signatures, terminal))
  if (json) terminal.out(`${JSON.stringify(deckJson(difference))}\n`)
  else terminal.out(deckText(difference, most, terminal))
}

function decksOf(path: string, signatures: readonly Signature[], terminal: Terminal): ReadDecks['decks'] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) throw new CallProblem(`there is no deck or rules folder ${path}`)
  const folder = found.isDirectory() || path.endsWith('.farthing')
  const { files } = folder ? rulesFolder(path) : { files: new Map([[path, readText(path)]]) }
  const read = folder ? readDecks({ files, signatures }) : readDeckFile(path, files.get(path) ?? '')
  const errors = read.diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) refuse(path, errors, { folder: folder ? path : '', files }, terminal)
  return read.decks
}

function readText(path: string): string {
  const read = readRuleFile(path)
  if (!read.ok) throw new FoundProblem(read.detail)
  return read.text
}

function refuse(
  path: string,
  errors: readonly Diagnostic[],
  at: Parameters<typeof showDiagnostics>[1],
  terminal: Terminal
): never {
  terminal.err(showDiagnostics(errors, at, terminal.looksErr))
  throw new FoundProblem(
    `${path} is wrong in ${errors.length === 1 ? 'one place' : `${errors.length} places`}: mend that first`
  )
}
