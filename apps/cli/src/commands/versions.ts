// `farthing versions ...`: what was published, what differs, and an old version made current again.
import { dirname, join } from 'node:path'
import { type Publication, RulesHost } from '@farthing/kernel'
import { deckJson, type RuleChange, type RulesDifference } from '@farthing/rules-language'
import { counted } from '../counted.ts'
import { withKernel } from '../installation/open-kernel.ts'
import type { JsonOption } from '../json-option.ts'
import { FoundProblem } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { makeFolder, writeInto } from '../written.ts'
import type { DeckDiffOptions } from './deck-diff.ts'
import { deckText } from './deck-text.ts'
import { holdingDays } from './holding-days.ts'
import { ruleChangesText } from './rule-changes-text.ts'
import { publishRequest, type PublishOptions, tellPublished } from './publish.ts'

/** Everything that was published, newest last, and which of it holds today. */
export async function versionsList({ json }: JsonOption, terminal: Terminal): Promise<void> {
  const { publications, holding } = await withKernel({ command: 'farthing versions' }, async kernel => {
    const host = kernel.get(RulesHost)
    return { publications: await host.publications(), holding: await host.holding() }
  })
  if (json) terminal.out(`${JSON.stringify({ current: holding?.version ?? null, publications })}\n`)
  else if (publications.length === 0) terminal.out('no rules are published yet\n')
  else terminal.out(table(publications.map(each => row(each, publications, each.id === holding?.id))))
}

/** One version: its publications and files; with `write` its texts go into a folder. */
export async function versionsShow(
  reference: string,
  { json, write }: JsonOption & { readonly write?: string },
  terminal: Terminal
): Promise<void> {
  const { version, files, publications, all } = await withKernel(
    { command: 'farthing versions show' },
    async kernel => {
      const host = kernel.get(RulesHost)
      const found = await host.textsOf(reference)
      if (!found.ok) throw new FoundProblem(found.detail)
      const all = await host.publications()
      return { ...found.value, publications: all.filter(each => each.version === found.value.version), all }
    }
  )
  if (write !== undefined) writeTexts(write, files)
  if (json) {
    terminal.out(`${JSON.stringify({ version, publications, files: Object.fromEntries(files) })}\n`)
    return
  }
  const names = [...files].map(([path, text]) => [`  ${path}`, counted(text.length, 'character')])
  terminal.out(`${version}\n${table(publications.map(each => row(each, all, false)))}${table(names)}`)
  if (write !== undefined) terminal.out(`written to ${write}\n`)
}

/** What the second version says otherwise than the first. */
export async function versionsDiff(
  before: string,
  after: string,
  { most, json }: DeckDiffOptions,
  terminal: Terminal
): Promise<void> {
  const difference = await withKernel({ command: 'farthing versions diff' }, async kernel => {
    const compared = await kernel.get(RulesHost).differences(before, after)
    if (compared.ok) return compared.value
    throw new FoundProblem(compared.detail)
  })
  terminal.out(json ? `${JSON.stringify(differenceJson(difference))}\n` : rulesText(difference, most, terminal))
}

/** Publishes an old version again, by the options of `publish`. */
export async function versionsRestore(reference: string, options: PublishOptions, terminal: Terminal): Promise<void> {
  const request = publishRequest(options, terminal)
  const { restored, publications } = await withKernel({ command: 'farthing versions restore' }, async kernel => {
    const host = kernel.get(RulesHost)
    const given = { message: `restores ${reference}`, ...request }
    return { restored: await host.restore(reference, given), publications: await host.publications() }
  })
  if ('detail' in restored) throw new FoundProblem(restored.detail)
  tellPublished(restored, { folder: reference, files: new Map(), publications }, options, terminal)
}

function row(publication: Publication, publications: readonly Publication[], holds: boolean): string[] {
  const { version, author, message, publishedAt } = publication
  const at = publishedAt.toString({ smallestUnit: 'second' })
  return [
    `${holds ? '* ' : '  '}${version.slice(0, 19)}`,
    holdingDays(publication, publications),
    at,
    author,
    message,
    ''
  ]
}

function rulesText({ statements, tables }: RulesDifference, most: number, terminal: Terminal): string {
  const { before, after, unchanged, shadowed } = tables.counts
  const rows = before === unchanged && after === unchanged && shadowed === 0 ? '' : deckText(tables, most, terminal)
  if (statements.length === 0 && rows === '') return 'both say the same\n'
  return [statements.length === 0 ? '' : ruleChangesText(statements, terminal), rows]
    .filter(text => text !== '')
    .join('\n')
}

function differenceJson({ statements, tables }: RulesDifference): object {
  const count = (kind: RuleChange['kind']): number => statements.filter(each => each.kind === kind).length
  return {
    added: count('added'),
    removed: count('removed'),
    changed: count('changed'),
    changes: statements,
    tables: deckJson(tables)
  }
}

function writeTexts(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    makeFolder(dirname(join(folder, path)))
    writeInto(join(folder, path), text)
  }
}
