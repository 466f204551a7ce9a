import { formatDecimal, parseDecimal } from '@farthing/billing-core/values'
import { PocketsService } from '@farthing/kernel'
import { instantOption } from '../dates.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { jsonOf, rowOf } from './pockets.ts'

export interface TopUpOptions {
  readonly method: string
  readonly reference?: string
  readonly until?: string
  readonly json?: true
}

/** 1 is used first: what is given away can be set before what was paid. */
const PRIORITY = 100
const AMOUNT = /^(?=.*[1-9])\d{1,9}(\.\d{1,6})?$/

/** `farthing top-up A-000001 20.00`: a payment that fills a new pocket. */
export async function topUp(account: string, amount: string, options: TopUpOptions, terminal: Terminal): Promise<void> {
  if (!AMOUNT.test(amount)) throw new CallProblem(`'${amount}' is no amount of money like 20.00`)
  const { json, method, reference, until } = options
  const paid = { amount: parseDecimal(amount), method, reference }
  const given = { priority: PRIORITY, subscription: null, expiresAt: null as Temporal.Instant | null }
  if (until !== undefined) given.expiresAt = instantOption(until, '--until')
  const { pockets, topped } = await withKernel({ command: 'farthing top-up' }, async kernel => {
    const service = kernel.get(PocketsService)
    const topped = await service.topUp(account, { ...paid, ...given })
    return { topped, pockets: (await service.list(account)) ?? [] }
  })
  if (!topped.ok) throw new FoundProblem(topped.detail)
  const { payment, pocket } = topped.value
  if (json) {
    terminal.out(`${JSON.stringify({ payment: payment.number, pocket: jsonOf(pocket) })}\n`)
    return
  }
  const money = pockets.filter(({ unit }) => unit === pocket.unit)
  const sum = money.reduce((total, { balance }) => total + balance, 0n)
  terminal.out(`${payment.number}: ${pocket.accountNumber} paid ${formatDecimal(payment.amount)} ${pocket.unit}`)
  terminal.out(` and holds ${formatDecimal(sum)} in advance\n${table(money.map(rowOf))}`)
}
