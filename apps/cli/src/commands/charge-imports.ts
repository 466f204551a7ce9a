// `farthing charges ...`: files of charges of other systems, and their lines that were refused.
import { type DeedImport, DeedImports, deedImportView, type RefusedLine } from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { withKernel } from '../installation/open-kernel.ts'
import type { JsonOption } from '../json-option.ts'
import { CallProblem, FoundProblem, valueOf } from '../problems.ts'
import { grouped, openProgress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'

const DEED = 'receive-charge'
const REASONS_SHOWN = 10

export interface ChargeImportOptions extends JsonOption {
  readonly source?: string
}

/** The same file again, cut, renamed or packed, charges nobody twice. A file that cannot be read keeps none of the others out. */
export async function chargesImport(
  files: readonly string[],
  options: ChargeImportOptions,
  terminal: Terminal
): Promise<void> {
  await withKernel({ command: 'farthing charges import' }, async kernel => {
    const problems: string[] = []
    let isUnread = false
    for (const file of files) {
      const outcome = await imported(kernel, { file, source: options.source }, terminal)
      if (!outcome.ok) {
        if (outcome.reason === 'unknown-deed') throw new CallProblem('No plugin takes charges of other systems here.')
        problems.push(outcome.detail)
        isUnread ||= outcome.reason === 'unreadable'
        continue
      }
      await tell(kernel, outcome.value, options, terminal)
      if (outcome.value.problem !== null) problems.push(`${file}: ${outcome.value.problem}.`)
      if (outcome.value.refused > 0) problems.push(left(outcome.value))
    }
    if (isUnread) throw new CallProblem(problems.join('\n'))
    if (problems.length > 0) throw new FoundProblem(problems.join('\n'))
  })
}

function imported(
  kernel: INestApplicationContext,
  { file, source }: { readonly file: string; readonly source: string | undefined },
  terminal: Terminal
): ReturnType<DeedImports['importFile']> {
  const imports = kernel.get(DeedImports)
  const progress = openProgress(terminal, 'charges', 'lines')
  const common = source === undefined ? undefined : { source }
  const options = { deed: DEED, common, onProgress: ({ lines }: { readonly lines: number }) => progress.at(lines) }
  const run = file === '-' ? imports.importStream(process.stdin, 'stdin', options) : imports.importFile(file, options)
  return run.finally(() => progress.end())
}

export async function chargesImports({ json, limit }: JsonOption & { readonly limit: number }, terminal: Terminal) {
  await withKernel({ command: 'farthing charges imports' }, async kernel => {
    const imports = await kernel.get(DeedImports).list({ deed: DEED, limit })
    if (json) for (const each of imports) terminal.out(`${JSON.stringify(deedImportView(each))}\n`)
    else terminal.out(imports.length === 0 ? 'no files of charges yet\n' : imports.map(showImport).join(''))
  })
}

export interface RefusedOptions extends JsonOption {
  readonly retry?: true
  readonly limit: number
}

/** Lists them, or sends them again. */
export async function chargesRefused(id: number, options: RefusedOptions, terminal: Terminal): Promise<void> {
  await withKernel({ command: 'farthing charges refused' }, async kernel => {
    const imports = kernel.get(DeedImports)
    if (options.retry) {
      const retried = valueOf(await imports.retry(id))
      await tell(kernel, retried, options, terminal)
      if (retried.refused > 0) throw new FoundProblem(left(retried))
      return
    }
    if ((await imports.find(id)) === undefined) throw new FoundProblem(`There is no import ${id}.`)
    const lines = await imports.refused(id, { limit: options.limit })
    if (options.json) for (const line of lines) terminal.out(`${JSON.stringify(line)}\n`)
    else terminal.out(lines.length === 0 ? 'nothing of it is refused\n' : showRefused(lines))
  })
}

async function tell(
  kernel: INestApplicationContext,
  done: DeedImport,
  { json }: JsonOption,
  terminal: Terminal
): Promise<void> {
  if (json) return terminal.out(`${JSON.stringify(deedImportView(done))}\n`)
  const lines = done.refused === 0 ? [] : await kernel.get(DeedImports).refused(done.id, { limit: REASONS_SHOWN })
  terminal.out(`${showImport(done)}${lines.length === 0 ? '' : showRefused(lines)}`)
}

function left({ id, refused }: DeedImport): string {
  const lines = refused === 1 ? '1 line was' : `${grouped(refused)} lines were`
  return `${lines} refused: farthing charges refused ${id} lists them, and sends them again with --retry when that is mended.`
}

function showImport({ duplicate, id, lines, name, problem, refused, state, taken }: DeedImport): string {
  const counts = `${grouped(lines)} ${lines === 1 ? 'line' : 'lines'}: ${grouped(taken)} taken, ${grouped(duplicate)} duplicate, ${grouped(refused)} refused`
  return `${id} ${name} ${state}, ${counts}${problem === null ? '' : `; ${problem}`}\n`
}

function showRefused(lines: readonly RefusedLine[]): string {
  return lines.map(({ detail, line, reason }) => `  line ${line}, ${reason}: ${detail}\n`).join('')
}
