import { formatDecimal, parseDecimal } from '@farthing/billing-core/values'
import { pocketTerms, PocketsService, RulesHost, servicesOf, TopUpBody } from '@farthing/kernel'
import { asked, options } from '../asked.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { valueOf } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { askedTerms, TERM_NAMES, type TermOptions } from './pocket-terms.ts'
import { jsonOf, rowOf } from './pockets.ts'

export interface TopUpOptions extends TermOptions {
  readonly method: string
  readonly reference?: string
  readonly json?: true
}

/** `farthing top-up A-000001 20.00`: a payment that fills a new pocket. */
export async function topUp(account: string, amount: string, given: TopUpOptions, terminal: Terminal): Promise<void> {
  const { json, method, reference } = given
  const names = { ...TERM_NAMES, ...options('reference') }
  const body = asked(TopUpBody, { amount, method, reference, ...askedTerms(given) }, names)
  const paid = { amount: parseDecimal(body.amount), method, reference: body.reference }
  const { pockets, topped } = await withKernel({ command: 'farthing top-up' }, async kernel => {
    const service = kernel.get(PocketsService)
    const services = valueOf(await servicesOf(kernel.get(RulesHost), { services: body.services, unit: null }))
    const topped = valueOf(await service.topUp(account, { ...paid, ...pocketTerms(body), services }))
    return { topped, pockets: (await service.list(account)) ?? [] }
  })
  const { payment, pocket } = topped
  if (json) {
    terminal.out(`${JSON.stringify({ payment: payment.number, pocket: jsonOf(pocket) })}\n`)
    return
  }
  const money = pockets.filter(({ unit }) => unit === pocket.unit)
  const sum = money.reduce((total, { balance }) => total + balance, 0n)
  terminal.out(`${payment.number}: ${pocket.accountNumber} paid ${formatDecimal(payment.amount)} ${pocket.unit}`)
  terminal.out(` and holds ${formatDecimal(sum)} in advance\n${table(money.map(rowOf))}`)
}
