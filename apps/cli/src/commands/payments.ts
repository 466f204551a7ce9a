// `farthing refund` and `farthing payment ...`: money that came in, went out, and was taken back.
import { formatAmount } from '@farthing/billing-core/values'
import {
  NewRefundBody,
  type Payment,
  PaymentsService,
  paymentView,
  refundAsked,
  RefundsService,
  reversalAsked,
  ReversalBody
} from '@farthing/kernel'
import { asked, options } from '../asked.ts'
import { withKernel } from '../installation/open-kernel.ts'
import type { JsonOption } from '../json-option.ts'
import { FoundProblem, valueOf } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface RefundOptions extends JsonOption {
  readonly method: string
  readonly on?: string
  readonly reason: string
  readonly reference?: string
}

export interface ReverseOptions extends JsonOption {
  readonly on?: string
  readonly reason: string
}

/** `farthing refund A-000001 200.00 --reason "moved away"`: credit is paid out; all that is free without an amount. */
export async function refund(
  account: string,
  amount: string | undefined,
  { json, method, on: paidOn, reason, reference }: RefundOptions,
  terminal: Terminal
): Promise<void> {
  const names = { ...options('method', 'reason', 'reference'), paidOn: '--on' }
  const body = asked(NewRefundBody, { account, amount, method, reason, reference, paidOn }, names)
  const refunded = await withKernel({ command: 'farthing refund' }, async kernel =>
    valueOf(await kernel.get(RefundsService).refund(refundAsked(body)))
  )
  show([refunded], { json, list: false }, terminal)
}

/** `farthing payment reverse PAY-000001 --reason bounced`, and `RF-000001` for a refund that came back. */
export async function paymentReverse(
  reference: string,
  { json, on, reason }: ReverseOptions,
  terminal: Terminal
): Promise<void> {
  const body = asked(ReversalBody, { reason, on }, options('on', 'reason'))
  const reversed = await withKernel({ command: 'farthing payment' }, async kernel =>
    valueOf(await kernel.get(PaymentsService).reverse(reference, reversalAsked(body)))
  )
  show([reversed], { json, list: false }, terminal)
}

/** `farthing payment list A-000001` */
export async function paymentList(
  account: string,
  { json, limit }: JsonOption & { readonly limit: number },
  terminal: Terminal
): Promise<void> {
  const payments = await withKernel({ command: 'farthing payment' }, kernel =>
    kernel.get(PaymentsService).list(account, limit)
  )
  if (payments === undefined) throw new FoundProblem(`There is no account ${account}.`)
  show(payments, { json, list: true }, terminal)
}

function show(
  payments: readonly Payment[],
  { json, list }: { readonly json: true | undefined; readonly list: boolean },
  terminal: Terminal
): void {
  const shown = payments.map(paymentView)
  if (json) terminal.out(`${JSON.stringify(list ? shown : shown[0])}\n`)
  else terminal.out(payments.length === 0 ? 'no payments\n' : table(payments.map(rowOf)))
}

function rowOf({ accountNumber, amount, currency, method, number, reason, ...payment }: Payment): string[] {
  const { allocations, receivedOn, reference, reversedOn, unallocated } = payment
  const paid = allocations.map(each => `${each.invoice} ${formatAmount(each.amount, currency)}`)
  const credit = unallocated === 0n ? [] : [`credit ${formatAmount(unallocated, currency)}`]
  const became = reversedOn === null ? [...paid, ...credit].join(', ') : `reversed on ${reversedOn.toString()}`
  const sum = `${formatAmount(amount, currency)} ${currency}`
  return [number, accountNumber, receivedOn.toString(), sum, method, reason ?? reference, became]
}
