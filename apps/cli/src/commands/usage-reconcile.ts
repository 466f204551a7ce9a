// `farthing usage reconcile FILE`: a vendor's bill, line by line, against own usage.
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  differenceView,
  type ReconcileOptions,
  type ReconcileRefusal,
  type Reconciliation,
  Reconciliations,
  reconciliationView,
  type StoredDifference
} from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { counted } from '../counted.ts'
import { dateOption } from '../dates.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import { openProgress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'
import { addTo, writeInto } from '../written.ts'
import { differencesCsv, differencesHeader } from './differences-csv.ts'
import { operatorZone } from './operator-zone.ts'
import { differenceCount, differencesText, reconciliationLines, reconciliationText } from './reconciliation-text.ts'

export interface ShowOptions {
  /** How many differences. */
  readonly limit: number
  readonly json?: true
}

export interface UsageReconcileOptions extends ShowOptions {
  readonly format: string
  readonly rule?: string
  readonly from?: string
  readonly until?: string
  /** What differs ends the command with 1. */
  readonly strict?: true
}

const PAGE = 500
const WRONG_CALLS: readonly ReconcileRefusal[] = ['unknown-format', 'unreadable', 'several-reconciliations']

export async function usageReconcile(file: string, options: UsageReconcileOptions, terminal: Terminal): Promise<void> {
  const { format, from, rule, until } = options
  const first = from === undefined ? undefined : dateOption(from, '--from')
  const last = until === undefined ? undefined : dateOption(until, '--until')
  if (first !== undefined && last !== undefined && Temporal.PlainDate.compare(first, last) >= 0)
    throw new CallProblem('--until is the day after the last one: it lies behind --from')
  await withKernel({ command: 'farthing usage reconcile' }, async kernel => {
    const made = await reconcileOne(kernel, { file, format, rule, from: first, until: last }, terminal)
    await show(kernel, made, { options, terminal })
    if (made.problem !== null) throw new FoundProblem(`${made.name}: ${made.problem}`)
    const differences = differenceCount(made)
    if (options.strict && differences > 0) throw new FoundProblem(`${made.name}: ${counted(differences, 'difference')}`)
  })
}

export interface ReconciliationsOptions extends ShowOptions {
  /** File into which all differences of one comparison go. */
  readonly csv?: string
}

/** `farthing usage reconciliations [NUMBER]`: what was compared, or one comparison again. */
export async function usageReconciliations(
  number: string | undefined,
  options: ReconciliationsOptions,
  terminal: Terminal
): Promise<void> {
  if (number !== undefined && !/^[1-9]\d{0,8}$/.test(number))
    throw new CallProblem(`'${number}' is no number of a reconciliation`)
  if (number === undefined && options.csv !== undefined)
    throw new CallProblem('--csv writes the differences of one comparison: name its number')
  await withKernel({ command: 'farthing usage reconciliations' }, async kernel => {
    const reconciliations = kernel.get(Reconciliations)
    if (number !== undefined) {
      const made = await reconciliations.find(Number(number))
      if (made === undefined) throw new FoundProblem(`there is no reconciliation ${number}`)
      return options.csv === undefined
        ? show(kernel, made, { options, terminal })
        : writeCsv(kernel, made, { file: resolve(options.csv), json: options.json, terminal })
    }
    const made = await reconciliations.list({ limit: options.limit })
    if (options.json) return terminal.out(made.map(each => `${JSON.stringify(reconciliationView(each))}\n`).join(''))
    terminal.out(
      made.length === 0
        ? 'nothing was compared yet: farthing usage reconcile FILE --format CODE\n'
        : reconciliationLines(made, await operatorZone(kernel))
    )
  })
}

async function reconcileOne(
  kernel: INestApplicationContext,
  { file, ...options }: ReconcileOptions & { readonly file: string },
  terminal: Terminal
): Promise<Reconciliation> {
  const reconciliations = kernel.get(Reconciliations)
  const kilobytes = Math.ceil((statSync(file, { throwIfNoEntry: false })?.size ?? 0) / 1024)
  const total = file.endsWith('.gz') ? undefined : kilobytes
  const progress = openProgress(terminal, 'lines', 'kB')
  try {
    const onBytes = (bytes: number): void => progress.at(Math.floor(bytes / 1024), total)
    const outcome =
      file === '-'
        ? await reconciliations.reconcileStream(process.stdin, 'stdin', options)
        : await reconciliations.reconcileFile(file, { ...options, onBytes })
    if (outcome.ok) return outcome.value
    throw WRONG_CALLS.includes(outcome.reason) ? new CallProblem(outcome.detail) : new FoundProblem(outcome.detail)
  } finally {
    progress.end()
  }
}

interface Showing {
  readonly options: ShowOptions
  readonly terminal: Terminal
}

async function show(
  kernel: INestApplicationContext,
  made: Reconciliation,
  { options: { json, limit }, terminal }: Showing
): Promise<void> {
  const reconciliations = kernel.get(Reconciliations)
  if (!json) {
    const first = await reconciliations.differences(made.id, { after: 0, limit: Math.max(1, limit) })
    const zone = await operatorZone(kernel)
    return terminal.out(reconciliationText(made, zone) + differencesText(made, first.slice(0, limit), zone))
  }
  await terminal.drained(`${JSON.stringify(reconciliationView(made))}\n`)
  for await (const page of pagesOf(reconciliations, made))
    await terminal.drained(page.map(each => `${JSON.stringify(differenceView(each, made.unit))}\n`).join(''))
}

interface CsvFile {
  readonly file: string
  readonly json: true | undefined
  readonly terminal: Terminal
}

/** Written anew where it is there already. */
async function writeCsv(
  kernel: INestApplicationContext,
  made: Reconciliation,
  { file, json, terminal }: CsvFile
): Promise<void> {
  writeInto(file, differencesHeader)
  let differences = 0
  for await (const page of pagesOf(kernel.get(Reconciliations), made)) {
    addTo(file, differencesCsv(made, page))
    differences += page.length
  }
  const told = { reconciliation: made.id, file, differences }
  terminal.out(json ? `${JSON.stringify(told)}\n` : `${counted(differences, 'difference')} in ${file}\n`)
}

async function* pagesOf(
  reconciliations: Reconciliations,
  made: Reconciliation
): AsyncGenerator<readonly StoredDifference[]> {
  for (let after = 0; ; ) {
    const page = await reconciliations.differences(made.id, { after, limit: PAGE })
    yield page
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = last.number
  }
}
