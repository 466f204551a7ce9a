// The statement of a partner, and the runs that pay partners.
import { parseDecimal } from '@farthing/billing-core/values'
import {
  CommissionEarnings,
  type CommissionRun,
  CommissionRuns,
  CommissionStatements,
  entryView,
  NewCommissionRunBody,
  PartnersService,
  runView,
  sumsView
} from '@farthing/kernel'
import { asked, options } from '../asked.ts'
import { dateOption } from '../dates.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { FoundProblem, valueOf } from '../problems.ts'
import type { Terminal } from '../terminal.ts'
import { runText, statementText } from './commission-text.ts'

interface AskedStatement {
  readonly partner: string
  readonly from?: string
  readonly until?: string
  readonly json?: true
}

const A_PAGE = 10_000

/** `farthing commissions statement agent-7 --from 2026-03-01`. */
export async function commissionStatement(
  { from, json, partner, until }: AskedStatement,
  terminal: Terminal
): Promise<void> {
  const period = { from: dayOf(from, '--from'), until: dayOf(until, '--until') }
  const statement = await withKernel({ command: 'farthing commissions statement' }, async kernel => {
    const found = await kernel.get(PartnersService).find(partner)
    if (found === undefined) throw new FoundProblem(`There is no partner ${partner}.`)
    await kernel.get(CommissionEarnings).earn()
    const statements = kernel.get(CommissionStatements)
    const entries = await allEntries(statements, { partner, ...period })
    const sums = await statements.sums(partner, period)
    return { partner, name: found.name, sums: sums.map(sumsView), entries: entries.map(entryView) }
  })
  terminal.out(json ? `${JSON.stringify(statement)}\n` : statementText(statement))
}

/** Page by page, for the sums are of all of them. */
async function allEntries(
  statements: CommissionStatements,
  search: Omit<Parameters<CommissionStatements['entries']>[0], 'after' | 'limit'>
): ReturnType<CommissionStatements['entries']> {
  const entries: Awaited<ReturnType<CommissionStatements['entries']>> = []
  for (let read = A_PAGE; read === A_PAGE; ) {
    const page = await statements.entries({ ...search, after: entries.at(-1)?.id, limit: A_PAGE })
    entries.push(...page)
    read = page.length
  }
  return entries
}

/** `farthing commissions propose --least 20.00 --by Bea`. */
export async function commissionPropose(
  {
    json,
    ...fields
  }: {
    readonly method: string
    readonly least: string
    readonly currency?: string
    readonly by: string
    readonly json?: true
  },
  terminal: Terminal
): Promise<void> {
  const names = options('by', 'currency', 'least', 'method')
  const { by, currency, least, method } = asked(NewCommissionRunBody, fields, names)
  const run = await withKernel({ command: 'farthing commissions propose' }, async kernel =>
    valueOf(await kernel.get(CommissionRuns).propose({ by, currency, method, least: parseDecimal(least) }))
  )
  show(run, json, terminal)
}

/** `farthing commissions pay CR-000001 --by Cleo`. */
export async function commissionDecide(
  asks: { readonly verb: 'pay' | 'withdraw'; readonly run: string; readonly by: string; readonly json?: true },
  terminal: Terminal
): Promise<void> {
  const { by, json, run, verb } = asks
  const decided = await withKernel({ command: `farthing commissions ${verb}` }, async kernel =>
    valueOf(await kernel.get(CommissionRuns)[verb](run, by))
  )
  show(decided, json, terminal)
}

function show(run: CommissionRun, json: true | undefined, terminal: Terminal): void {
  terminal.out(json ? `${JSON.stringify(runView(run))}\n` : runText(runView(run)))
}

function dayOf(text: string | undefined, option: string): Temporal.PlainDate | undefined {
  return text === undefined ? undefined : dateOption(text, option)
}
