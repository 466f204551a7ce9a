import { statSync } from 'node:fs'
import { type PassResult, Policies, UsageImports, type ImportOutcome, type UsageImport } from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { counted } from '../counted.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import { grouped, openProgress } from '../progress.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { showNotes } from './show-notes.ts'

export interface UsageImportOptions {
  readonly format: string
  readonly json?: true
  /** What waits in quarantine ends the command with 1. */
  readonly strict?: true
}

/** `farthing usage import FILES`: rates and keeps what is new; the same file again changes nothing. A file that is refused keeps none of the others out. */
export async function usageImport(
  files: readonly string[],
  options: UsageImportOptions,
  terminal: Terminal
): Promise<void> {
  await withKernel({ command: 'farthing usage import' }, async kernel => {
    const problems: string[] = []
    const refused: Refused[] = []
    for (const file of files) {
      const outcome = await outcomeOf(kernel, { file, format: options.format }, terminal)
      if (!outcome.ok) {
        if (outcome.reason === 'unknown-format') orRefuse(outcome)
        refused.push(outcome)
        if (outcome.kept !== undefined) showDone(outcome.kept, options, terminal)
        continue
      }
      const done = outcome.value
      showDone(done, options, terminal)
      if (!options.json) terminal.err(showNotes(done.name, done.notes))
      problems.push(...[importFailure(done, options)].filter(failure => failure !== null))
    }
    const came = await kernel.get(Policies).pass()
    if (!options.json) terminal.out(showPass(came))
    endWith(problems, refused)
  })
}

/** What had come of a file that breaks off is kept, and shown too. */
function showDone(done: UsageImport, { json }: Pick<UsageImportOptions, 'json'>, terminal: Terminal): void {
  terminal.out(json ? `${JSON.stringify(importJson(done))}\n` : showImport(done))
}

/** Null: it came in whole. */
export function importFailure(
  { name, problem, quarantined }: UsageImport,
  { strict }: Pick<UsageImportOptions, 'strict'>
): string | null {
  const told = [problem, strict === true && quarantined > 0 ? went(quarantined) : null].filter(each => each !== null)
  return told.length === 0 ? null : `${name}: ${told.join('; ')}`
}

type Refused = Extract<ImportOutcome, { ok: false }>

/** Nothing when every file came in whole. */
function endWith(problems: readonly string[], refused: readonly Refused[]): void {
  const told = [...problems, ...refused.map(({ detail }) => detail)].join('\n')
  if (refused.some(({ reason }) => reason === 'unreadable')) throw new CallProblem(told)
  if (told !== '') throw new FoundProblem(told)
}

export async function importOne(
  kernel: INestApplicationContext,
  asked: { readonly file: string; readonly format: string },
  terminal: Terminal
): Promise<UsageImport> {
  return orRefuse(await outcomeOf(kernel, asked, terminal))
}

async function outcomeOf(
  kernel: INestApplicationContext,
  { file, format }: { readonly file: string; readonly format: string },
  terminal: Terminal
): Promise<ImportOutcome> {
  const imports = kernel.get(UsageImports)
  if (file === '-') return imports.importStream(process.stdin, 'stdin', { format })
  const kilobytes = Math.ceil((statSync(file, { throwIfNoEntry: false })?.size ?? 0) / 1024)
  const progress = openProgress(terminal, 'usage', 'kB')
  const total = file.endsWith('.gz') ? undefined : kilobytes
  try {
    return await imports.importFile(file, {
      format,
      onProgress: ({ bytes }) => progress.at(Math.floor(bytes / 1024), total)
    })
  } finally {
    progress.end()
  }
}

function orRefuse(outcome: ImportOutcome): UsageImport {
  if (outcome.ok) return outcome.value
  const { reason, detail } = outcome
  throw reason === 'unknown-format' || reason === 'unreadable' ? new CallProblem(detail) : new FoundProblem(detail)
}

export function importJson(done: UsageImport): object {
  const { lines, reasons, ...rest } = done
  return { ...rest, in: lines, quarantineReasons: reasons.quarantined, filterReasons: reasons.filtered }
}

/** What became of the lines; says where to look when some wait. */
export function showImport(done: UsageImport): string {
  const { name, lines, rated, duplicate, quarantined, filtered, reasons } = done
  return [
    `${name}: ${counted(lines, 'line')} = ${grouped(rated)} rated + ${grouped(duplicate)} duplicate + ${grouped(quarantined)} quarantined + ${grouped(filtered)} filtered\n`,
    reasonsText(reasons.quarantined, ''),
    quarantined > 0 ? nextStep(done) : '',
    reasonsText(reasons.filtered, 'filtered, ')
  ].join('')
}

/** What waits after a retry is still of the imports that brought it. */
function nextStep({ id, kind, quarantined }: UsageImport): string {
  const theirs = `farthing usage quarantine${kind === 'retry' ? '' : ` --import ${id}`}`
  return [
    `${went(quarantined)}: ${theirs} shows ${quarantined === 1 ? 'it' : 'each'} with its line and field\n`,
    `when the cause is mended: ${theirs} --retry; what nobody can mend: farthing usage quarantine drop\n`
  ].join('')
}

const went = (quarantined: number): string => `${counted(quarantined, 'line')} went to quarantine`

function reasonsText(reasons: Readonly<Record<string, number>>, prefix: string): string {
  const mostFirst = Object.entries(reasons).toSorted(([, a], [, b]) => b - a)
  return table(mostFirst.map(([reason, count]) => [`  ${prefix}${reason}`, grouped(count)]))
}

/** Nothing when policies wanted nothing. */
export function showPass({ changes, messages }: PassResult): string {
  return [
    messages > 0 ? `${counted(messages, 'message')} to customers: farthing messages\n` : '',
    changes > 0 ? `${counted(changes, 'service')} barred, throttled or restored: farthing services\n` : ''
  ].join('')
}
