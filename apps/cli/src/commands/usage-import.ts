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
}

/** `farthing usage import FILES`: rates and keeps what is new; the same file again changes nothing. */
export async function usageImport(
  files: readonly string[],
  options: UsageImportOptions,
  terminal: Terminal
): Promise<void> {
  await withKernel({ command: 'farthing usage import' }, async kernel => {
    const problems: string[] = []
    for (const file of files) {
      const done = await importOne(kernel, { file, format: options.format }, terminal)
      terminal.out(options.json ? `${JSON.stringify(importJson(done))}\n` : showImport(done))
      if (!options.json) terminal.err(showNotes(done.name, done.notes))
      if (done.problem !== null) problems.push(`${done.name}: ${done.problem}`)
    }
    const came = await kernel.get(Policies).pass()
    if (!options.json) terminal.out(showPass(came))
    if (problems.length > 0) throw new FoundProblem(problems.join('\n'))
  })
}

export async function importOne(
  kernel: INestApplicationContext,
  { file, format }: { readonly file: string; readonly format: string },
  terminal: Terminal
): Promise<UsageImport> {
  const imports = kernel.get(UsageImports)
  if (file === '-') return orRefuse(await imports.importStream(process.stdin, 'stdin', { format }))
  const kilobytes = Math.ceil((statSync(file, { throwIfNoEntry: false })?.size ?? 0) / 1024)
  const progress = openProgress(terminal, 'usage', 'kB')
  const total = file.endsWith('.gz') ? undefined : kilobytes
  try {
    return orRefuse(
      await imports.importFile(file, {
        format,
        onProgress: ({ bytes }) => progress.at(Math.floor(bytes / 1024), total)
      })
    )
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
export function showImport({ name, lines, rated, duplicate, quarantined, filtered, reasons }: UsageImport): string {
  const why = Object.entries(reasons.quarantined).toSorted(([, a], [, b]) => b - a)
  return [
    `${name}: ${counted(lines, 'line')} = ${grouped(rated)} rated + ${grouped(duplicate)} duplicate + ${grouped(quarantined)} quarantined + ${grouped(filtered)} filtered\n`,
    table(why.map(([reason, count]) => [`  ${reason}`, grouped(count)])),
    quarantined > 0 ? 'each with its line and field: farthing usage quarantine\n' : ''
  ].join('')
}

/** Nothing when policies wanted nothing. */
export function showPass({ changes, messages }: PassResult): string {
  return [
    messages > 0 ? `${counted(messages, 'message')} to customers: farthing messages\n` : '',
    changes > 0 ? `${counted(changes, 'service')} barred, throttled or restored: farthing services\n` : ''
  ].join('')
}
