// `farthing bill send RUN` and `farthing invoice send INV-000123`: invoices that are issued go to their customers.
import { BillingRunService, type InvoiceHead, SendingService } from '@farthing/kernel'
import { withKernel } from '../installation/open-kernel.ts'
import { valueOf } from '../problems.ts'
import { openProgress } from '../progress.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { runJson, showRun } from './bill-run-text.ts'
import { countIssued, foundRun } from './found-run.ts'
import { headJson } from './invoice-list.ts'

export interface SendOptions {
  readonly again?: true
  readonly json?: true
}

/** Sends here, beside whatever workers there are. */
export async function billSend(id: string, { again, json }: SendOptions, terminal: Terminal): Promise<void> {
  await withKernel({ command: 'farthing bill send' }, async kernel => {
    const [runs, sending] = [kernel.get(BillingRunService), kernel.get(SendingService)]
    const issued = countIssued(await foundRun(runs, id))
    valueOf(await sending.sendRun(id, { again }))
    const progress = openProgress(terminal, 'sending', 'invoices')
    try {
      await sending.drain(id, { progress: sent => progress.at(sent, issued) })
    } finally {
      progress.end()
    }
    const run = await foundRun(runs, id)
    terminal.out(json ? `${JSON.stringify(runJson(run))}\n` : showRun(run))
  })
}

export async function invoiceSend(number: string, { again, json }: SendOptions, terminal: Terminal): Promise<void> {
  const sent = await withKernel({ command: 'farthing invoice send' }, async kernel =>
    valueOf(await kernel.get(SendingService).sendOne(number, { again }))
  )
  terminal.out(json ? `${JSON.stringify(headJson(sent))}\n` : table([rowOf(sent)]))
}

function rowOf({ accountNumber, number, sentAt, timesSent }: InvoiceHead): string[] {
  const times = timesSent === 1 ? 'for the first time' : `${timesSent} times by now`
  return [number ?? '', accountNumber, `sent ${sentAt?.toString() ?? ''}, ${times}`]
}
