import { formatPlace } from '@farthing/billing-core/values'
import { type ListedRestriction, type LookProblem, Policies, ServicesService } from '@farthing/kernel'
import { withKernel } from '../installation/open-kernel.ts'
import { FoundProblem } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface ServicesOptions {
  readonly account?: string
  readonly limit: number
  readonly problems?: true
  readonly json?: true
}

/** `farthing services`: what is barred and throttled, since when and why. */
export async function services(options: ServicesOptions, terminal: Terminal): Promise<void> {
  const { account, json, limit, problems } = options
  await withKernel({ command: 'farthing services' }, async kernel => {
    const unasked = json && !problems ? [] : await kernel.get(Policies).problems({ limit })
    if (problems) {
      if (json) terminal.out(`${JSON.stringify(unasked)}\n`)
      else
        terminal.out(
          unasked.length === 0 ? 'policies were asked about every account\n' : table(unasked.map(problemRow))
        )
      return
    }
    const found = await kernel.get(ServicesService).list({ account, limit })
    if (found === undefined) throw new FoundProblem(`There is no account ${account}.`)
    if (json) terminal.out(`${JSON.stringify(found)}\n`)
    else terminal.out(found.length === 0 ? 'nothing is barred or throttled\n' : table(found.map(rowOf)))
    if (unasked.length > 0)
      terminal.out(`\npolicies could not be asked about ${unaskedText(unasked, limit)}: farthing services --problems\n`)
  })
}

function unaskedText({ length }: readonly LookProblem[], limit: number): string {
  if (length === limit) return `${length} accounts or more`
  return length === 1 ? '1 account' : `${length} accounts`
}

function problemRow({ accountNumber, nextDay, problem }: LookProblem): string[] {
  return [accountNumber, nextDay === null ? '' : `again on ${nextDay}`, problem]
}

function rowOf(restriction: ListedRestriction): string[] {
  const { accountNumber, deed, kilobits, label, reason, rule, since, until, what } = restriction
  const how = kilobits === null ? deed : `${deed} to ${kilobits} kbit/s`
  const days = until === null ? `since ${since}` : `${since} until ${until}`
  return [accountNumber, label, what, how, days, reason, rule === null ? 'by hand' : formatPlace(rule)]
}
