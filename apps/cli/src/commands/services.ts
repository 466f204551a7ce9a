import { formatPlace } from '@farthing/billing-core/values'
import { type ListedRestriction, ServicesService } from '@farthing/kernel'
import { withKernel } from '../installation/open-kernel.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface ServicesOptions {
  readonly account?: string
  readonly limit: number
  readonly json?: true
}

/** `farthing services`: what is barred and throttled, since when and why. */
export async function services({ account, json, limit }: ServicesOptions, terminal: Terminal): Promise<void> {
  await withKernel({ command: 'farthing services' }, async kernel => {
    const found = await kernel.get(ServicesService).list({ account, limit })
    if (json) terminal.out(`${JSON.stringify(found)}\n`)
    else terminal.out(found.length === 0 ? 'nothing is barred or throttled\n' : table(found.map(rowOf)))
  })
}

function rowOf(restriction: ListedRestriction): string[] {
  const { accountNumber, deed, kilobits, label, reason, rule, since, until, what } = restriction
  const how = kilobits === null ? deed : `${deed} to ${kilobits} kbit/s`
  const days = until === null ? `since ${since}` : `${since} until ${until}`
  return [accountNumber, label, what, how, days, reason, rule === null ? 'by hand' : formatPlace(rule)]
}
