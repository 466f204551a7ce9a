import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { KernelSettings, LedgerService } from '@farthing/kernel'
import { counted } from '../counted.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { CallProblem, FoundProblem, ReaderLeft } from '../problems.ts'
import type { Terminal } from '../terminal.ts'

export interface LedgerExportOptions {
  readonly output?: string
  readonly json?: true
}

/** `farthing ledger export`: the whole ledger as an hledger journal, on stdout or in a file. */
export async function ledgerExport({ output, json }: LedgerExportOptions, terminal: Terminal): Promise<void> {
  if (json && output === undefined)
    throw new CallProblem('--json tells what was written to a file: give --output FILE too')
  await withKernel({ command: 'farthing ledger export' }, async kernel => {
    const ledger = kernel.get(LedgerService)
    const { tenant } = kernel.get(KernelSettings)
    const write = (to: (text: string) => Promise<void>): Promise<void> => ledger.writeJournal(tenant, to)
    if (output === undefined) await write(text => listed(text, terminal))
    else await intoFile(output, write)
    const totals = await ledger.totals(tenant)
    if (json) terminal.out(`${JSON.stringify({ file: output, ...totals })}\n`)
    else if (output !== undefined)
      terminal.out(
        `${output}: ${counted(totals.transactions, 'transaction')}, ${counted(totals.postings, 'posting')}\n`
      )
    if (!totals.balanced) throw new FoundProblem('The ledger does not balance.')
  })
}

async function listed(text: string, terminal: Terminal): Promise<void> {
  if (terminal.left) throw new ReaderLeft()
  await terminal.drained(text)
}

/** A file that cannot be written, from the first page or any later one, is the caller's problem; what goes wrong with the pages is not. */
export async function intoFile(
  path: string,
  fill: (write: (text: string) => Promise<void>) => Promise<void>
): Promise<void> {
  const file = createWriteStream(path)
  const problems: Error[] = []
  file.on('error', problem => problems.push(problem)) // at any time: a disk may be full while the next page is read
  try {
    await once(file, 'open')
    await fill(async text => {
      const [problem] = problems
      if (problem !== undefined) throw problem
      if (!file.write(text)) await once(file, 'drain')
    })
    file.end()
    await finished(file)
  } catch (error) {
    file.destroy()
    const [problem] = problems
    throw problem === undefined ? error : new CallProblem(`${path} cannot be written: ${problem.message}`)
  }
}
