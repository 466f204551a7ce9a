import { Inbox, type InboxView, type Sweep, type SweptFile } from '@farthing/kernel'
import { counted } from '../counted.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import { grouped } from '../progress.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { showNotes } from './show-notes.ts'
import { importJson, showImport } from './usage-import.ts'

export interface UsageInboxOptions {
  readonly list?: true
  readonly json?: true
}

/** `farthing usage inbox`: takes every file that stands still; `--list` only says what waits. */
export async function usageInbox({ list, json }: UsageInboxOptions, terminal: Terminal): Promise<void> {
  await withKernel({ command: 'farthing usage inbox' }, async kernel => {
    const inbox = kernel.get(Inbox)
    const view = await inbox.list()
    if (view.folder === null)
      throw new CallProblem('there is no inbox: set FARTHING_INBOX to the folder where usage files arrive')
    if (list) return terminal.out(json ? `${JSON.stringify(viewJson(view))}\n` : showView(view))
    const sweep = await inbox.sweep()
    if (json) {
      terminal.out(sweep.files.map(file => `${JSON.stringify(sweptJson(file))}\n`).join(''))
      terminal.err(folderProblems(view))
    } else terminal.out(showSweep(sweep, view))
    const problem = sweepProblem(sweep, view)
    if (problem !== null) throw new FoundProblem(problem)
  })
}

/** What did not go well, in short; null when everything that waited is in. */
export function sweepProblem({ files, problem }: Sweep, { folders }: InboxView): string | null {
  const of = (kind: SweptFile['kind']): number => files.filter(swept => swept.kind === kind).length
  const [failed, stuck] = [of('failed'), of('stuck')]
  const closed = folders.filter(folder => folder.problem !== null).map(({ format }) => format)
  const parts = [
    failed > 0 ? `${counted(failed, 'file')} failed` : '',
    stuck > 0 ? `${counted(stuck, 'file')} ${stuck === 1 ? 'stays where it is' : 'stay where they are'}` : '',
    closed.length > 0 ? `nothing is taken of ${counted(closed.length, 'folder')}: ${closed.join(', ')}` : ''
  ]
  const all = [problem ?? '', parts.filter(part => part !== '').join(', ')].filter(part => part !== '')
  return all.length === 0 ? null : all.join('\n')
}

function viewJson({ folder, problem, folders }: InboxView): object {
  const files = (each: InboxView['folders'][number]): object[] =>
    each.files.map(({ name, bytes, partial }) => ({ name, bytes, partial, problem: each.stuck.get(name) ?? null }))
  return {
    folder,
    problem,
    folders: folders.map(each => ({
      ...{ format: each.format, problem: each.problem, files: files(each) },
      notTaken: each.notTaken
    }))
  }
}

export function showView({ folder, problem, folders }: InboxView): string {
  if (problem !== null) return `${problem}\n`
  const rows = folders.flatMap(({ format, files, stuck, problem: whole }) =>
    files.map(({ name, bytes, partial }) => {
      const why = whole ?? stuck.get(name) ?? (partial ? 'still being written, by its name' : 'waits')
      return [`${format}/${name}`, `${grouped(Math.ceil(bytes / 1024))} kB`, why]
    })
  )
  const strange = folders.flatMap(({ format, notTaken }) =>
    notTaken.map(({ name, problem: why }) => [`${format}/${name}`, '', `not taken: ${why}`])
  )
  const idle = folders.filter(({ files, problem: whole }) => whole !== null && files.length === 0)
  const unknown = idle.map(({ problem: whole }) => `${whole}\n`).join('')
  return (rows.length === 0 ? `nothing waits in ${folder}\n` : '') + table([...rows, ...strange]) + unknown
}

function sweptJson(swept: SweptFile): object {
  const { kind, file } = swept
  const name = `${file.format}/${file.name}`
  if (swept.kind === 'stuck') return { kind, name, problem: swept.problem }
  return { kind, name, import: importJson(swept.import) }
}

function showSweep({ files }: Sweep, view: InboxView): string {
  const lines = files.map(swept => {
    if (swept.kind === 'stuck') return `${swept.file.format}/${swept.file.name}: ${swept.problem}\n`
    const { id, name, problem, notes } = swept.import
    const where = `  moved to ${swept.file.format}/${swept.kind}/${id}-${swept.file.name}\n`
    const came = problem === null ? showImport(swept.import) : `failed: ${problem}\n`
    return came + showNotes(name, notes) + where
  })
  return [folderProblems(view), ...(lines.length === 0 ? [`nothing to take in ${view.folder}\n`] : lines)].join('')
}

function folderProblems({ folders }: InboxView): string {
  return folders
    .flatMap(({ format, notTaken, problem }) => [
      ...(problem === null ? [] : [problem]),
      // of a folder of which nothing is taken that is all there is to say
      ...(problem === null ? notTaken.map(each => `${format}/${each.name} is not taken: ${each.problem}`) : [])
    ])
    .map(line => `${line}\n`)
    .join('')
}
