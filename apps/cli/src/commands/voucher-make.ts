import { heldAmountOf, madeView, MOST_VOUCHERS, RulesHost, VouchersService } from '@farthing/kernel'
import { instantOption } from '../dates.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'
import { batchLine } from './voucher-list.ts'

export interface VoucherMakeOptions {
  readonly name: string
  readonly count: number
  readonly amount: string
  readonly unit: string
  readonly days?: number
  readonly priority: number
  readonly until?: string
  readonly uses: number
  readonly perAccount: number
  readonly json?: true
}

/** `farthing voucher make 100 20.00 AUD --name Christmas > codes.csv`. */
export async function voucherMake(options: VoucherMakeOptions, terminal: Terminal): Promise<void> {
  const { amount, count, days, json, name, perAccount, priority, unit, until, uses } = options
  if (count < 1 || count > MOST_VOUCHERS)
    throw new CallProblem(`A batch has 1 to ${MOST_VOUCHERS} vouchers, not ${count}.`)
  for (const [option, value] of Object.entries({ days, priority, uses, 'per-account': perAccount }))
    if (value === 0) throw new CallProblem(`--${option} is at least 1`)
  const validUntil = until === undefined ? null : instantOption(until, '--until')
  const made = await withKernel({ command: 'farthing voucher make' }, async kernel => {
    const held = await heldAmountOf(kernel.get(RulesHost), { amount, unit })
    if (!held.ok) throw new FoundProblem(held.detail)
    const worth = { unit: held.value.unit, amount: held.value.parts, priority, lifetimeDays: days ?? null }
    const limits = { validUntil, usesEach: uses, usesPerAccount: perAccount }
    return kernel.get(VouchersService).make({ name, ...worth, ...limits }, count)
  })
  if (!made.ok) throw new FoundProblem(made.detail)
  const view = madeView(made.value)
  if (json) {
    terminal.out(`${JSON.stringify(view)}\n`)
    return
  }
  terminal.err(
    `${batchLine(made.value.batch).join('  ')}\nthe codes are printed this once: only their hashes are kept\n`
  )
  terminal.out(`serial,code\n${view.codes.map(({ code, serial }) => `${serial},${code}\n`).join('')}`)
}
