// `farthing bill ...`: a bill run from generating to issued invoices.
import {
  AccountsService,
  BillingRunService,
  type BillingRun,
  isSameGroup,
  type NewRun,
  type Outcome,
  RunGrace,
  RunReview
} from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { dateOption } from '../dates.ts'
import { withKernel } from '../installation/open-kernel.ts'
import type { JsonOption } from '../json-option.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import { openProgress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'
import { foundRun } from './found-run.ts'
import { showRun, runJson } from './bill-run-text.ts'

export interface BillRunOptions extends JsonOption {
  readonly date: string
  readonly account?: readonly string[]
  readonly billDay?: readonly number[]
  readonly plan?: readonly string[]
  readonly tag?: readonly string[]
  /** Accept and issue everything that is not parked. */
  readonly issue?: true
}

const ACCOUNTS_SHOWN = 50
const RUNS_LOOKED_AT = 100

/** Generates the invoices of everybody who is due; they wait for review unless `issue` is given. */
export async function billRun(options: BillRunOptions, terminal: Terminal): Promise<void> {
  const billDate = dateOption(options.date, '--date')
  await withKernel({ command: 'farthing bill run' }, async kernel => {
    const runs = kernel.get(BillingRunService)
    const accounts = options.account === undefined ? {} : { accounts: await idsOf(kernel, options.account) }
    const group = { billDays: options.billDay, plans: options.plan, tags: options.tag }
    if (options.account && (options.billDay ?? options.plan ?? options.tag))
      throw new CallProblem('Name accounts, or a group by bill day, plan and tag: not both.')
    const asked = { billDate, ...accounts, group }
    const started = (await brokenOff(runs, asked)) ?? (await runs.start(asked))
    const generated = await drained(runs, started.id, 'billing', terminal)
    const finished = options.issue && hasDrafts(generated) ? await issued(runs, generated.id, terminal) : generated
    await tell(kernel, finished, options, terminal)
  })
}

/**
 * A run of this day and group that nobody finished, such as one whose process was killed: it is gone on with, not begun again.
 * A list of accounts is always begun: nothing says that another list was the same.
 */
async function brokenOff(
  runs: BillingRunService,
  { accounts, billDate, group }: NewRun
): Promise<BillingRun | undefined> {
  if (accounts !== undefined) return undefined
  const latest = await runs.list({ limit: RUNS_LOOKED_AT })
  return latest.find(
    run =>
      run.billDate.equals(billDate) &&
      (run.status === 'generating' || run.status === 'issuing') &&
      !run.listed &&
      run.retryOf === null &&
      isSameGroup(run.asked ?? {}, group ?? {})
  )
}

export type RunDeed = 'show' | 'accept' | 'cancel' | 'issue' | 'retry' | 'renew' | 'hold' | 'release'

export interface DeedOptions extends JsonOption {
  readonly account?: readonly string[]
  readonly outliers?: true
  readonly withoutOutliers?: true
  /** Who holds it. */
  readonly by?: string
}

/** One step with a run that is there. */
export async function billDeed(deed: RunDeed, id: string, options: DeedOptions, terminal: Terminal): Promise<void> {
  await withKernel({ command: `farthing bill ${deed}` }, async kernel => {
    const runs = kernel.get(BillingRunService)
    await foundRun(runs, id)
    const outliers = options.outliers ? 'only' : options.withoutOutliers ? 'without' : undefined
    const choice = { outliers, accounts: options.account && (await idsOf(kernel, options.account)) } as const
    if (deed === 'accept') orRefuse(await runs.accept(id, choice))
    if (deed === 'cancel') orRefuse(await runs.cancel(id, choice))
    if (deed === 'issue') {
      orRefuse(await runs.issue(id))
      await drained(runs, id, 'issuing', terminal)
    }
    await graced(kernel, { deed, id, by: options.by ?? '' }, terminal)
    const retried = deed === 'retry' ? orRefuse(await runs.retry(id, choice)) : undefined
    if (retried !== undefined) await drained(runs, retried.id, 'billing', terminal)
    const run = await runs.find(retried?.id ?? id)
    if (run !== undefined) await tell(kernel, run, options, terminal)
  })
}

async function graced(
  kernel: INestApplicationContext,
  { by, deed, id }: { readonly deed: RunDeed; readonly id: string; readonly by: string },
  terminal: Terminal
): Promise<void> {
  const grace = kernel.get(RunGrace)
  if (deed === 'hold') orRefuse(await grace.hold(id, by))
  if (deed === 'release') orRefuse(await grace.release(id))
  if (deed !== 'renew') return
  orRefuse(await grace.renew(id))
  await drained(kernel.get(BillingRunService), id, 'billing', terminal)
}

export async function billList({ json }: JsonOption, terminal: Terminal): Promise<void> {
  await withKernel({ command: 'farthing bill list' }, async kernel => {
    const runs = await kernel.get(BillingRunService).list({ limit: 100 })
    if (json) terminal.out(`${JSON.stringify(runs.map(run => runJson(run)))}\n`)
    else terminal.out(runs.length === 0 ? 'no bill runs yet\n' : runs.map(run => showRun(run)).join(''))
  })
}

async function issued(runs: BillingRunService, id: string, terminal: Terminal): Promise<BillingRun> {
  orRefuse(await runs.accept(id))
  orRefuse(await runs.issue(id))
  return drained(runs, id, 'issuing', terminal)
}

/** Works on the run here, beside whatever workers there are. */
async function drained(runs: BillingRunService, id: string, label: string, terminal: Terminal): Promise<BillingRun> {
  const progress = openProgress(terminal, label, 'chunks')
  try {
    return await runs.drain(id, { progress: ({ chunks, done }) => progress.at(done, chunks), lanes: 2 })
  } finally {
    progress.end()
  }
}

async function tell(
  kernel: INestApplicationContext,
  run: BillingRun,
  { json }: JsonOption,
  terminal: Terminal
): Promise<void> {
  const page = { limit: ACCOUNTS_SHOWN }
  const parked = run.parked === 0 ? [] : await kernel.get(BillingRunService).parked(run.id, page)
  const carried = run.carriedForward === 0 ? [] : await kernel.get(RunReview).carried(run.id, page)
  const listed = { parked, carried }
  terminal.out(json ? `${JSON.stringify(runJson(run, listed))}\n` : showRun(run, listed))
}

function hasDrafts(run: BillingRun): boolean {
  return run.totals.some(({ status }) => status === 'draft')
}

function orRefuse<T>(outcome: Outcome<T, string>): T {
  if (outcome.ok) return outcome.value
  throw new FoundProblem(outcome.detail)
}

async function idsOf(kernel: INestApplicationContext, numbers: readonly string[]): Promise<string[]> {
  const accounts = kernel.get(AccountsService)
  const found = await Promise.all(numbers.map(async number => ({ number, account: await accounts.find(number) })))
  const unknown = found.filter(({ account }) => account === undefined).map(({ number }) => number)
  if (unknown.length > 0) throw new CallProblem(`there is no account ${unknown.join(', ')}`)
  return found.map(({ account }) => account?.id ?? '')
}
