import { ClosePeriodBody, closedPeriodView, ClosedPeriods } from '@farthing/kernel'
import { asked, options } from '../asked.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { FoundProblem } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface LedgerCloseOptions {
  readonly by: string
  readonly json?: true
}

/** `farthing ledger close 2026-04-01 --by Bea`: nothing is posted any more on days before it. */
export async function ledgerClose(until: string, { by, json }: LedgerCloseOptions, terminal: Terminal): Promise<void> {
  const body = asked(ClosePeriodBody, { until, by }, options('by'))
  const closed = await withKernel({ command: 'farthing ledger close' }, kernel =>
    kernel.get(ClosedPeriods).close(Temporal.PlainDate.from(body.until), body.by)
  )
  if (!closed.ok) throw new FoundProblem(closed.detail)
  const { from } = closed.value
  if (json) terminal.out(`${JSON.stringify(closedPeriodView(closed.value))}\n`)
  else terminal.out(`The books are closed until ${body.until}${from === null ? '' : `, ${from} before`}.\n`)
}

/** `farthing ledger periods`: what is closed, by whom. */
export async function ledgerPeriods({ json }: { readonly json?: true }, terminal: Terminal): Promise<void> {
  const periods = await withKernel({ command: 'farthing ledger periods' }, kernel => kernel.get(ClosedPeriods).list())
  const views = periods.map(closedPeriodView)
  if (json) terminal.out(`${JSON.stringify(views)}\n`)
  else if (views.length === 0) terminal.out('No period is closed.\n')
  else
    terminal.out(
      table([
        ['from', 'until', 'closed by', 'closed at'],
        ...views.map(each => Object.values(each).map(value => value ?? 'the beginning'))
      ])
    )
}
