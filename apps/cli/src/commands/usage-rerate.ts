import {
  AccountsService,
  ExplainedMoves,
  explainedReratingView,
  type Outcome,
  reratedAccountView
} from '@farthing/kernel'
import { type Rerating, ReratingBook, Reratings, reratingView } from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { dateOption } from '../dates.ts'
import { withKernel } from '../installation/open-kernel.ts'
import type { JsonOption } from '../json-option.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import { openProgress, type Progress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'
import { reratingsText, reratingText } from './rerating-text.ts'

export interface ProposeOptions extends JsonOption {
  readonly from?: string
  readonly until?: string
  readonly account?: readonly string[]
  readonly tariff?: string
}

export interface ShowOptions extends JsonOption {
  readonly accounts: number
  readonly unrated: number
}

const COMMAND = 'farthing usage rerate'
const LANES = 2
const MOVES = 5
const SHOWN: ShowOptions = { accounts: 10, unrated: 10 }

/** `farthing usage rerate`: what costs something else by now, as a proposal. */
export async function usageRerate(options: ProposeOptions, terminal: Terminal): Promise<void> {
  const { json, tariff = null } = options
  const from = dayOf(options.from, '--from')
  const until = dayOf(options.until, '--until')
  if (from !== null && until !== null && from >= until) {
    const one = `--from ${from} --until ${Temporal.PlainDate.from(from).add({ days: 1 })}`
    throw new CallProblem(
      `--until is not a day after --from: it is the first day that does not count. One day is asked for so: ${one}`
    )
  }
  await withKernel({ command: COMMAND }, async kernel => {
    const accounts = options.account === undefined ? null : await idsOf(kernel, options.account)
    const planned = orRefuse(await kernel.get(Reratings).propose({ from, until, tariff, accounts }))
    await tell(kernel, await drained(kernel, planned.id, terminal), { ...SHOWN, ...(json && { json }) }, terminal)
  })
}

/** One re-rating with what it moves; a proposal that broke off is found to its end. */
export async function rerateShow(id: number, options: ShowOptions, terminal: Terminal): Promise<void> {
  await withKernel({ command: `${COMMAND} show` }, async kernel => {
    const found = await kernel.get(ReratingBook).find(id)
    if (found === undefined) throw new FoundProblem(`There is no re-rating ${id}.`)
    await tell(kernel, isOpen(found) ? await drained(kernel, id, terminal) : found, options, terminal)
  })
}

export async function rerateApply(id: number, options: JsonOption, terminal: Terminal): Promise<void> {
  await withKernel({ command: `${COMMAND} apply` }, async kernel => {
    const done = orRefuse(await kernel.get(Reratings).apply(id))
    if (options.json) terminal.out(`${JSON.stringify(reratingView(done))}\n`)
    else terminal.out(reratingText({ rerating: done, moves: [], accounts: [], tellable: 0, unrated: [] }))
  })
}

export async function rerateWithdraw(id: number, options: JsonOption, terminal: Terminal): Promise<void> {
  await withKernel({ command: `${COMMAND} withdraw` }, async kernel => {
    const done = orRefuse(await kernel.get(Reratings).withdraw(id))
    terminal.out(options.json ? `${JSON.stringify(reratingView(done))}\n` : `re-rating ${id} is withdrawn\n`)
  })
}

export async function rerateList(
  { json, limit }: JsonOption & { readonly limit: number },
  terminal: Terminal
): Promise<void> {
  await withKernel({ command: `${COMMAND} list` }, async kernel => {
    const listed = await kernel.get(ReratingBook).list({ limit })
    if (json) terminal.out(listed.map(each => `${JSON.stringify(reratingView(each))}\n`).join(''))
    else terminal.out(reratingsText(listed))
  })
}

/** Works on it here, beside whatever workers there are. */
async function drained(kernel: INestApplicationContext, id: number, terminal: Terminal): Promise<Rerating> {
  const rows = openProgress(terminal, 'usage', 'rows')
  let bills: Progress | undefined
  try {
    return await kernel.get(Reratings).drain(id, {
      lanes: LANES,
      progress: ({ done, rows: all }) => rows.at(done, all),
      billProgress({ accounts, done }) {
        if (bills === undefined) rows.end()
        bills ??= openProgress(terminal, 'bills', 'accounts')
        bills.at(done, accounts)
      }
    })
  } finally {
    const last = bills ?? rows
    last.end()
  }
}

function isOpen({ billBasis, bills, state }: Rerating): boolean {
  return state === 'finding' || (billBasis !== null && bills === null && state !== 'withdrawn')
}

async function tell(
  kernel: INestApplicationContext,
  rerating: Rerating,
  { accounts, json, unrated }: ShowOptions,
  terminal: Terminal
): Promise<void> {
  const book = kernel.get(ReratingBook)
  const told = {
    rerating,
    moves: await kernel.get(ExplainedMoves).of(rerating, MOVES),
    accounts: await book.furthest(rerating.id, accounts),
    tellable: await book.countAccounts(rerating.id),
    unrated: await book.unrated(rerating.id, { limit: unrated })
  }
  if (!json) return terminal.out(reratingText(told))
  const view = explainedReratingView(rerating, told.moves)
  terminal.out(
    `${JSON.stringify({ ...view, accounts: told.accounts.map(reratedAccountView), unrated: told.unrated })}\n`
  )
}

function dayOf(text: string | undefined, option: string): string | null {
  return text === undefined ? null : dateOption(text, option).toString()
}

function orRefuse<T>(outcome: Outcome<T, string>): T {
  if (outcome.ok) return outcome.value
  throw new FoundProblem(outcome.detail)
}

async function idsOf(kernel: INestApplicationContext, references: readonly string[]): Promise<string[]> {
  const ids = await kernel.get(AccountsService).idsOf(references)
  const unknown = references.filter(each => !ids.has(each))
  if (unknown.length > 0) throw new CallProblem(`there is no account ${unknown.join(', ')}`)
  return references.flatMap(each => ids.get(each) ?? [])
}
