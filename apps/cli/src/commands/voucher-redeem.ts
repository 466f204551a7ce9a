import { RedemptionBody, VoucherRedemptions } from '@farthing/kernel'
import { asked } from '../asked.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { FoundProblem } from '../problems.ts'
import { doneWords } from './voucher-list.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { jsonOf, rowOf } from './pockets.ts'

export interface VoucherRedeemOptions {
  readonly account: string
  readonly code: string
  readonly group?: string
  readonly subscription?: string
  readonly json?: true
}

/** `farthing voucher redeem A-000001 K7QM-3XWD-9FTA-B2NH`: fills a pocket or does a deed, and shows it. */
export async function voucherRedeem(options: VoucherRedeemOptions, terminal: Terminal): Promise<void> {
  const { account, json, ...given } = options
  const names = { group: '--group', subscription: '--subscription' }
  const { code, group = null, subscription = null } = asked(RedemptionBody, given, names)
  const redeemed = await withKernel({ command: 'farthing voucher redeem' }, kernel =>
    kernel.get(VoucherRedemptions).redeem(account, { code, group, subscription })
  )
  if (!redeemed.ok) throw new FoundProblem(redeemed.detail)
  const { gave, voucher } = redeemed.value
  if (gave.kind === 'pocket') {
    const { pocket } = gave
    terminal.out(json ? `${JSON.stringify({ voucher, pocket: jsonOf(pocket) })}\n` : table([rowOf(pocket)]))
    return
  }
  const { deed, effective, fields, id } = gave.fact
  if (json) terminal.out(`${JSON.stringify({ voucher, fact: { id, deed, fields, effective } })}\n`)
  else terminal.out(table([[`voucher ${voucher}`, doneWords(deed, fields), `from ${effective}`]]))
}
