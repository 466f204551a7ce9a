// `farthing dispute ...`: what customers say is wrong with invoices, and how it ends.
import { formatAmount, parseDecimal } from '@farthing/billing-core/values'
import {
  AccountsService,
  creditAsked,
  CreditNoteBody,
  type Dispute,
  DisputeBody,
  DisputeRejectionBody,
  DisputesService,
  InvoicesService,
  occasionOf
} from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { z } from 'zod'
import { asked, options } from '../asked.ts'
import { withKernel } from '../installation/open-kernel.ts'
import type { JsonOption } from '../json-option.ts'
import { FoundProblem, valueOf } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

const DisputeId = z.uuid('not the id of a dispute, as `farthing dispute list` shows it')

export interface OpenOptions extends JsonOption {
  readonly amount: string
  readonly line?: number
  readonly reason: string
  readonly remark: string
  readonly by: string
}

export interface CreditOptions extends JsonOption {
  readonly amount?: string
  readonly reason: string
  readonly remark: string
  readonly by: string
}

export interface ListOptions extends JsonOption {
  readonly account?: string
  readonly invoice?: string
  readonly open?: true
  readonly limit: number
}

const NAMES = options('amount', 'by', 'line', 'reason', 'remark', 'why')

/** `farthing dispute open INV-000123 --amount 12.00 --reason wrong-price --by Bea` */
export async function disputeOpen(invoice: string, { json, ...given }: OpenOptions, terminal: Terminal): Promise<void> {
  const { amount, by, line = null, reason, remark } = asked(DisputeBody, given, NAMES)
  const wanted = { amount: parseDecimal(amount), by, line, reason, remark }
  await told({ json }, terminal, async disputes => valueOf(await disputes.open(invoice, wanted)))
}

export async function disputeReject(
  id: string,
  { by, json, why }: JsonOption & { readonly by: string; readonly why: string },
  terminal: Terminal
): Promise<void> {
  const [dispute, body] = [asked(DisputeId, id), asked(DisputeRejectionBody, { by, why }, NAMES)]
  await told({ json }, terminal, async disputes => valueOf(await disputes.reject(dispute, body)))
}

/** By a credit note of what is disputed, or of another amount. */
export async function disputeCredit(id: string, { json, ...given }: CreditOptions, terminal: Terminal): Promise<void> {
  const [dispute, body] = [asked(DisputeId, id), asked(CreditNoteBody, given, NAMES)]
  await told({ json }, terminal, async disputes => {
    valueOf(await disputes.credit(dispute, creditAsked(body), occasionOf(body)))
    const ended = await disputes.find(dispute)
    if (ended === undefined) throw new FoundProblem(`There is no dispute ${dispute}.`)
    return ended
  })
}

export async function disputeList({ json, ...options }: ListOptions, terminal: Terminal): Promise<void> {
  const listed = await withKernel({ command: 'farthing dispute list' }, async kernel =>
    kernel.get(DisputesService).list(await searchOf(kernel, options))
  )
  if (json) terminal.out(`${JSON.stringify(listed.map(jsonOf))}\n`)
  else terminal.out(listed.length === 0 ? 'no disputes\n' : table(listed.map(rowOf)))
}

async function searchOf(kernel: INestApplicationContext, { account, invoice, limit, open }: ListOptions) {
  const of = account === undefined ? undefined : await kernel.get(AccountsService).find(account)
  if (account !== undefined && of === undefined) throw new FoundProblem(`There is no account ${account}.`)
  const on = invoice === undefined ? undefined : await kernel.get(InvoicesService).find(invoice)
  if (invoice !== undefined && on === undefined) throw new FoundProblem(`There is no invoice ${invoice}.`)
  return { account: of?.id, invoice: on?.invoice.id, status: open ? ('open' as const) : undefined, limit }
}

async function told(
  { json }: { readonly json?: true | undefined },
  terminal: Terminal,
  work: (disputes: DisputesService) => Promise<Dispute>
): Promise<void> {
  const dispute = await withKernel({ command: 'farthing dispute' }, kernel => work(kernel.get(DisputesService)))
  terminal.out(json ? `${JSON.stringify(jsonOf(dispute))}\n` : table([rowOf(dispute)]))
}

function rowOf({
  accountNumber,
  amount,
  creditNote,
  currency,
  id,
  invoiceNumber,
  line,
  reason,
  status
}: Dispute): string[] {
  const of = line === null ? invoiceNumber : `${invoiceNumber} line ${line}`
  const ended = status === 'open' && creditNote !== null ? 'open, a credit note waits for approval' : status
  return [id, accountNumber, of, reason, ended, creditNote ?? '', `${formatAmount(amount, currency)} ${currency}`]
}

function jsonOf({ amount, ...rest }: Dispute): object {
  return { ...rest, amount: formatAmount(amount, rest.currency) }
}
