// `farthing adjust ...`: credit notes, debit notes, write-offs, their approval, and rebilling.
import type { CreditAsked } from '@farthing/billing-core'
import { formatAmount, parseDecimal } from '@farthing/billing-core/values'
import {
  type Adjustment,
  AdjustmentsService,
  type AdjustmentWithLines,
  type Outcome,
  Rebilling
} from '@farthing/kernel'
import { withKernel } from '../installation/open-kernel.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

interface JsonOption {
  readonly json?: true
}

interface OccasionOptions extends JsonOption {
  readonly reason: string
  readonly remark: string
  readonly by: string
}

export interface CreditOptions extends OccasionOptions {
  readonly amount?: string
  readonly line?: number
}

export interface DebitOptions extends OccasionOptions {
  readonly amount: string
  readonly line?: number
  readonly description?: string
  readonly category: string
}

export interface DecisionOptions extends JsonOption {
  readonly adjustment: string
  readonly by: string
  readonly remark?: string
}

/** All that is left of an invoice, of a line, or an amount. */
export async function adjustCredit(invoice: string, options: CreditOptions, terminal: Terminal): Promise<void> {
  const { line } = options
  const amount = options.amount === undefined ? null : amountOf(options.amount)
  const asked: CreditAsked =
    line !== undefined
      ? { kind: 'lines', lines: [{ line, amount }] }
      : amount === null
        ? { kind: 'whole' }
        : { kind: 'amount', amount }
  await made(options, terminal, service => service.credit(invoice, asked, options))
}

export async function adjustDebit(invoice: string, options: DebitOptions, terminal: Terminal): Promise<void> {
  const { category, description = null, line = null } = options
  if (line === null && description === null)
    throw new CallProblem('say what is charged: --line NUMBER, or --description TEXT')
  const asked = [{ line, description, category, amount: amountOf(options.amount) }]
  await made(options, terminal, service => service.debit(invoice, asked, options))
}

export async function adjustWriteOff(
  invoice: string,
  options: Omit<CreditOptions, 'line'>,
  terminal: Terminal
): Promise<void> {
  const amount = options.amount === undefined ? null : amountOf(options.amount)
  await made(options, terminal, service => service.writeOff(invoice, amount, options))
}

export async function adjustDecide(
  deed: 'approve' | 'reject',
  { adjustment, by, json, remark = '' }: DecisionOptions,
  terminal: Terminal
): Promise<void> {
  if (deed === 'reject' && remark === '') throw new CallProblem('say why it is rejected: --remark TEXT')
  await made({ json }, terminal, service => service[deed](adjustment, { by, decision: remark === '' ? null : remark }))
}

export async function rebill(
  number: string,
  { by, json, reason }: Pick<OccasionOptions, 'by' | 'json' | 'reason'>,
  terminal: Terminal
): Promise<void> {
  const rebilled = await withKernel({ command: 'farthing adjust rebill' }, kernel =>
    kernel.get(Rebilling).rebill(number, { by, reason })
  )
  if (!rebilled.ok) throw new FoundProblem(rebilled.detail)
  const { cancelled, invoice } = rebilled.value
  const numbers = { cancelled: cancelled.number, creditNote: cancelled.creditNote, invoice: invoice?.number ?? null }
  const anew = invoice === null ? 'nothing to bill any more' : `${invoice.number} bills it anew`
  terminal.out(json ? `${JSON.stringify(numbers)}\n` : `${number} is credited by ${numbers.creditNote}; ${anew}\n`)
}

export async function adjustList(
  { json, limit, waiting }: JsonOption & { readonly limit: number; readonly waiting?: true },
  terminal: Terminal
): Promise<void> {
  const search = { limit, ...(waiting ? { status: 'proposed' as const } : {}) }
  const listed = await withKernel({ command: 'farthing adjust list' }, kernel =>
    kernel.get(AdjustmentsService).list(search)
  )
  if (json) terminal.out(`${JSON.stringify(listed.map(jsonOf))}\n`)
  else terminal.out(listed.length === 0 ? 'no adjustments\n' : table(listed.map(rowOf)))
}

async function made(
  { json }: { readonly json?: true | undefined },
  terminal: Terminal,
  work: (service: AdjustmentsService) => Promise<Outcome<AdjustmentWithLines, string>>
): Promise<void> {
  const outcome = await withKernel({ command: 'farthing adjust' }, kernel => work(kernel.get(AdjustmentsService)))
  if (!outcome.ok) throw new FoundProblem(outcome.detail)
  terminal.out(json ? `${JSON.stringify(jsonOf(outcome.value))}\n` : table([rowOf(outcome.value)]))
}

function amountOf(text: string): bigint {
  if (/^\d{1,12}(\.\d{1,6})?$/.test(text)) return parseDecimal(text)
  throw new CallProblem(`'${text}' is no amount such as 12.50`)
}

function rowOf({ currency, id, invoiceNumber, kind, number, proposedBy, reason, status, total }: Adjustment): string[] {
  const amount = `${formatAmount(total, currency)} ${currency}`
  return [number ?? id, kind, invoiceNumber, status, reason, proposedBy, amount]
}

function jsonOf(adjustment: Adjustment): object {
  const {
    currency,
    decidedBy,
    id,
    invoiceNumber: invoice,
    kind,
    number,
    proposedBy,
    reason,
    remark,
    status
  } = adjustment
  const amounts = {
    net: formatAmount(adjustment.net, currency),
    total: formatAmount(adjustment.total, currency),
    currency
  }
  return { id, kind, status, number, invoice, reason, remark, ...amounts, proposedBy, decidedBy }
}
