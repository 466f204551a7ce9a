// `farthing adjust ...`: credit notes, debit notes, write-offs, their approval, and rebilling.
import { formatAmount, parseDecimal } from '@farthing/billing-core/values'
import {
  type Adjustment,
  AdjustmentsService,
  type AdjustmentWithLines,
  ApprovalBody,
  CancellationBody,
  creditAsked,
  CreditNoteBody,
  debitAsked,
  DebitNoteBody,
  decisionOf,
  occasionOf,
  type Outcome,
  Rebilling,
  RejectionBody,
  WriteOffBody
} from '@farthing/kernel'
import { asked, options } from '../asked.ts'
import { withKernel } from '../installation/open-kernel.ts'
import type { JsonOption } from '../json-option.ts'
import { CallProblem, valueOf } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

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
  readonly category?: string
}

export interface DecisionOptions extends JsonOption {
  readonly adjustment: string
  readonly by: string
  readonly remark?: string
}

const OF_LINE = ['amount', 'category', 'description', 'line']
const NAMES = {
  ...options('by', 'reason', 'remark', 'amount'),
  ...Object.fromEntries(OF_LINE.map(field => [`lines[0].${field}`, `--${field}`]))
}

/** All that is left of an invoice, of a line, or an amount. */
export async function adjustCredit(
  invoice: string,
  { amount, line, ...given }: CreditOptions,
  terminal: Terminal
): Promise<void> {
  const wanted = line === undefined ? { amount } : { lines: [{ line, amount }] }
  const body = asked(CreditNoteBody, { ...wanted, ...saidOf(given) }, NAMES)
  await made(given, terminal, service => service.credit(invoice, creditAsked(body), occasionOf(body)))
}

export async function adjustDebit(
  invoice: string,
  { amount, category, description, line, ...given }: DebitOptions,
  terminal: Terminal
): Promise<void> {
  if (line === undefined && description === undefined)
    throw new CallProblem('say what is charged: --line NUMBER, or --description TEXT')
  const wanted = { amount, category, description, line }
  const body = asked(DebitNoteBody, { lines: [wanted], ...saidOf(given) }, NAMES)
  await made(given, terminal, service => service.debit(invoice, debitAsked(body), occasionOf(body)))
}

export async function adjustWriteOff(
  invoice: string,
  { amount, ...given }: Omit<CreditOptions, 'line'>,
  terminal: Terminal
): Promise<void> {
  const body = asked(WriteOffBody, { amount, ...saidOf(given) }, NAMES)
  const part = body.amount === undefined ? null : parseDecimal(body.amount)
  await made(given, terminal, service => service.writeOff(invoice, part, occasionOf(body)))
}

function saidOf({ by, reason, remark }: OccasionOptions): Omit<OccasionOptions, 'json'> {
  return { by, reason, remark }
}

export async function adjustDecide(
  deed: 'approve' | 'reject',
  { adjustment, by, json, remark }: DecisionOptions,
  terminal: Terminal
): Promise<void> {
  if (deed === 'reject' && remark === undefined) throw new CallProblem('say why it is rejected: --remark TEXT')
  const body =
    deed === 'approve'
      ? asked(ApprovalBody, { by, remark }, NAMES)
      : asked(RejectionBody, { by, remark: remark ?? '' }, NAMES)
  await made({ json }, terminal, service => service[deed](adjustment, decisionOf(body)))
}

export async function rebill(
  number: string,
  { by, json, reason }: Pick<OccasionOptions, 'by' | 'json' | 'reason'>,
  terminal: Terminal
): Promise<void> {
  const body = asked(CancellationBody, { by, reason }, NAMES)
  const { cancelled, further, invoice } = await withKernel({ command: 'farthing adjust rebill' }, async kernel =>
    valueOf(await kernel.get(Rebilling).rebill(number, body))
  )
  const made = { invoice: invoice?.number ?? null, further: further.map(each => each.number) }
  const numbers = { cancelled: cancelled.number, creditNote: cancelled.creditNote, ...made }
  const anew =
    invoice === null
      ? 'nothing to bill any more'
      : further.length === 0
        ? `${made.invoice} bills it anew`
        : `${[made.invoice, ...made.further].join(', ')} bill it anew`
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
  const adjustment = await withKernel({ command: 'farthing adjust' }, async kernel =>
    valueOf(await work(kernel.get(AdjustmentsService)))
  )
  terminal.out(json ? `${JSON.stringify(jsonOf(adjustment))}\n` : table([rowOf(adjustment)]))
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
