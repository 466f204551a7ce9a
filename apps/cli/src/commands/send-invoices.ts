// `farthing bill send RUN` and `farthing invoice send INV-000123`: invoices that are issued go to their customers.
import { BillingRunService, type InvoiceHead, SendingService } from '@farthing/kernel'
import { counted } from '../counted.ts'
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
    const before = await foundRun(runs, id)
    const issued = countIssued(before)
    valueOf(await sending.sendRun(id, { again }))
    const progress = openProgress(terminal, 'sending', 'invoices')
    try {
      await sending.drain(id, { progress: sent => progress.at(sent, issued) })
    } finally {
      progress.end()
    }
    const run = await foundRun(runs, id)
    // whoever sent them: workers do too
    const now = again ? countIssued(run) : run.sent - before.sent
    if (json) terminal.out(`${JSON.stringify({ ...runJson(run), sentNow: now, sentBefore: before.sent })}\n`)
    else terminal.out(`${sentText({ now, before: before.sent }, again)}${showRun(run)}`)
  })
}

function sentText({ before, now }: { readonly before: number; readonly now: number }, again: true | undefined): string {
  const earlier = `${before === 0 ? 'none' : before}${again ? ' of them' : ''} sent before`
  return `${now === 0 ? 'no invoices' : counted(now, 'invoice')} sent now, ${earlier}\n`
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
